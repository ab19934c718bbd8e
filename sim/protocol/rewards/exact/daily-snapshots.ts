import type { Spans } from './spans.ts';

/** Columns of the daily snapshot tables that are not names. */
interface SnapshotValues {
  /** Shares of `staker|strategy`. */
  readonly stakerShares: bigint;
  /** Shares of `operator|strategy`. */
  readonly operatorShares: bigint;
  /** Operator of `staker`; null when it is not delegated any more. */
  readonly stakerDelegations: string | null;
  /** `operator|avs` */
  readonly operatorAvsRegistrations: true;
  /** `operator|avs|strategy` */
  readonly operatorAvsStrategies: true;
  /** `operator|avs|set` */
  readonly operatorSetRegistrations: true;
  /** `strategy|avs|set` */
  readonly operatorSetStrategies: true;
  /** Bips of `operator|avs`. */
  readonly operatorAvsSplits: bigint;
  /** Bips of `operator`. */
  readonly operatorPiSplits: bigint;
  /** Bips of `operator|avs|set`. */
  readonly operatorSetSplits: bigint;
  /** Bips, under the empty key. */
  readonly defaultOperatorSplits: bigint;
  /** Magnitudes of `operator|avs|set|strategy`. */
  readonly allocations: AllocatedMagnitude;
}

/** Magnitude allocated to a set, and the operator's maximum in the strategy (1e-18). */
export interface AllocatedMagnitude {
  readonly magnitude: bigint;
  readonly maxMagnitude: bigint;
}

/** Daily snapshot tables of the sidecar: what held at the midnight that begins each day. */
export type DailySnapshots = { readonly [T in keyof SnapshotValues]: Spans<SnapshotValues[T]> };

/** One day's rows of every snapshot table. */
export type DailySnapshot = {
  readonly [T in keyof SnapshotValues]: ReadonlyMap<string, SnapshotValues[T]>;
} & {
  /** Stakers delegated to each operator. */
  readonly stakersOf: ReadonlyMap<string, readonly string[]>;
};

/**
 * The snapshot of one day as a run with this cutoff has it: on the cutoff itself nobody is delegated or
 * registered yet and no split is known, but shares, allocations and set strategies are.
 *
 * @param day day of the snapshot, counted from any midnight
 * @param cutoff day of the run's cutoff
 */
export function snapshotOn(snapshots: DailySnapshots, day: number, cutoff: number): DailySnapshot {
  const rows = <T>(spans: Spans<T>) => rowsOn(spans, day);
  const rowsBefore = <T>(spans: Spans<T>) => (day < cutoff ? rows(spans) : new Map<string, T>());
  const stakerDelegations = rowsBefore(snapshots.stakerDelegations);
  const stakersOf = new Map<string, string[]>();
  for (const [staker, operator] of stakerDelegations) {
    if (operator === null) continue;
    const stakers = stakersOf.get(operator);
    if (stakers === undefined) stakersOf.set(operator, [staker]);
    else stakers.push(staker);
  }
  return {
    stakersOf,
    stakerDelegations,
    stakerShares: rows(snapshots.stakerShares),
    operatorShares: rows(snapshots.operatorShares),
    operatorAvsRegistrations: rowsBefore(snapshots.operatorAvsRegistrations),
    operatorAvsStrategies: rows(snapshots.operatorAvsStrategies),
    operatorSetRegistrations: rowsBefore(snapshots.operatorSetRegistrations),
    operatorSetStrategies: rows(snapshots.operatorSetStrategies),
    operatorAvsSplits: rowsBefore(snapshots.operatorAvsSplits),
    operatorPiSplits: rowsBefore(snapshots.operatorPiSplits),
    operatorSetSplits: rowsBefore(snapshots.operatorSetSplits),
    defaultOperatorSplits: rowsBefore(snapshots.defaultOperatorSplits),
    allocations: rows(snapshots.allocations),
  };
}

function rowsOn<T>(spans: Spans<T>, day: number): Map<string, T> {
  const rows = new Map<string, T>();
  for (const [key, list] of spans)
    for (const { first, last, value } of list) if (first <= day && day <= last) rows.set(key, value);
  return rows;
}
