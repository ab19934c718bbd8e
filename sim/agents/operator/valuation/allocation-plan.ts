import type { SetId } from '../../../ids.ts';
import { STAKE_MARGIN } from '../constants.ts';
import { type Appraisal, payOf, paysByStake } from './appraisal.ts';

/** Fraction of its magnitude that an operator leaves unallocated. */
const UNALLOCATED_FRACTION = 0.05;

/**
 * Fractions of its stake that an operator would allocate to each of these sets. Every set gets `STAKE_MARGIN` times what
 * its minimum asks. The rest is moved at the margin, from where it is: a set that pays by stake gets as much of it as
 * what it has there now earns, net of risk, so that stake moves until a unit earns the same everywhere (discrete
 * replicator dynamics: Taylor and Jonker 1978). A set that it does not serve yet starts from the mean of the others. If
 * stake does not suffice for every margin, see `planScarceStake`.
 *
 * @param appraisals of the sets, those that it serves first
 * @returns fraction by set, in the order of the sets; Infinity for a set whose minimum the operator cannot meet
 */
export function planAllocations(appraisals: readonly Appraisal[]): Map<SetId, number> {
  const plan = new Map<SetId, number>();
  let left = 1 - UNALLOCATED_FRACTION;
  for (const { set, least } of appraisals) {
    const needed = STAKE_MARGIN * least;
    plan.set(set, needed);
    left -= needed;
  }
  if (left < 0) return planScarceStake(appraisals, plan);
  const paying = appraisals.filter(paysByStake);
  const parts = earningsOf(paying, basesOf(paying, left));
  for (const [i, { set }] of paying.entries()) plan.set(set, plan.get(set)! + left * parts[i]!);
  return plan;
}

/**
 * What is allocated to each set now beyond its minimum, in parts of all stake that is left beyond the minima.
 *
 * @param left fraction of its stake beyond the minima
 */
function basesOf(paying: readonly Appraisal[], left: number): number[] {
  const present = paying.map(({ allocated, least }) => Math.max(0, allocated - STAKE_MARGIN * least));
  const there = present.filter(part => part > 0);
  const mean = there.length > 0 ? there.reduce((sum, part) => sum + part, 0) / there.length : 1;
  const bases = present.map(part => (part > 0 ? part : mean));
  const total = bases.reduce((sum, part) => sum + part, 0);
  return bases.map(part => (left * part) / total);
}

/** Parts of what the stake beyond minima earns that each set earns; the bases' parts where nothing earns anything. */
function earningsOf(paying: readonly Appraisal[], bases: readonly number[]): number[] {
  const earned = paying.map((appraisal, i) => {
    const floor = STAKE_MARGIN * appraisal.least;
    // Of the whole allocation, the part beyond the minimum.
    const part = bases[i]! > 0 ? bases[i]! / (floor + bases[i]!) : 0;
    return Math.max(0, incomeByStake(appraisal, floor + bases[i]!)) * part;
  });
  const shares = earned.some(usd => usd > 0) ? earned : bases;
  const total = shares.reduce((sum, share) => sum + share, 0);
  return shares.map(share => (total > 0 ? share / total : 1 / shares.length));
}

/** Income that follows the allocated fraction, in proportion to it, net of risk: pay for anything else attracts no stake. */
function incomeByStake({ pools, kept, riskUsdPerWeek }: Appraisal, fraction: number): number {
  const pay = pools.reduce((sum, pool) => sum + pool.power * payOf(pool, fraction), 0);
  return kept * pay - riskUsdPerWeek * fraction;
}

/**
 * Fractions where stake does not suffice for every margin: the minima in the order of the sets, as far as they fit, all
 * times the largest common factor, at most `STAKE_MARGIN`, that fits. Infinity for a set whose minimum does not fit.
 *
 * @param plan the sets in their order, those that the operator serves already first; changed in place
 */
function planScarceStake(appraisals: readonly Appraisal[], plan: Map<SetId, number>): Map<SetId, number> {
  let left = 1;
  let fitting = 0;
  for (const { set, least } of appraisals) {
    const fits = least <= left;
    plan.set(set, fits ? least : Number.POSITIVE_INFINITY);
    if (!fits) continue;
    left -= least;
    fitting += least;
  }
  const factor = fitting > 0 ? Math.min(STAKE_MARGIN, 1 / fitting) : 1;
  for (const [set, part] of plan) plan.set(set, part * factor);
  return plan;
}
