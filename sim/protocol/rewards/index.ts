export { closeDay } from './close-day.ts';
export { attributionNow, earnedNow, earnedUsdOf } from './earnings.ts';
export { type Payment, pay } from './pay.ts';
export type { RewardFlow } from './reward-flow.ts';
export { type PoolTotals, PROTOCOL_FEE, type RewardStream, type RewardStreamKind } from './reward-streams.ts';
export { type Attribution, createRewards, type LastDay, type Rewards, type RewardsTerms } from './rewards.ts';
export { changeSplit, SPLIT_ACTIVATION_DAYS, type Splits, splitOf } from './splits.ts';
export type { Statement } from './statements.ts';
export { poolOn, type Submission } from './submission.ts';
