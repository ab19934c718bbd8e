import { type Clock, pow, priority, type Streams } from '../../../engine/index.ts';
import { isOperatorSlashable } from '../../../protocol/index.ts';
import { type Condition, slashingConditions } from '../../../scenario/index.ts';
import { bringLedgerTo } from '../../../state/block-time.ts';
import type { State } from '../../../state/state.ts';
import { isMeasurable, type Slash, slash } from './carry-out.ts';

/**
 * Conditions in one page of cells. A cell is the number of (operator, set, condition) that draws are hashed from: pages
 * of three conditions each, by their draw numbers, so that a further condition moves no cell of another.
 */
const CONDITIONS_PER_PAGE = 3;

/** A slash for an offence that was carried out. */
export interface SlashDone extends Slash {
  readonly set: number;
  readonly operator: number;
  readonly condition: Condition;
}

/** What a slasher tells the world. */
export interface SlasherListener {
  offence(set: number, operator: number, condition: Condition): void;
  veto(set: number, operator: number, condition: Condition): void;
  slashed(slash: SlashDone): void;
}

/** Receives offences; detection, veto and the slash follow by themselves. */
export type ReportOffence = (set: number, operator: number, condition: Condition) => void;

/**
 * The slashers of all sets. An offence is detected with some probability after a lag, may be vetoed during a
 * window, and is then carried out on the ledger if the operator can still be slashed. Repeated offences cost
 * more. Each draw is a hash of (operator, set, condition, number of the offence), so no operator's fate moves another's.
 */
export function createSlasher(
  state: State,
  clock: Clock,
  streams: Streams,
  listener: SlasherListener,
): ReportOffence {
  const { world, ledger } = state;
  const cells = world.sets.length * CONDITIONS_PER_PAGE;
  const pages = state.operators.length * cells;
  const cellOf = (set: number, operator: number, condition: Condition): number => {
    const { drawNumber } = slashingConditions.find(({ name }) => name === condition)!;
    const page = Math.floor(drawNumber / CONDITIONS_PER_PAGE);
    return page * pages + operator * cells + set * CONDITIONS_PER_PAGE + (drawNumber % CONDITIONS_PER_PAGE);
  };
  const conditionOf = new Map<number, Condition>(
    slashingConditions.map(({ drawNumber, name }) => [drawNumber, name]),
  );
  const detected = streams.hashed('slash detection');
  const vetoed = streams.hashed('slash veto');
  const counts = new Map<number, number>();
  const slashes = new Map<number, number[]>();

  const parse = (cell: number): { set: number; operator: number; condition: Condition } => ({
    operator: Math.floor((cell % pages) / cells),
    set: Math.floor((cell % cells) / CONDITIONS_PER_PAGE),
    condition: conditionOf.get(
      Math.floor(cell / pages) * CONDITIONS_PER_PAGE + (cell % CONDITIONS_PER_PAGE),
    )!,
  });

  const execute = clock.kind('slash', (_, cell) => {
    const { set, operator, condition } = parse(cell);
    bringLedgerTo(state, clock.now);
    if (!isOperatorSlashable(ledger, operator, set)) return;
    const terms = world.sets[set]!.spec.slashing[condition]!;
    const earlier = slashes.get(cell) ?? [];
    const last = earlier.at(-1);
    if (last !== undefined && clock.now - last < terms.cooldown) return;
    const past = earlier.filter(time => clock.now - time <= (terms.repeat?.within ?? 0));
    const fraction = terms.repeat
      ? Math.min(terms.repeat.max, terms.fraction * pow(terms.repeat.growth, past.length))
      : terms.fraction;
    if (!isMeasurable(fraction)) return;
    slashes.set(cell, [...past, clock.now]);

    listener.slashed({ set, operator, condition, ...slash(state, set, operator, fraction) });
  });

  const request = clock.kind('slash request', (count, cell) => {
    const { set, operator, condition } = parse(cell);
    const { veto } = world.sets[set]!.spec.slashing[condition]!;
    if (veto && vetoed(cell, count) < veto.probability) {
      listener.veto(set, operator, condition);
      return;
    }
    clock.after(veto?.window ?? 0, priority.act, execute, 0, cell);
  });

  return (set, operator, condition) => {
    const terms = world.sets[set]!.spec.slashing[condition];
    if (terms === undefined || !isOperatorSlashable(ledger, operator, set)) return;
    const cell = cellOf(set, operator, condition);
    const count = (counts.get(cell) ?? 0) + 1;
    counts.set(cell, count);
    if (detected(cell, count) >= terms.detection.probability) return;
    listener.offence(set, operator, condition);
    clock.after(terms.detection.lag, priority.act, request, count, cell);
  };
}
