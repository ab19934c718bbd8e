/**
 * Events that the sidecar reads from the chain, each list in the order of block and log, splits in the order of
 * their activation. `day` is the whole
 * day on which an event happened, counted from any midnight; names are opaque. Shares, magnitudes are
 * integers (1e-18), splits bips.
 */
export interface RewardEvents {
  readonly stakerDelegations: readonly DelegationEvent[];
  readonly stakerShareDeltas: readonly ShareDelta[];
  readonly operatorShareDeltas: readonly ShareDelta[];
  readonly operatorAvsRegistrations: readonly RegistrationEvent[];
  readonly operatorSetRegistrations: readonly RegistrationEvent[];
  /** Strategies that enter and leave sets. */
  readonly operatorSetStrategies: readonly RegistrationEvent[];
  /** Strategies that an operator was found to restake in an AVS, once a day from `first` to `last`. */
  readonly restakedStrategyPolls: readonly PollPeriod[];
  readonly operatorAvsSplits: readonly SplitChange[];
  readonly operatorPiSplits: readonly SplitChange[];
  readonly operatorSetSplits: readonly SplitChange[];
  readonly defaultOperatorSplits: readonly SplitChange[];
  readonly operatorAllocations: readonly MagnitudeChange[];
  readonly operatorMaxMagnitudes: readonly MagnitudeChange[];
}

/** A staker delegates or undelegates. */
interface DelegationEvent {
  readonly day: number;
  readonly staker: string;
  /** Null when it undelegates. */
  readonly operator: string | null;
}

/** Shares that a holder gains, or loses if negative; `key` is holder and strategy. */
export interface ShareDelta {
  readonly day: number;
  readonly key: string;
  readonly delta: bigint;
}

/** A pair of names begins or ceases to belong together. */
export interface RegistrationEvent {
  readonly day: number;
  readonly key: string;
  readonly registered: boolean;
}

/** Days on which a key was seen. */
export interface PollPeriod {
  readonly key: string;
  readonly first: number;
  readonly last: number;
}

/** A split, in bips; `day` is the day on which it becomes active. */
export interface SplitChange {
  readonly day: number;
  readonly key: string;
  readonly bips: bigint;
}

/** A magnitude; `day` is the day of the block at which it takes effect. */
export interface MagnitudeChange {
  readonly day: number;
  readonly key: string;
  readonly magnitude: bigint;
}
