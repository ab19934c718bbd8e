import { exp, log } from '../../engine/index.ts';
import type { Controller, Target } from '../../scenario/index.ts';
import type { AvsObservation, AvsPolicy } from './avs-policy.ts';

/** Largest error that a controller acts on: a target missed by a factor of e, or by more, or by everything. */
const MOST_ERROR = 1;

/**
 * A proportional-integral law on logarithms: the next budget is the present one times exp(kp e + ki S), S the sum of
 * errors with this one, moved into its bounds. The sum stands still while the law asks for more than the bounds
 * allow and the error pushes further (conditional integration), so that nothing winds up.
 *
 * @param usdPerWeek the present budget
 * @param sum the sum of errors so far
 * @param error log(target / actual): above 0 while the target is missed
 */
export function nextBudget(
  { kp, ki, min, max }: NonNullable<Controller['budget']>,
  usdPerWeek: number,
  sum: number,
  error: number,
): { readonly usdPerWeek: number; readonly sum: number } {
  const wanted = usdPerWeek * exp(kp * error + ki * (sum + error));
  const stuck = (wanted > max && error > 0) || (wanted < min && error < 0);
  return { usdPerWeek: Math.min(max, Math.max(min, wanted)), sum: stuck ? sum : sum + error };
}

/**
 * The split after pay has moved from the set that is least short of its target to the one that is most short: `step`
 * of the budget if their errors lie 1 apart or more, in proportion if less, at most what there is; nothing while no
 * set is short.
 *
 * @param split share of each set, by name
 * @param errors log(target / actual) of each set that has a target, by name
 * @param step most that moves at once, as a fraction of the budget
 */
export function shiftedSplit(
  split: Readonly<Record<string, number>>,
  errors: Readonly<Record<string, number>>,
  step: number,
): Readonly<Record<string, number>> {
  const sets = Object.keys(errors);
  const most = sets.reduce((a, b) => (errors[b]! > errors[a]! ? b : a));
  const least = sets.reduce((a, b) => (errors[b]! < errors[a]! ? b : a));
  if (errors[most]! <= 0 || most === least) return split;
  const moved = Math.min(split[least] ?? 0, step * Math.min(1, errors[most]! - errors[least]!));
  return { ...split, [least]: (split[least] ?? 0) - moved, [most]: (split[most] ?? 0) + moved };
}

/** The policy of a scenario's controller. It remembers the sum of errors. */
export function controllerPolicy({ targets, budget: law, split: move }: Controller): AvsPolicy {
  return observation => {
    const { usdPerWeek, split } = observation.budget;
    const errors = Object.fromEntries(
      Object.entries(targets).map(([set, target]) => [set, errorOf(observation, set, target)]),
    );
    const worst = Object.values(errors).reduce((a, b) => Math.max(a, b));
    const next = law
      ? nextBudget(law, usdPerWeek, observation.memory[0] ?? 0, worst)
      : { usdPerWeek, sum: 0 };
    return {
      usdPerWeek: next.usdPerWeek,
      split: move && split !== 'perMember' ? shiftedSplit(split, errors, move.step) : split,
      memory: [next.sum],
    };
  };
}

/** Error of a target: log(target / actual), within bounds; 0 where there was nothing to measure. */
function errorOf({ sets, tasks }: AvsObservation, set: string, target: Target): number {
  if ('slashableUsd' in target) return distance(target.slashableUsd, sets[set]!.slashableUsd);
  const { coverage, onTime } = tasks[target.task]!;
  const [wanted, actual] = 'coverage' in target ? [target.coverage, coverage] : [target.onTime, onTime];
  return actual === null ? 0 : distance(wanted, actual);
}

function distance(target: number, actual: number): number {
  return Math.max(-MOST_ERROR, Math.min(MOST_ERROR, log(target) - log(actual)));
}
