export { calculateRewards, type PaidDay } from './calculate.ts';
export { type Decimal, divide, floor, floorDivide, plus, times, whole } from './decimal.ts';
export type { RewardEvents } from './events.ts';
export { type Snapshots, snapshotOn, snapshotsAsOf } from './snapshots.ts';
export { keyOf, type Span, type Spans } from './spans.ts';
export type { ExactAmount, ExactSubmission } from './submissions.ts';
export { takeSnapshots } from './take-snapshots.ts';
