import type { Span, Spans } from './spans.ts';

/** Columns of the daily snapshot tables that are not names. */
export interface SnapshotValues {
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
export type Snapshots = { readonly [T in keyof SnapshotValues]: Spans<SnapshotValues[T]> };

/** One day's rows of every snapshot table. */
export type Snapshot = { readonly [T in keyof SnapshotValues]: ReadonlyMap<string, SnapshotValues[T]> } & {
  /** Stakers delegated to each operator. */
  readonly stakersOf: ReadonlyMap<string, readonly string[]>;
};

/** Tables whose open rows last through the cutoff; those of the others end on the day before. */
const throughCutoff: ReadonlySet<keyof SnapshotValues> = new Set([
  'stakerShares',
  'operatorShares',
  'operatorSetStrategies',
  'allocations',
]);

/** Last day that a table has in a run with this cutoff. */
export function lastDayOf(table: keyof SnapshotValues, cutoff: number): number {
  return throughCutoff.has(table) ? cutoff : cutoff - 1;
}

/** Snapshots as an earlier run, of this cutoff, had them. */
export function snapshotsAsOf(snapshots: Snapshots, cutoff: number): Snapshots {
  return {
    stakerShares: clipped(snapshots.stakerShares, lastDayOf('stakerShares', cutoff)),
    operatorShares: clipped(snapshots.operatorShares, lastDayOf('operatorShares', cutoff)),
    stakerDelegations: clipped(snapshots.stakerDelegations, lastDayOf('stakerDelegations', cutoff)),
    operatorAvsRegistrations: clipped(
      snapshots.operatorAvsRegistrations,
      lastDayOf('operatorAvsRegistrations', cutoff),
    ),
    operatorAvsStrategies: clipped(
      snapshots.operatorAvsStrategies,
      lastDayOf('operatorAvsStrategies', cutoff),
    ),
    operatorSetRegistrations: clipped(
      snapshots.operatorSetRegistrations,
      lastDayOf('operatorSetRegistrations', cutoff),
    ),
    operatorSetStrategies: clipped(
      snapshots.operatorSetStrategies,
      lastDayOf('operatorSetStrategies', cutoff),
    ),
    operatorAvsSplits: clipped(snapshots.operatorAvsSplits, lastDayOf('operatorAvsSplits', cutoff)),
    operatorPiSplits: clipped(snapshots.operatorPiSplits, lastDayOf('operatorPiSplits', cutoff)),
    operatorSetSplits: clipped(snapshots.operatorSetSplits, lastDayOf('operatorSetSplits', cutoff)),
    defaultOperatorSplits: clipped(
      snapshots.defaultOperatorSplits,
      lastDayOf('defaultOperatorSplits', cutoff),
    ),
    allocations: clipped(snapshots.allocations, lastDayOf('allocations', cutoff)),
  };
}

function clipped<T>(spans: Spans<T>, until: number): Spans<T> {
  const kept = new Map<string, Span<T>[]>();
  for (const [key, list] of spans) {
    const within = list.filter(({ first }) => first <= until);
    kept.set(
      key,
      within.map(span => ({ ...span, last: Math.min(span.last, until) })),
    );
  }
  return kept;
}

/** The snapshot of one day. */
export function snapshotOn(snapshots: Snapshots, day: number): Snapshot {
  const stakersOf = new Map<string, string[]>();
  const delegations = rowsOn(snapshots.stakerDelegations, day);
  for (const [staker, operator] of delegations) {
    if (operator === null) continue;
    const stakers = stakersOf.get(operator);
    if (stakers === undefined) stakersOf.set(operator, [staker]);
    else stakers.push(staker);
  }
  return {
    stakersOf,
    stakerShares: rowsOn(snapshots.stakerShares, day),
    operatorShares: rowsOn(snapshots.operatorShares, day),
    stakerDelegations: delegations,
    operatorAvsRegistrations: rowsOn(snapshots.operatorAvsRegistrations, day),
    operatorAvsStrategies: rowsOn(snapshots.operatorAvsStrategies, day),
    operatorSetRegistrations: rowsOn(snapshots.operatorSetRegistrations, day),
    operatorSetStrategies: rowsOn(snapshots.operatorSetStrategies, day),
    operatorAvsSplits: rowsOn(snapshots.operatorAvsSplits, day),
    operatorPiSplits: rowsOn(snapshots.operatorPiSplits, day),
    operatorSetSplits: rowsOn(snapshots.operatorSetSplits, day),
    defaultOperatorSplits: rowsOn(snapshots.defaultOperatorSplits, day),
    allocations: rowsOn(snapshots.allocations, day),
  };
}

function rowsOn<T>(spans: Spans<T>, day: number): Map<string, T> {
  const rows = new Map<string, T>();
  for (const [key, list] of spans)
    for (const { first, last, value } of list) if (first <= day && day <= last) rows.set(key, value);
  return rows;
}
