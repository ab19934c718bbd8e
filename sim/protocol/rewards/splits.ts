import { ensureMembership, type Mirrors, membershipOf } from '../mirrors.ts';

/** Days from a change of split to its activation (ELIP-001: 604,800 s). */
export const SPLIT_ACTIVATION_DAYS = 7;

/** Marks a split that was never set: the default applies. */
const UNSET = -1;

/**
 * Fractions of its pay that each operator keeps before its delegators are paid, per operator set and for
 * programmatic incentives. A set split falls back to the default, never to another set's or AVS's split.
 */
export interface Splits {
  readonly defaultFraction: number;
  /** `[membership]` */
  readonly ofSets: SplitBook;
  /** `[operator]` */
  readonly programmatic: SplitBook;
}

/** Splits before and after their latest activation, as RewardsCoordinator stores them. */
interface SplitBook {
  before: Float64Array;
  after: Float64Array;
  /** Time at which `after` replaces `before`, days. */
  activation: Float64Array;
}

/**
 * Splits of a world in which every operator still has the default.
 * @throws if `defaultFraction` is not from 0 to 1.
 */
export function createSplits(operators: number, defaultFraction: number): Splits {
  checkFraction(defaultFraction);
  return { defaultFraction, ofSets: createBook(0), programmatic: createBook(operators) };
}

/**
 * Sets the split of `operator` in `set` (-1: for programmatic incentives), active 7 days after `time`.
 * At world set-up, pass time -Infinity: the split then holds from the first snapshot.
 * Returns false, and changes nothing, while an earlier change is pending (RewardsCoordinator
 * `_setOperatorSplit`).
 * @throws if `fraction` is not from 0 to 1.
 */
export function changeSplit(
  splits: Splits,
  mirrors: Mirrors,
  change: { operator: number; set: number; fraction: number; time: number },
): boolean {
  const { operator, set, fraction, time } = change;
  checkFraction(fraction);
  const book = set < 0 ? splits.programmatic : splits.ofSets;
  const index = set < 0 ? operator : ensureMembership(mirrors, operator, set);
  grow(book, index + 1);
  if (book.activation[index]! > time) return false;
  book.before[index] = book.after[index]!;
  book.after[index] = fraction;
  book.activation[index] = time + SPLIT_ACTIVATION_DAYS;
  return true;
}

/** Split of `operator` in `set` (-1: for programmatic incentives) in force at `time`, a fraction. */
export function splitOf(
  splits: Splits,
  mirrors: Mirrors,
  at: { operator: number; set: number; time: number },
): number {
  const { operator, set, time } = at;
  const book = set < 0 ? splits.programmatic : splits.ofSets;
  const index = set < 0 ? operator : membershipOf(mirrors, operator, set);
  // A pair without a split has no entry: read as undefined, it falls to the default like an unset one.
  const split = book.activation[index]! > time ? book.before[index] : book.after[index];
  return split === undefined || split === UNSET ? splits.defaultFraction : split;
}

/**
 * Writes to `into` the split of each entry that the snapshot of `day` sees: an
 * activation during a day counts from the next snapshot.
 */
export function snapshotSplits(
  book: SplitBook,
  defaultFraction: number,
  day: number,
  into: Float64Array,
): void {
  const { before, after, activation } = book;
  const known = Math.min(activation.length, into.length);
  for (let index = 0; index < known; index++) {
    const split = activation[index]! < day ? after[index]! : before[index]!;
    into[index] = split === UNSET ? defaultFraction : split;
  }
  into.fill(defaultFraction, known);
}

function checkFraction(fraction: number): void {
  if (!(fraction >= 0 && fraction <= 1))
    throw new Error(`invalid split: ${fraction}\ngive a fraction from 0 to 1`);
}

function createBook(size: number): SplitBook {
  return {
    before: new Float64Array(size).fill(UNSET),
    after: new Float64Array(size).fill(UNSET),
    activation: new Float64Array(size).fill(-Infinity),
  };
}

function grow(book: SplitBook, size: number): void {
  if (size <= book.activation.length) return;
  const larger = createBook(2 * size);
  larger.before.set(book.before);
  larger.after.set(book.after);
  larger.activation.set(book.activation);
  Object.assign(book, larger);
}
