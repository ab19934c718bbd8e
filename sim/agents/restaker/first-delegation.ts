import type { Stream } from '../../engine/index.ts';
import type { OperatorId } from '../../ids.ts';
import { toWei } from '../../protocol/index.ts';
import type { AccountTraits } from '../../scenario/index.ts';
import type { State } from '../../state/state.ts';
import { addTokens, type UndelegatedStake } from '../../state/undelegated-stake.ts';
import { mostAccountsWithOne } from './delegation.ts';
import { firstAbove } from './policies/choice-set.ts';
import { enter } from './withdrawals-in-flight.ts';

/**
 * Gives all restaker accounts the stake that they come with, and delegates that of those who start inside restaking: an
 * operator that its row names, or else one drawn by popularity, under the restaker's cap.
 */
export function delegateAtStart(
  state: State,
  accounts: AccountTraits,
  undelegated: UndelegatedStake,
  stream: Stream,
): void {
  const { world, operators, mirrors } = state;
  const S = mirrors.strategies;
  const cumulative = new Float64Array(operators.length);
  let total = 0;
  for (const { id, popularity } of operators) cumulative[id] = total += popularity;
  const draw = (): number => firstAbove(cumulative, stream() * total);
  const named = namedOperators(state);
  const withOperator = new Map<number, number>();
  for (let index = 0; index < accounts.count; index++) {
    const account = operators.length + index;
    const stake = Array.from({ length: S }, (_, k) => toWei(accounts.stake[index * S + k]!));
    addTokens(undelegated, account, stake);
    if (accounts.outside[index]) continue;
    const given = named(accounts, index);
    if (given !== undefined) {
      enter(state, undelegated, { account, operator: given, now: 0 });
      continue;
    }
    if (total === 0) continue;
    const most = mostAccountsWithOne(world.cohorts[accounts.cohort[index]!]!.spec);
    let operator = draw();
    const pair = (): number => accounts.restaker[index]! * operators.length + operator;
    // A capped restaker draws again until an operator has room, and where draws do not find one, looks for it.
    for (let tries = 0; (withOperator.get(pair()) ?? 0) >= most && tries < 2 * operators.length; tries++)
      operator = tries < operators.length ? draw() : (operator + 1) % operators.length;
    withOperator.set(pair(), (withOperator.get(pair()) ?? 0) + 1);
    enter(state, undelegated, { account, operator, now: 0 });
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
