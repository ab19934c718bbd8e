export { allocationDelay, setAllocationDelay } from './allocation-delay.ts';
export { type AllocationChange, advanceTo, modifyAllocations } from './allocations.ts';
export { clearBurnOrRedistributableShares, clearBurnOrRedistributableSharesByStrategy } from './burn.ts';
export {
  ALLOCATION_CONFIGURATION_DELAY_BLOCKS,
  BLOCKS_PER_DAY,
  DEALLOCATION_DELAY_BLOCKS,
  DEFAULT_START_BLOCK,
  WITHDRAWAL_DELAY_BLOCKS,
} from './constants.ts';
export { delegate, isOperator, redelegate, registerAsOperator, undelegate } from './delegation.ts';
export { deposit } from './deposits.ts';
export { createLedger, type Ledger, type OperatorSet, Revert, type Withdrawal } from './ledger.ts';
export { type Memberships, type Mirrors, membershipOf } from './mirrors.ts';
export {
  type AccountLoss,
  type BeforeAfter,
  previewSlash,
  type SetEffect,
  type SlashPreview,
} from './preview.ts';
export {
  deregisterFromOperatorSets,
  isMember,
  isOperatorSlashable,
  registerForOperatorSets,
} from './registration.ts';
export {
  addStrategiesToOperatorSet,
  createOperatorSet,
  removeStrategiesFromOperatorSet,
} from './sets.ts';
export { strategiesOf } from './shares.ts';
export { slasherOf, updateSlasher } from './slasher.ts';
export { type Slash, type SlashEffect, type SlashOutcome, slashEffect, slashOperator } from './slashing.ts';
export { rebaseStrategy } from './strategies.ts';
export {
  type Allocation,
  allocatableMagnitude,
  allocatedStake,
  allocationOf,
  depositSharesFor,
  minimumSlashableStake,
  queuedShares,
  slashableSharesInQueue,
  withdrawableShares,
} from './views.ts';
export { magnitudeToWad, sharesToFloat, toWei, WAD } from './wad.ts';
export {
  completeQueuedWithdrawals,
  queueWithdrawals,
  type WithdrawalClaim,
  type WithdrawalProceeds,
  type WithdrawalRequest,
} from './withdrawals.ts';
