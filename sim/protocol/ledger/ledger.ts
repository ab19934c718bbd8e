import type { AccountId, OperatorId, StrategyId } from '../../ids.ts';
import type { Address } from './addresses.ts';
import { DEFAULT_START_BLOCK, WITHDRAWAL_DELAY_BLOCKS } from './constants.ts';
import type { BlockHistory } from './history.ts';
import { createMirrors, type Mirrors } from './mirrors.ts';
import { createPauseStatus, type PauseStatus } from './pause-status.ts';
import { createPendingChanges, type PendingChanges } from './pending-changes.ts';
import { createUndoLog, type UndoLog } from './undo-log.ts';
import {
  LIVE_PROTOCOL_VERSION,
  type ProtocolRules,
  type ProtocolVersion,
  protocolRules,
} from './versions.ts';
import { WAD } from './wad.ts';

/**
 * State of the EigenLayer core contracts of one version. Amounts are bigints in base units; the float mirrors are computed
 * from them. Accounts `0 .. operators - 1` are the operators, which may stake for themselves; arrays over strategies
 * are indexed `[entity * strategyCount + strategy]`. Only the operations of sim/protocol write here.
 */
export interface Ledger {
  /** Current block. */
  block: number;
  readonly rules: ProtocolRules;
  /** Who may pause and unpause the contracts; null for nobody. */
  readonly pauser: Address | null;
  readonly paused: PauseStatus;
  readonly strategyCount: number;
  readonly operatorCount: number;
  readonly accountCount: number;
  readonly strategies: StrategyStates;
  readonly accounts: AccountStates;
  readonly operators: OperatorStates;
  /** Operator sets by id. */
  readonly sets: OperatorSetState[];
  readonly allocations: AllocationStates;
  readonly withdrawals: { issued: number; readonly pending: Map<number, Withdrawal> };
  readonly pendingChanges: PendingChanges;
  readonly undoLog: UndoLog;
  readonly mirrors: Mirrors;
}

/** Pools of restaked tokens, and every way tokens ever came in or went out, `[strategy]`. */
export interface StrategyStates {
  readonly totalShares: bigint[];
  readonly tokenBalance: bigint[];
  readonly tokensDeposited: bigint[];
  readonly tokensWithdrawn: bigint[];
  readonly tokensBurned: bigint[];
  readonly tokensRedistributed: bigint[];
  /** Tokens minted to the strategy less tokens destroyed in it. */
  readonly tokensRebased: bigint[];
}

/** Stakers. */
export interface AccountStates {
  readonly depositShares: bigint[];
  readonly scalingFactors: bigint[];
  /** Operator, or -1, `[account]`. */
  readonly delegatedTo: Int32Array;
  /** Withdrawals ever queued, the next one's nonce, `[account]`. */
  readonly withdrawalsQueued: Uint32Array;
  /** Number of strategies held, `[account]`, and which, in the contract's order. */
  readonly strategyCounts: Uint8Array;
  readonly strategyLists: Uint8Array;
}

/** Operators. */
export interface OperatorStates {
  readonly shares: bigint[];
  readonly maxMagnitudes: bigint[];
  readonly maxMagnitudeHistories: (BlockHistory | null)[];
  readonly encumberedMagnitudes: bigint[];
  /** Cumulative scaled shares that entered the withdrawal queue. */
  readonly queuedHistories: (BlockHistory | null)[];
  /** `[operator]`; null for an account that never registered as operator. */
  readonly allocationDelays: (AllocationDelay | null)[];
}

/** Blocks between an allocation and its effect; the pending value replaces the other at `effectBlock`. */
export interface AllocationDelay {
  readonly delay: number;
  readonly pendingDelay: number;
  readonly effectBlock: number;
}

/** Who may slash a set; the pending one replaces the other at `effectBlock`. */
export interface Slasher {
  readonly current: Address;
  readonly pending: Address;
  readonly effectBlock: number;
}

/** Operator set of an AVS. */
export interface OperatorSetState {
  readonly avs: number;
  /** Number of the set among those of its AVS. */
  readonly avsSetId: number;
  readonly slasher: Slasher;
  /** Whether it stands for an AVS of the AVSDirectory, whose members allocate nothing to it and cannot be slashed. */
  readonly inAvsDirectory: boolean;
  /** Whether slashed funds go to the set's recipient; otherwise they are burned. */
  readonly redistributing: boolean;
  readonly strategies: readonly StrategyId[];
  readonly slashCount: number;
  /** Slashed shares still in the strategies, by slash id, in the contract's order. */
  readonly slashed: Map<number, readonly SlashedShares[]>;
  /** Last block, by slash id, in which what the slash took cannot be cleared; no entry if it can be at once. */
  readonly resolutionBlocks: Map<number, number>;
  /** Tokens the recipient received, `[strategy]`. */
  readonly redistributed: readonly bigint[];
}

/** Shares of one strategy taken by one slash and not yet burned or redistributed. */
export interface SlashedShares {
  readonly strategy: StrategyId;
  readonly shares: bigint;
}

/** Registrations `[membership]` and allocations `[membership * S + strategy]`; memberships are the mirrors'. */
export interface AllocationStates {
  readonly registered: boolean[];
  readonly slashableUntil: number[];
  readonly current: bigint[];
  /** Signed change of the current magnitude at `effectBlock`. */
  readonly pending: bigint[];
  /** Block at which the pending change takes effect; 0 if there is none. */
  readonly effectBlock: number[];
}

/** Queued withdrawal. */
export interface Withdrawal {
  readonly id: number;
  readonly account: AccountId;
  /** Operator the shares were delegated to when queued, or -1. */
  readonly delegatedTo: OperatorId;
  readonly nonce: number;
  readonly startBlock: number;
  readonly strategies: readonly StrategyId[];
  readonly scaledShares: readonly bigint[];
}

/**
 * Empty ledger for a world of fixed size.
 *
 * @param size.operators accounts `0 .. operators - 1` may register as operators
 * @param size.accounts all accounts, operators included
 * @param size.version rules to follow, by default those of mainnet
 * @param size.pauser who may pause the contracts, by default nobody
 * @throws RangeError if a count is not a natural number, or the start block leaves no room for the delays.
 */
export function createLedger(size: {
  strategies: number;
  operators: number;
  accounts: number;
  startBlock?: number;
  version?: ProtocolVersion;
  pauser?: Address;
}): Ledger {
  const { strategies, operators, accounts, startBlock = DEFAULT_START_BLOCK } = size;
  checkCount('number of strategies', strategies, 1, 255);
  checkCount('number of operators', operators, 0, accounts);
  checkCount('start block', startBlock, WITHDRAWAL_DELAY_BLOCKS + 1, 2 ** 32 - 1);
  const zeros = (entities: number): bigint[] => new Array<bigint>(entities * strategies).fill(0n);
  const wads = (entities: number): bigint[] => new Array<bigint>(entities * strategies).fill(WAD);
  const histories = (): (BlockHistory | null)[] =>
    new Array<BlockHistory | null>(operators * strategies).fill(null);
  return {
    block: startBlock,
    rules: protocolRules[size.version ?? LIVE_PROTOCOL_VERSION],
    pauser: size.pauser ?? null,
    paused: createPauseStatus(strategies),
    strategyCount: strategies,
    operatorCount: operators,
    accountCount: accounts,
    strategies: {
      totalShares: zeros(1),
      tokenBalance: zeros(1),
      tokensDeposited: zeros(1),
      tokensWithdrawn: zeros(1),
      tokensBurned: zeros(1),
      tokensRedistributed: zeros(1),
      tokensRebased: zeros(1),
    },
    accounts: {
      depositShares: zeros(accounts),
      scalingFactors: wads(accounts),
      delegatedTo: new Int32Array(accounts).fill(-1),
      withdrawalsQueued: new Uint32Array(accounts),
      strategyCounts: new Uint8Array(accounts),
      strategyLists: new Uint8Array(accounts * strategies),
    },
    operators: {
      shares: zeros(operators),
      maxMagnitudes: wads(operators),
      maxMagnitudeHistories: histories(),
      encumberedMagnitudes: zeros(operators),
      queuedHistories: histories(),
      allocationDelays: new Array<AllocationDelay | null>(operators).fill(null),
    },
    sets: [],
    allocations: { registered: [], slashableUntil: [], current: [], pending: [], effectBlock: [] },
    withdrawals: { issued: 0, pending: new Map() },
    pendingChanges: createPendingChanges(),
    undoLog: createUndoLog(),
    mirrors: createMirrors({ strategies, operators, accounts }),
  };
}

function checkCount(noun: string, value: number, least: number, most: number): void {
  if (Number.isInteger(value) && value >= least && value <= most) return;
  throw new RangeError(`invalid ${noun}: ${value}\nGive a whole number from ${least} to ${most}.`);
}
