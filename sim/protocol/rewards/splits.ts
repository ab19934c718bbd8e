import type { MembershipId, OperatorId, SetId } from '../../ids.ts';
import { type Mirrors, membershipOf } from '../ledger/mirrors.ts';

/** Days from a change of split to its activation (ELIP-001: 604,800 s). */
export const SPLIT_ACTIVATION_DAYS = 7;

/** Stands for a split that was never set: the default applies. */
const UNSET = -1;

/**
 * Fractions of its pay that each operator keeps before its delegators are paid, per operator set and for
 * programmatic incentives (set -1). A set split falls back to the default, never to another set's or AVS's
 * split. Entries are numbered in the order in which they were first set.
 */
export interface Splits {
  readonly defaultFraction: number;
  readonly operator: OperatorId[];
  readonly set: SetId[];
  /** Membership that an entry belongs to; -1 for programmatic incentives or until the pair appears. */
  readonly membership: MembershipId[];
  /** Splits before and after the latest activation, as RewardsCoordinator stores them. */
  readonly before: number[];
  readonly after: number[];
  /** Time of the latest activation, days. */
  readonly activation: number[];
  /** Entries of each operator. */
  readonly ofOperator: readonly number[][];
}

/**
 * Splits of a world in which every operator still has the default.
 *
 * @param operators number of operators
 * @param defaultFraction fraction that an operator keeps if it set no split, from 0 to 1
 * @throws if `defaultFraction` is not from 0 to 1.
 */
export function createSplits(operators: number, defaultFraction: number): Splits {
  checkFraction(defaultFraction);
  return {
    defaultFraction,
    operator: [],
    set: [],
    membership: [],
    before: [],
    after: [],
    activation: [],
    ofOperator: Array.from({ length: operators }, () => []),
  };
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
  change: { operator: OperatorId; set: SetId; fraction: number; time: number },
): boolean {
  const { operator, set, fraction, time } = change;
  checkFraction(fraction);
  const known = entryOf(splits, operator, set);
  if (known === undefined) {
    splits.ofOperator[operator]!.push(splits.operator.length);
    splits.operator.push(operator);
    splits.set.push(set);
    splits.membership.push(-1);
    splits.before.push(UNSET);
    splits.after.push(fraction);
    splits.activation.push(time + SPLIT_ACTIVATION_DAYS);
    return true;
  }
  if (splits.activation[known]! > time) return false;
  splits.before[known] = splits.after[known]!;
  splits.after[known] = fraction;
  splits.activation[known] = time + SPLIT_ACTIVATION_DAYS;
  return true;
}

/** Split of `operator` in `set` (-1: for programmatic incentives) in force at `time`, a fraction. */
export function splitOf(splits: Splits, at: { operator: OperatorId; set: SetId; time: number }): number {
  const { operator, set, time } = at;
  const entry = entryOf(splits, operator, set);
  if (entry === undefined) return splits.defaultFraction;
  const split = splits.activation[entry]! <= time ? splits.after[entry]! : splits.before[entry]!;
  return split === UNSET ? splits.defaultFraction : split;
}

/**
 * Writes the splits that the snapshot of `day` sees, `[membership]` and `[operator]`: an activation during a
 * day counts from the next snapshot.
 */
export function snapshotSplits(
  splits: Splits,
  mirrors: Mirrors,
  day: number,
  into: { setSplit: Float64Array; programmaticSplit: Float64Array },
): void {
  const { defaultFraction, operator, set, membership, before, after, activation } = splits;
  into.setSplit.fill(defaultFraction);
  into.programmaticSplit.fill(defaultFraction);
  for (let entry = 0; entry < operator.length; entry++) {
    const split = activation[entry]! < day ? after[entry]! : before[entry]!;
    if (split === UNSET) continue;
    if (set[entry]! < 0) into.programmaticSplit[operator[entry]!] = split;
    else {
      if (membership[entry]! < 0) membership[entry] = membershipOf(mirrors, operator[entry]!, set[entry]!);
      if (membership[entry]! >= 0) into.setSplit[membership[entry]!] = split;
    }
  }
}

function entryOf({ set: sets, ofOperator }: Splits, operator: OperatorId, set: SetId): number | undefined {
  return ofOperator[operator]!.find(entry => sets[entry] === set);
}

function checkFraction(fraction: number): void {
  if (!(fraction >= 0 && fraction <= 1))
    throw new Error(`invalid split: ${fraction}\ngive a fraction from 0 to 1`);
}
