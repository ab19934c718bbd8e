import { type Clock, pow, priority, type Streams } from '../../../engine/index.ts';
import type { OperatorId, SetId } from '../../../ids.ts';
import { isOperatorSlashable } from '../../../protocol/index.ts';
import {
  byCondition,
  type Condition,
  type SlashingCondition,
  slashingConditions,
} from '../../../scenario/index.ts';
import { bringLedgerTo } from '../../../state/block-time.ts';
import type { State } from '../../../state/state.ts';
import { isMeasurable, type Slash, slash } from './execute-slash.ts';

/** What an operator did that a set may slash it for. */
export interface Offence {
  readonly operator: OperatorId;
  readonly set: SetId;
  readonly condition: Condition;
}

/** A slash for an offence that was carried out. */
export interface OffenceSlash extends Slash {
  readonly condition: Condition;
}

/** What slashers tell others. */
export interface SlasherListener {
  /** Called when an offence is detected. */
  detected(offence: Offence): void;
  /** Called when the committee of a set stops a slash. */
  vetoed(offence: Offence): void;
  /** Called when a slash is carried out. */
  slashed(slash: OffenceSlash): void;
}

/** Receives offences; detection, veto and the slash follow by themselves. */
export type ReportOffence = (offence: Offence) => void;

/**
 * The slashers of all sets. An offence is detected with some probability after a lag, may be vetoed during a
 * window, and is then carried out on the ledger if the operator can still be slashed. Repeated offences cost
 * more. Each draw is a hash of (operator, set, condition, its own count), so no operator's fate moves another's.
 */
export function createSlasher(
  state: State,
  clock: Clock,
  streams: Streams,
  listener: SlasherListener,
): ReportOffence {
  const { world, ledger } = state;
  const { numberOf, offenceOf, entityOf } = createNumbering(state);
  // Keyed by the set's name and by its numbers of operator and condition: one more set moves no draw.
  const drawsOf = (purpose: string) =>
    world.sets.map(({ avsName, name }) => streams.hashed(`${purpose} ${avsName}.${name}`));
  const [detections, vetoes] = [drawsOf('slash detection'), drawsOf('slash veto')];
  /** Offences so far, and times of slashes, by number of (operator, set, condition). */
  const counts = new Map<number, number>();
  const slashes = new Map<number, readonly number[]>();
  const termsOf = ({ set, condition }: Offence): SlashingCondition | undefined =>
    world.sets[set]!.spec.slashing[condition];

  const execute = clock.kind('slash', (_, number) => {
    const offence = offenceOf(number);
    const { operator, set } = offence;
    bringLedgerTo(state, clock.now);
    if (!isOperatorSlashable(ledger, operator, set)) return;
    const terms = termsOf(offence)!;
    const earlier = slashes.get(number) ?? [];
    const last = earlier.at(-1);
    if (last !== undefined && clock.now - last < terms.cooldown) return;
    const repeats = earlier.filter(time => clock.now - time <= (terms.repeat?.within ?? 0));
    const fraction = fractionOf(terms, repeats.length);
    if (!isMeasurable(fraction)) return;
    slashes.set(number, [...repeats, clock.now]);
    listener.slashed({ ...slash(state, { operator, set, fraction }), condition: offence.condition });
  });

  const request = clock.kind('slash request', (count, number) => {
    const offence = offenceOf(number);
    const { veto } = termsOf(offence)!;
    if (veto && vetoes[offence.set]!(entityOf(offence), count) < veto.probability) listener.vetoed(offence);
    else clock.after(veto?.window ?? 0, priority.act, execute, 0, number);
  });

  return offence => {
    const terms = termsOf(offence);
    if (terms === undefined || !isOperatorSlashable(ledger, offence.operator, offence.set)) return;
    const number = numberOf(offence);
    const count = (counts.get(number) ?? 0) + 1;
    counts.set(number, count);
    if (detections[offence.set]!(entityOf(offence), count) >= terms.detection.probability) return;
    listener.detected(offence);
    clock.after(terms.detection.lag, priority.act, request, count, number);
  };
}

/**
 * Fraction of an allocation that a slash takes, more for each repeat within the memory of the set, up to its most.
 *
 * @param repeats slashes for the same within that memory
 */
function fractionOf({ fraction, repeat }: SlashingCondition, repeats: number): number {
  return repeat ? Math.min(repeat.max, fraction * pow(repeat.growth, repeats)) : fraction;
}

/** Room for conditions in the numbers that draws are hashed from: a further one moves no number of another. */
const ROOM_FOR_CONDITIONS = 64;

/** Numbers for (operator, set, condition), which an event of the clock can carry, and for what draws are hashed from. */
function createNumbering({ operators }: State): {
  readonly numberOf: (offence: Offence) => number;
  readonly offenceOf: (number: number) => Offence;
  /** Number of an offence's operator and condition, within its set. */
  readonly entityOf: (offence: Offence) => number;
} {
  const drawNumbers = byCondition(slashingConditions, ({ drawNumber }) => drawNumber);
  const named = new Map<number, Condition>(
    slashingConditions.map(({ drawNumber, name }) => [drawNumber, name]),
  );
  const perSet = ROOM_FOR_CONDITIONS * operators.length;
  const entityOf = ({ operator, condition }: Offence): number =>
    operator * ROOM_FOR_CONDITIONS + drawNumbers[condition];
  return {
    entityOf,
    numberOf: offence => offence.set * perSet + entityOf(offence),
    offenceOf: number => ({
      operator: Math.floor((number % perSet) / ROOM_FOR_CONDITIONS),
      set: Math.floor(number / perSet),
      condition: named.get(number % ROOM_FOR_CONDITIONS)!,
    }),
  };
}
