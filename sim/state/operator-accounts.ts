import type { OperatorTraits } from '../scenario/index.ts';

/** The accounts of all operators, `[operator]`: flows since the sample period began, in USD, and what goes on. */
export interface OperatorAccounts {
  /** What it kept of sets' pay, with what its own stake earned; fees of tasks; rent of GPUs. */
  readonly rewardsUsd: Float64Array;
  readonly feesUsd: Float64Array;
  readonly rentUsd: Float64Array;
  /** Its parts of what attacks brought. */
  readonly spoilsUsd: Float64Array;
  /** Hardware, operation and sets, less what faking work saved; and own stake lost to slashes. */
  readonly costUsd: Float64Array;
  readonly slashedUsd: Float64Array;
  /** What serving its sets had to bring: rent that its GPUs forwent, and the cost of its sets. */
  readonly reservationUsd: Float64Array;
  /**
   * What having its GPUs in sets that ask for them brought: rewards and fees of the days on which they were committed,
   * less the cost of its sets then and own stake that such sets slashed.
   */
  readonly gpuServiceUsd: Float64Array;
  /** Cash at hand: it goes on from period to period. */
  readonly cashUsd: Float64Array;
  /** Rewards that no root lets it claim yet, valued when they were paid: they go on too. */
  readonly unclaimedUsd: Float64Array;
  /** Days that it was in business, and was up of these. */
  readonly businessDays: Float64Array;
  readonly upDays: Float64Array;
  /** What its GPUs did while they were up, in GPU-hours: tasks, a tenant's, or nothing. */
  readonly workedGpuHours: Float64Array;
  readonly rentedGpuHours: Float64Array;
  readonly idleGpuHours: Float64Array;
  /** Hours for which its GPUs would have had a tenant, had they not been committed to a set. */
  readonly forgoneGpuHours: Float64Array;
  /** 1 while an operator is out of business, to enter or return when it pays. */
  readonly dormant: Uint8Array;
  /** 1 once an operator went bankrupt and left for good. */
  readonly gone: Uint8Array;
  /** Split the operator wants under each membership; undefined until it first sets one. */
  readonly splits: (number | undefined)[];
}

/** Accounts of operators that start with the cash of their traits. */
export function createOperatorAccounts(operators: readonly OperatorTraits[]): OperatorAccounts {
  const zeros = (): Float64Array => new Float64Array(operators.length);
  return {
    rewardsUsd: zeros(),
    feesUsd: zeros(),
    rentUsd: zeros(),
    spoilsUsd: zeros(),
    costUsd: zeros(),
    slashedUsd: zeros(),
    workedGpuHours: zeros(),
    rentedGpuHours: zeros(),
    idleGpuHours: zeros(),
    forgoneGpuHours: zeros(),
    gpuServiceUsd: zeros(),
    reservationUsd: zeros(),
    businessDays: zeros(),
    upDays: zeros(),
    unclaimedUsd: zeros(),
    cashUsd: Float64Array.from(operators, ({ cashUsd }) => cashUsd),
    dormant: Uint8Array.from(operators, ({ dormant }) => (dormant ? 1 : 0)),
    gone: new Uint8Array(operators.length),
    splits: [],
  };
}

/** Resets the flows, for a new sample period; cash, business and splits go on. */
export function clearPeriod(accounts: OperatorAccounts): void {
  accounts.rewardsUsd.fill(0);
  accounts.feesUsd.fill(0);
  accounts.rentUsd.fill(0);
  accounts.spoilsUsd.fill(0);
  accounts.costUsd.fill(0);
  accounts.slashedUsd.fill(0);
  accounts.workedGpuHours.fill(0);
  accounts.rentedGpuHours.fill(0);
  accounts.idleGpuHours.fill(0);
  accounts.forgoneGpuHours.fill(0);
  accounts.gpuServiceUsd.fill(0);
  accounts.reservationUsd.fill(0);
  accounts.businessDays.fill(0);
  accounts.upDays.fill(0);
}
