import { type DailySnapshots, keyOf, type Span, type Spans } from '../../sim/protocol/rewards/exact/index.ts';
import { dayOf, type RecordedWorld } from './rewards-record.ts';

const ZERO_ADDRESS = /^0x0{40}$/;

/** The snapshot tables that the sidecar built of a world's events. */
export function recordedSnapshots(recorded: RecordedWorld): DailySnapshots {
  const tables = recorded.snapshots;
  const spans = <R, T>(rows: readonly R[], read: (row: R) => SnapshotRow<T>) =>
    spansByKey(recorded, rows, read);
  return {
    stakerShares: spans(tables.stakerShares, ([staker, strategy, first, last, value]) => ({
      key: keyOf(staker, strategy),
      first,
      last,
      value,
    })),
    operatorShares: spans(tables.operatorShares, ([operator, strategy, first, last, value]) => ({
      key: keyOf(operator, strategy),
      first,
      last,
      value,
    })),
    stakerDelegations: spans(tables.stakerDelegations, ([key, first, last, operator]) => ({
      key,
      first,
      last,
      value: ZERO_ADDRESS.test(operator) ? null : operator,
    })),
    ...registrationSpans(recorded),
    ...splitSpans(recorded),
    allocations: spans(
      tables.allocations,
      ([operator, avs, set, strategy, first, last, magnitude, maxMagnitude]) => ({
        key: keyOf(operator, avs, set, strategy),
        first,
        last,
        value: { magnitude, maxMagnitude },
      }),
    ),
  };
}

/** Tables of who was registered where, and of which strategies counted. */
function registrationSpans(
  recorded: RecordedWorld,
): Pick<
  DailySnapshots,
  'operatorAvsRegistrations' | 'operatorAvsStrategies' | 'operatorSetRegistrations' | 'operatorSetStrategies'
> {
  const tables = recorded.snapshots;
  const spans = <R, T>(rows: readonly R[], read: (row: R) => SnapshotRow<T>) =>
    spansByKey(recorded, rows, read);
  return {
    operatorAvsRegistrations: spans(tables.operatorAvsRegistrations, ([operator, avs, first, last]) => ({
      key: keyOf(operator, avs),
      first,
      last,
      value: true,
    })),
    operatorAvsStrategies: spans(tables.operatorAvsStrategies, ([operator, avs, strategy, first, last]) => ({
      key: keyOf(operator, avs, strategy),
      first,
      last,
      value: true,
    })),
    operatorSetRegistrations: spans(tables.operatorSetRegistrations, ([operator, avs, set, first, last]) => ({
      key: keyOf(operator, avs, set),
      first,
      last,
      value: true,
    })),
    operatorSetStrategies: spans(tables.operatorSetStrategies, ([strategy, avs, set, first, last]) => ({
      key: keyOf(strategy, avs, set),
      first,
      last,
      value: true,
    })),
  };
}

/** Tables of splits. */
function splitSpans(
  recorded: RecordedWorld,
): Pick<
  DailySnapshots,
  'operatorAvsSplits' | 'operatorPiSplits' | 'operatorSetSplits' | 'defaultOperatorSplits'
> {
  const tables = recorded.snapshots;
  const spans = <R, T>(rows: readonly R[], read: (row: R) => SnapshotRow<T>) =>
    spansByKey(recorded, rows, read);
  return {
    operatorAvsSplits: spans(tables.operatorAvsSplits, ([operator, avs, first, last, bips]) => ({
      key: keyOf(operator, avs),
      first,
      last,
      value: BigInt(bips),
    })),
    operatorPiSplits: spans(tables.operatorPiSplits, ([key, first, last, bips]) => ({
      key,
      first,
      last,
      value: BigInt(bips),
    })),
    operatorSetSplits: spans(tables.operatorSetSplits, ([operator, avs, set, first, last, bips]) => ({
      key: keyOf(operator, avs, set),
      first,
      last,
      value: BigInt(bips),
    })),
    defaultOperatorSplits: spans(tables.defaultOperatorSplits, ([first, last, bips]) => ({
      key: '',
      first,
      last,
      value: BigInt(bips),
    })),
  };
}

interface SnapshotRow<T> {
  readonly key: string;
  readonly first: string;
  readonly last: string;
  readonly value: T;
}

function spansByKey<R, T>(
  recorded: RecordedWorld,
  rows: readonly R[],
  read: (row: R) => SnapshotRow<T>,
): Spans<T> {
  const spans = new Map<string, Span<T>[]>();
  for (const row of rows) {
    const { key, first, last, value } = read(row);
    const list = spans.get(key) ?? [];
    list.push({ first: dayOf(recorded, first), last: dayOf(recorded, last), value });
    spans.set(key, list);
  }
  return spans;
}
