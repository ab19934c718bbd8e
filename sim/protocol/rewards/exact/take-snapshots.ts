import type { AllocatedMagnitude, DailySnapshots } from './daily-snapshots.ts';
import type {
  MagnitudeChange,
  PollPeriod,
  RegistrationEvent,
  RewardEvents,
  ShareDelta,
  SplitChange,
} from './reward-events.ts';
import {
  type DatedValue,
  groupBy,
  keyOf,
  namesOf,
  type Span,
  type Spans,
  spansOf,
  valueOn,
} from './spans.ts';

const WHOLE_MAGNITUDE = 10n ** 18n;

/**
 * Daily snapshots of events, as a run of the sidecar with this cutoff builds them (its `*Snapshots.go`).
 * A change during a day is seen at the next midnight, the day's last one wins; registrations end the day
 * before they are given up; magnitudes that shrink, and maximum magnitudes, count on the day itself. What is
 * still open lasts to the cutoff: shares, allocations and set strategies through it, all else up to the day
 * before.
 * @param cutoff Day of the run's cutoff.
 */
export function takeSnapshots(all: RewardEvents, cutoff: number): DailySnapshots {
  const events = before(all, cutoff);
  return {
    stakerShares: shares(events.stakerShareDeltas, cutoff),
    operatorShares: shares(events.operatorShareDeltas, cutoff),
    stakerDelegations: seenNextDay(
      events.stakerDelegations.map(({ day, staker, operator }) => ({ day, key: staker, value: operator })),
      cutoff - 1,
    ),
    operatorAvsRegistrations: registrations(events.operatorAvsRegistrations, cutoff),
    operatorAvsStrategies: restakedStrategies(events.restakedStrategyPolls),
    operatorSetRegistrations: registrations(events.operatorSetRegistrations, cutoff),
    operatorSetStrategies: setStrategies(events.operatorSetStrategies, cutoff),
    operatorAvsSplits: splits(events.operatorAvsSplits, cutoff),
    operatorPiSplits: splits(events.operatorPiSplits, cutoff),
    operatorSetSplits: splits(events.operatorSetSplits, cutoff),
    defaultOperatorSplits: splits(events.defaultOperatorSplits, cutoff),
    allocations: allocations(events, cutoff),
  };
}

/** Events that a run with this cutoff reads; polls are read as they come. */
function before(events: RewardEvents, cutoff: number): RewardEvents {
  const within = <E extends { readonly day: number }>(list: readonly E[]): E[] =>
    list.filter(({ day }) => day < cutoff);
  return {
    stakerDelegations: within(events.stakerDelegations),
    stakerShareDeltas: within(events.stakerShareDeltas),
    operatorShareDeltas: within(events.operatorShareDeltas),
    operatorAvsRegistrations: within(events.operatorAvsRegistrations),
    operatorSetRegistrations: within(events.operatorSetRegistrations),
    operatorSetStrategies: within(events.operatorSetStrategies),
    restakedStrategyPolls: events.restakedStrategyPolls,
    operatorAvsSplits: within(events.operatorAvsSplits),
    operatorPiSplits: within(events.operatorPiSplits),
    operatorSetSplits: within(events.operatorSetSplits),
    defaultOperatorSplits: within(events.defaultOperatorSplits),
    operatorAllocations: within(events.operatorAllocations),
    operatorMaxMagnitudes: within(events.operatorMaxMagnitudes),
  };
}

interface KeyedValue<T> extends DatedValue<T> {
  readonly key: string;
}

/** Spans of each key's changes, seen from the day after. */
function seenNextDay<T>(rows: readonly KeyedValue<T>[], until: number): Spans<T> {
  const spans = new Map<string, Span<T>[]>();
  for (const [key, changes] of groupBy(rows, row => row.key))
    spans.set(
      key,
      spansOf(
        changes.map(({ day, value }) => ({ day: day + 1, value })),
        until,
      ),
    );
  return spans;
}

function shares(deltas: readonly ShareDelta[], cutoff: number): Spans<bigint> {
  const held = new Map<string, bigint>();
  const rows = deltas.map(({ day, key, delta }) => {
    const value = (held.get(key) ?? 0n) + delta;
    held.set(key, value);
    return { day, key, value };
  });
  return seenNextDay(rows, cutoff);
}

function splits(changes: readonly SplitChange[], cutoff: number): Spans<bigint> {
  const rows = changes.map(({ day, key, bips }) => ({ day, key, value: bips }));
  return seenNextDay(rows, cutoff - 1);
}

/** Registered from the day after to the day before: what lasts less leaves no trace. */
function registrations(rows: readonly RegistrationEvent[], cutoff: number): Spans<true> {
  const spans = new Map<string, Span<true>[]>();
  for (const [key, changes] of groupBy(rows, row => row.key)) {
    const list = changes.flatMap(({ day, registered }, at) => {
      const span = { first: day + 1, last: (changes[at + 1]?.day ?? cutoff) - 1, value: true as const };
      return registered && span.first <= span.last ? [span] : [];
    });
    spans.set(key, list);
  }
  return spans;
}

/** A strategy still counts on the day on which it leaves the set. */
function setStrategies(rows: readonly RegistrationEvent[], cutoff: number): Spans<true> {
  const changes = rows.map(({ day, key, registered }) => ({ day, key, value: registered }));
  const spans = new Map<string, Span<true>[]>();
  for (const [key, list] of seenNextDay(changes, cutoff))
    spans.set(
      key,
      list.flatMap(span => (span.value ? [{ ...span, value: true as const }] : [])),
    );
  return spans;
}

/** A poll counts for the next day, if the pair is polled on that day as well. */
function restakedStrategies(polls: readonly PollPeriod[]): Spans<true> {
  const spans = new Map<string, Span<true>[]>();
  for (const [key, list] of groupBy(polls, poll => poll.key)) {
    const seen = list.map(({ first, last }) => ({
      first: first + 1,
      last,
      value: true as const,
    }));
    spans.set(
      key,
      seen.filter(({ first, last }) => first <= last),
    );
  }
  return spans;
}

function allocations(events: RewardEvents, cutoff: number): Spans<AllocatedMagnitude> {
  const maxima = new Map<string, Span<bigint>[]>();
  for (const [key, changes] of groupBy(events.operatorMaxMagnitudes, row => row.key))
    maxima.set(
      key,
      spansOf(
        changes.map(({ day, magnitude }) => ({ day, value: magnitude })),
        cutoff,
      ),
    );
  const spans = new Map<string, Span<AllocatedMagnitude>[]>();
  for (const [key, changes] of groupBy(inOrderOfEffect(events.operatorAllocations), row => row.key)) {
    const [operator, , , strategy] = namesOf(key);
    const maximum = maxima.get(keyOf(operator!, strategy!)) ?? [];
    spans.set(
      key,
      spansOf(magnitudes(changes), cutoff).flatMap(span => withMaximum(span, maximum)),
    );
  }
  return spans;
}

/** Changes by the day of their effect; on one day, those announced later come later. */
function inOrderOfEffect(changes: readonly MagnitudeChange[]): MagnitudeChange[] {
  return [...changes].sort((a, b) => a.day - b.day);
}

/** Increases count from the day after their effect, decreases from the day itself. */
function magnitudes(changes: readonly MagnitudeChange[]): DatedValue<bigint>[] {
  const lasting = changes.filter(({ day }, at) => changes[at + 1]?.day !== day);
  return lasting.map(({ day, magnitude }, at) => {
    const grows = at === 0 || magnitude > lasting[at - 1]!.magnitude;
    return { day: grows ? day + 1 : day, value: magnitude };
  });
}

/** A span of one magnitude, cut where the maximum changes. */
function withMaximum(span: Span<bigint>, maximum: readonly Span<bigint>[]): Span<AllocatedMagnitude>[] {
  const cuts = maximum.map(({ first }) => first).filter(day => day > span.first && day <= span.last);
  const firsts = [span.first, ...cuts];
  return firsts.map((first, at) => ({
    first,
    last: at + 1 < firsts.length ? firsts[at + 1]! - 1 : span.last,
    value: { magnitude: span.value, maxMagnitude: valueOn(maximum, first) ?? WHOLE_MAGNITUDE },
  }));
}
