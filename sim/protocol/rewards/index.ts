export { type Attribution, attributionNow, earnedNow, earnedUsdOf } from './attribution.ts';
export { closeDay } from './close.ts';
export type { Flow } from './flow.ts';
export { type Payment, pay } from './pay.ts';
export { createRewards, type LastDay, type Rewards, type RewardsTerms } from './rewards.ts';
export { changeSplit, SPLIT_ACTIVATION_DAYS, type Splits, splitOf } from './splits.ts';
export type { Statement } from './statements.ts';
export { PROTOCOL_FEE, type Stream, type StreamKind, type Totals } from './streams.ts';
export { poolOn, type Submission } from './submission.ts';
