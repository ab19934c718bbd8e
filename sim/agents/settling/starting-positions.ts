import type { Stream } from '../../engine/index.ts';
import type { OperatorId } from '../../ids.ts';
import type { AccountTraits, OperatorTraits } from '../../scenario/index.ts';
import { membersOf, stakeUsd } from '../../state/stake.ts';
import type { State } from '../../state/state.ts';
import { isCapable } from '../avs/admission.ts';
import { isEligible } from '../operator/eligibility.ts';
import { planAllocations } from '../operator/valuation/allocation-plan.ts';
import { appraise } from '../operator/valuation/appraisal.ts';
import type { ValuationContext } from '../operator/valuation/valuation-context.ts';
import { mostAccountsWithOne } from '../restaker/delegation.ts';
import { firstAbove } from '../restaker/policies/choice-set.ts';
import type { Draft } from './draft.ts';

/**
 * Delegates the stake of those accounts that start inside restaking: to an operator that its row names, or else to one
 * drawn by popularity, under the restaker's cap.
 */
export function delegateByPopularity(draft: Draft, accounts: AccountTraits, stream: Stream): void {
  const { world, operators } = draft.state;
  const cumulative = new Float64Array(operators.length);
  let total = 0;
  for (const { id, popularity } of operators) cumulative[id] = total += popularity;
  const draw = (): number => firstAbove(cumulative, stream() * total);
  const named = namedOperators(draft.state);
  const withOperator = new Map<number, number>();
  for (let index = 0; index < accounts.count; index++) {
    if (accounts.outside[index]) continue;
    const given = named(accounts, index);
    if (given !== undefined) draft.delegate(operators.length + index, given);
    if (given !== undefined || total === 0) continue;
    const most = mostAccountsWithOne(world.cohorts[accounts.cohort[index]!]!.spec);
    let operator = draw();
    const pair = (): number => accounts.restaker[index]! * operators.length + operator;
    // A capped restaker draws again until an operator has room, and where draws do not find one, looks for it.
    for (let tries = 0; (withOperator.get(pair()) ?? 0) >= most && tries < 2 * operators.length; tries++)
      operator = tries < operators.length ? draw() : (operator + 1) % operators.length;
    withOperator.set(pair(), (withOperator.get(pair()) ?? 0) + 1);
    draft.delegate(operators.length + index, operator);
  }
}

/** Looks the operator up that the row of an account's restaker names; undefined where it names none. */
function namedOperators({
  world,
  operators,
}: State): (accounts: AccountTraits, index: number) => OperatorId | undefined {
  const cohorts = world.cohorts.map(({ spec }) => spec.rows?.some(row => row.operator) === true);
  const ids = new Map(cohorts.includes(true) ? operators.map(({ name, id }) => [name, id]) : []);
  return ({ cohort, member }, index) => {
    if (!cohorts[cohort[index]!]) return undefined;
    const rows = world.cohorts[cohort[index]!]!.spec.rows!;
    const name = rows[member[index]! % rows.length]!.operator;
    return name === undefined || name === '' ? undefined : ids.get(String(name));
  };
}

/**
 * Puts an operator into the sets it starts in, as many as its policy serves: those that it is eligible for and that have
 * room, where its hardware and stake qualify.
 *
 * @param context what it goes by before anybody serves a set
 */
export function enterFirstSets(
  draft: Draft,
  context: ValuationContext,
  { id: operator, group, starts }: OperatorTraits,
): void {
  const { state } = draft;
  const { world } = state;
  const { policy } = world.groups[group]!.spec;
  const isFull = (set: number, cap: number | undefined): boolean =>
    cap !== undefined && membersOf(state, set).length >= cap;
  const wanted = world.sets
    .filter(set => {
      const { admission } = set.spec;
      return (
        starts[set.id] &&
        isEligible(policy, set) &&
        !isFull(set.id, admission.cap) &&
        isCapable(state, operator, set.id) &&
        stakeUsd(state, operator) > 0
      );
    })
    .map(({ id }) => id)
    .slice(0, policy.mostSets);
  const appraisals = wanted.map(set => appraise(context, operator, set));
  const first = planAllocations(appraisals);
  // Sets out of its reach fall away before the rest is planned.
  const reached = appraisals.filter(({ set }) => Number.isFinite(first.get(set)!));
  for (const [set, fraction] of planAllocations(reached))
    if (Number.isFinite(fraction)) draft.allocate(operator, set, fraction);
}
