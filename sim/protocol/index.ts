export {
  type Allocation,
  allocatableMagnitude,
  allocatedStake,
  allocationOf,
  minimumSlashableStake,
} from './allocation/allocated-stake.ts';
export { allocationDelay, setAllocationDelay } from './allocation/allocation-delay.ts';
export {
  type AllocationChange,
  advanceTo,
  clearDeallocationQueue,
  modifyAllocations,
} from './allocation/allocations.ts';
export {
  addStrategiesToOperatorSet,
  createOperatorSet,
  removeStrategiesFromOperatorSet,
} from './allocation/operator-sets.ts';
export {
  deregisterFromOperatorSets,
  isMember,
  isOperatorSlashable,
  registerForOperatorSets,
} from './allocation/registration.ts';
export { restoreAllocation, restoreMaxMagnitude } from './allocation/restored-allocations.ts';
export { type Address, accountAddress } from './ledger/addresses.ts';
export {
  ALLOCATION_CONFIGURATION_DELAY_BLOCKS,
  BLOCKS_PER_DAY,
  DEALLOCATION_DELAY_BLOCKS,
  DEFAULT_START_BLOCK,
  SLASH_RESOLUTION_DELAY_BLOCKS,
  WITHDRAWAL_DELAY_BLOCKS,
} from './ledger/constants.ts';
export { createLedger, type Ledger, type OperatorSetState, type Withdrawal } from './ledger/ledger.ts';
export {
  createMirrors,
  ensureMembership,
  type Memberships,
  type Mirrors,
  membershipOf,
} from './ledger/mirrors.ts';
export { type PausableContract, pause, pausedStatus, unpause } from './ledger/pausing.ts';
export { Revert } from './ledger/revert.ts';
export {
  LIVE_PROTOCOL_VERSION,
  type ProtocolVersion,
  protocolRules,
  protocolVersions,
} from './ledger/versions.ts';
export { magnitudeToWad, sharesToFloat, toWei, WAD } from './ledger/wad.ts';
export {
  type AccountLoss,
  type BeforeAfter,
  previewSlash,
  type SetEffect,
  type SlashPreview,
} from './slashing/preview.ts';
export { pendingSlasherOf, slasherOf, updateSlasher } from './slashing/set-slasher.ts';
export {
  type SlashEffect,
  type SlashingParams,
  type SlashOutcome,
  slashEffect,
  slashOperator,
} from './slashing/slash-operator.ts';
export {
  clearBurnOrRedistributableShares,
  clearBurnOrRedistributableSharesByStrategy,
  slashResolutionBlock,
} from './slashing/slashed-shares.ts';
export { delegate, isOperator, redelegate, registerAsOperator, undelegate } from './stake/delegation.ts';
export { deposit } from './stake/deposits.ts';
export { strategiesOf } from './stake/shares.ts';
export { rebaseStrategy } from './stake/strategies.ts';
export {
  depositSharesFor,
  queuedShares,
  slashableSharesInQueue,
  withdrawableShares,
} from './stake/withdrawable-stake.ts';
export {
  completeQueuedWithdrawals,
  queueWithdrawals,
  type WithdrawalClaim,
  type WithdrawalProceeds,
  type WithdrawalRequest,
} from './stake/withdrawals.ts';
