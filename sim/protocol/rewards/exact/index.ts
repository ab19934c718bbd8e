export { calculateRewards, type PaidDay } from './calculate.ts';
export { type DailySnapshot, type DailySnapshots, snapshotOn } from './daily-snapshots.ts';
export { registeredDays } from './pay-directed.ts';
export type { RewardEvents } from './reward-events.ts';
export { keyOf, namesOf, type Span, type Spans } from './spans.ts';
export type { ExactAmount, ExactSubmission } from './submissions.ts';
export { takeSnapshots } from './take-snapshots.ts';
