import type { SetId } from '../../../ids.ts';
import { STAKE_MARGIN } from '../constants.ts';
import { type Appraisal, payOf, paysByStake } from './appraisal.ts';

/** Fraction of its magnitude that an operator leaves unallocated. */
const UNALLOCATED_FRACTION = 0.05;

/** Fractions that `planFractions` gives, by set, in the order of the sets. */
export function planAllocations(appraisals: readonly Appraisal[]): Map<SetId, number> {
  const fractions = planFractions(appraisals);
  return new Map(appraisals.map(({ set }, i) => [set, fractions[i]!]));
}

/**
 * Fractions of its stake that an operator would allocate to each of these sets. Every set gets `STAKE_MARGIN` times what
 * its minimum asks. The rest is moved at the margin, from where it is: a set that pays by stake gets as much of it as
 * what it has there now earns, net of risk, so that stake moves until a unit earns the same everywhere (discrete
 * replicator dynamics: Taylor and Jonker 1978). A set that it does not serve yet starts from the mean of the others. If
 * stake does not suffice for every margin, see `scarceFractions`. Planned for every option of every review, so that it
 * makes one array and no more where all of its loops fit into it.
 *
 * @param appraisals of the sets, those that it serves first
 * @returns fraction of each set, in their order; Infinity for a set whose minimum the operator cannot meet
 */
export function planFractions(appraisals: readonly Appraisal[]): number[] {
  let left = 1 - UNALLOCATED_FRACTION;
  for (const { least } of appraisals) left -= STAKE_MARGIN * least;
  if (left < 0) return scarceFractions(appraisals);
  const fractions = marginalParts(appraisals, left);
  for (let i = 0; i < appraisals.length; i++) {
    const appraisal = appraisals[i]!;
    const floor = STAKE_MARGIN * appraisal.least;
    fractions[i] = paysByStake(appraisal) ? floor + left * fractions[i]! : floor;
  }
  return fractions;
}

/**
 * Parts of the stake beyond the minima that sets which pay by stake get: of what all of it earns, what each set's base
 * earns; the bases' parts where nothing earns anything. Whatever it is, for sets that do not pay by stake.
 *
 * @param left fraction of its stake beyond the minima
 */
function marginalParts(appraisals: readonly Appraisal[], left: number): number[] {
  const bases = basesOf(appraisals, left);
  const earned: number[] = [];
  let total = 0;
  let any = false;
  for (let i = 0; i < appraisals.length; i++) {
    const appraisal = appraisals[i]!;
    if (!paysByStake(appraisal)) {
      earned.push(0);
      continue;
    }
    const floor = STAKE_MARGIN * appraisal.least;
    const base = bases[i]!;
    // Of the whole allocation, the part beyond the minimum.
    const part = base > 0 ? base / (floor + base) : 0;
    const usd = Math.max(0, incomeByStake(appraisal, floor + base)) * part;
    earned.push(usd);
    total += usd;
    any ||= usd > 0;
  }
  if (any) return divided(earned, total);
  let count = 0;
  total = 0;
  for (let i = 0; i < appraisals.length; i++) {
    if (!paysByStake(appraisals[i]!)) continue;
    total += bases[i]!;
    count++;
  }
  return total > 0 ? divided(bases, total) : bases.fill(1 / count);
}

function divided(shares: number[], total: number): number[] {
  for (let i = 0; i < shares.length; i++) shares[i]! /= total;
  return shares;
}

/**
 * What is allocated to each set that pays by stake beyond its minimum now, or would be to one that it does not serve yet,
 * in parts of all stake that is left beyond the minima; 0 for the others.
 *
 * @param left fraction of its stake beyond the minima
 */
function basesOf(appraisals: readonly Appraisal[], left: number): number[] {
  const bases: number[] = [];
  let present = 0;
  let there = 0;
  for (const appraisal of appraisals) {
    const beyond = paysByStake(appraisal)
      ? Math.max(0, appraisal.allocated - STAKE_MARGIN * appraisal.least)
      : 0;
    bases.push(beyond);
    if (beyond > 0) {
      present += beyond;
      there++;
    }
  }
  const mean = there > 0 ? present / there : 1;
  let total = 0;
  for (let i = 0; i < appraisals.length; i++) {
    if (!paysByStake(appraisals[i]!)) continue;
    if (bases[i]! === 0) bases[i] = mean;
    total += bases[i]!;
  }
  for (let i = 0; i < bases.length; i++) bases[i] = (left * bases[i]!) / total;
  return bases;
}

/** Income that follows the allocated fraction, in proportion to it, net of risk: pay for anything else attracts no stake. */
function incomeByStake({ pools, kept, riskUsdPerWeek }: Appraisal, fraction: number): number {
  let pay = 0;
  for (const pool of pools) pay += pool.power * payOf(pool, fraction);
  return kept * pay - riskUsdPerWeek * fraction;
}

/**
 * Fractions where stake does not suffice for every margin: the minima in the order of the sets, as far as they fit, all
 * times the largest common factor, at most `STAKE_MARGIN`, that fits. Infinity for a set whose minimum does not fit.
 *
 * @param appraisals of the sets in their order, those that the operator serves already first
 */
function scarceFractions(appraisals: readonly Appraisal[]): number[] {
  const fractions: number[] = [];
  let left = 1;
  let fitting = 0;
  for (const { least } of appraisals) {
    const fits = least <= left;
    fractions.push(fits ? least : Number.POSITIVE_INFINITY);
    if (!fits) continue;
    left -= least;
    fitting += least;
  }
  const factor = fitting > 0 ? Math.min(STAKE_MARGIN, 1 / fitting) : 1;
  for (let i = 0; i < fractions.length; i++) fractions[i]! *= factor;
  return fractions;
}
