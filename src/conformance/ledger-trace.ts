/** Recorded trace of the real EigenLayer contracts: one line of the allocation and slashing vectors. */
export interface LedgerTrace {
  readonly trace: number;
  readonly strategies: number;
  readonly stakers: number;
  readonly operators: number;
  readonly sets: number;
  readonly startBlock: number;
  readonly init: FlatState;
  readonly steps: readonly TraceStep[];
  readonly final: FlatState;
}

/** Observable state by key, as decimal strings; an absent key is 0, or not delegated, or not set. */
export type FlatState = Record<string, string | null>;

/** One recorded operation: its input, what it returned or why it reverted, and what changed. */
export interface TraceStep {
  readonly i: number;
  readonly block: number;
  readonly in: TraceOperation;
  readonly ok: boolean;
  readonly revert?: string;
  readonly ret?: unknown;
  readonly delta: FlatState;
}

/** Input of a recorded operation; amounts are decimal strings, names are `stk0`, `op1`, `str2`, `set3`, `wd4`. */
export type TraceOperation =
  | { op: 'createOperatorSet'; set: string; avs: string; strategies: string[]; redistributing: boolean }
  | {
      op: 'addStrategiesToOperatorSet' | 'removeStrategiesFromOperatorSet';
      set: string;
      strategies: string[];
    }
  | { op: 'registerAsOperator'; operator: string; allocationDelay: number }
  | { op: 'setAllocationDelay'; operator: string; delay: number }
  | { op: 'deposit'; staker: string; strategy: string; amount: string }
  | { op: 'delegate' | 'redelegate'; staker: string; operator: string }
  | { op: 'undelegate'; staker: string; sender: string }
  | { op: 'queueWithdrawals'; staker: string; params: { strategies: string[]; depositShares: string[] }[] }
  | {
      op: 'completeQueuedWithdrawals';
      staker: string;
      withdrawals: { id: string; receiveAsTokens: boolean }[];
      sender: string;
    }
  | {
      op: 'modifyAllocations';
      operator: string;
      params: { set: string; strategies: string[]; newMagnitudes: string[] }[];
    }
  | { op: 'clearDeallocationQueue'; operator: string; strategies: string[]; numToClear: string[] }
  | { op: 'registerForOperatorSets'; operator: string; sets: string[] }
  | { op: 'deregisterFromOperatorSets'; operator: string; sets: string[]; sender: string }
  | {
      op: 'slashOperator';
      set: string;
      operator: string;
      strategies: string[];
      wadsToSlash: string[];
      sender: string;
    }
  | { op: 'clearBurnOrRedistributableShares'; set: string; slashId: number }
  | { op: 'clearBurnOrRedistributableSharesByStrategy'; set: string; slashId: number; strategy: string }
  | { op: 'rebaseStrategyBalance'; strategy: string; delta: string }
  | { op: 'advanceBlocks'; blocks: number };
