import type { OperatorId, SetId } from '../../../ids.ts';
import { isRegistered } from '../../../state/stake.ts';
import type { State } from '../../../state/state.ts';
import type { ValuationContext } from './valuation-context.ts';

/** What an operator's GPUs would bring if all were rented out, in USD a week. */
export function gpuRentUsdPerWeek(state: State, operator: OperatorId): number {
  const { gpus, gpu } = state.operators[operator]!;
  if (gpus === 0) return 0;
  return 7 * 24 * gpus * state.prices.rentUsd[gpu]! * gpuUtilisation(state, operator);
}

/** Fraction of the hours offered for rent in which an operator's GPUs, of which it has some, have a tenant. */
export function gpuUtilisation({ world, operators }: State, operator: OperatorId): number {
  return world.scenario.gpus[world.gpus[operators[operator]!.gpu]!]!.utilisation;
}

/**
 * Rent that an operator expects of its GPUs while it serves these sets, in USD a week: of all hours if no set asks for
 * GPUs, else of the fraction that its group rents out (`rentsIdle`) of the hours that tasks leave. Of each task's work
 * it expects an equal part among those who may serve the task.
 */
export function expectedRentUsdPerWeek(
  context: ValuationContext,
  operator: OperatorId,
  sets: readonly SetId[],
): number {
  const { state, beliefs } = context;
  const rent = gpuRentUsdPerWeek(state, operator);
  if (rent === 0 || !sets.some(set => needsGpus(state, set))) return rent;
  const { group, gpus } = state.operators[operator]!;
  const { rentsIdle } = state.world.groups[group]!.spec;
  if (rentsIdle === 0) return 0;
  let busy = 0;
  for (const { spec, sets: served } of state.world.tasks) {
    const through = served.filter(set => sets.includes(set)).length;
    if (spec.resource !== 'gpu' || through === 0) continue;
    const members = served.reduce((sum, set) => {
      const joins = sets.includes(set) && !isRegistered(state, operator, set);
      return sum + beliefs.members[set]! + (joins ? 1 : 0);
    }, 0);
    const hoursPerDay = spec.perDay * spec.hours.mean * spec.copies;
    busy += Math.min(1, ((through / Math.max(members, through)) * hoursPerDay) / (24 * gpus));
  }
  return rent * rentsIdle * Math.max(0, 1 - busy);
}

/** Whether an operator serves a set that asks for GPUs: its GPUs are committed, and it cannot rent out all of them. */
export function hasCommittedGpus(state: State, operator: OperatorId): boolean {
  const { registered, set, ofOperator } = state.mirrors.memberships;
  for (const membership of ofOperator[operator]!)
    if (registered[membership] && needsGpus(state, set[membership]!)) return true;
  return false;
}

/** Whether a set asks its members for GPUs. */
export function needsGpus(state: State, set: SetId): boolean {
  return state.world.sets[set]!.spec.admission.gpus > 0;
}
