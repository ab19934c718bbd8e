export { calculateRewards, type PaidDay } from './calculate.ts';
export type { RewardEvents } from './events.ts';
export { registeredDays } from './pay-directed.ts';
export { type Snapshot, type Snapshots, snapshotOn } from './snapshots.ts';
export { keyOf, namesOf, type Span, type Spans } from './spans.ts';
export type { ExactAmount, ExactSubmission } from './submissions.ts';
export { takeSnapshots } from './take-snapshots.ts';
