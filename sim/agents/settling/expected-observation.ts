import { membersOf, servesAnySet, slashableFraction, stakeUsd } from '../../state/stake.ts';
import { incentiveTokensPerDay } from '../avs/pay/incentives.ts';
import { WEEKS_PER_YEAR } from '../operator/constants.ts';
import { appraise, payOf } from '../operator/valuation/appraisal.ts';
import type { ValuationContext } from '../operator/valuation/valuation-context.ts';
import { observeRisk } from '../restaker/observation.ts';
import type { OperatorObservations } from '../restaker/policies/observations.ts';

/**
 * What restakers can expect of each operator before anybody was paid: the rest, after splits, of what the sets that it
 * serves pay by its weight, as operators themselves expect it, and of programmes for all earners.
 */
export function expectedObservations(context: ValuationContext): OperatorObservations {
  const { state, slashing } = context;
  const { operators, world } = state;
  const n = operators.length;
  const stakes = Float64Array.from(operators, ({ id }) => stakeUsd(state, id));
  const total = stakes.reduce((a, b) => a + b, 0);
  const byStakeUsd = programmesUsdPerYear(context);
  const sharedUsd = new Float64Array(n);
  const { memberships } = state.mirrors;
  for (const { id: set, spec } of world.sets) {
    for (const membership of membersOf(state, set)) {
      const operator = memberships.operator[membership]!;
      const rest = WEEKS_PER_YEAR * (1 - context.split(operator, set));
      const [own, ...gauges] = appraise(context, operator, set).pools;
      const fraction = slashableFraction(state, membership);
      const into = spec.reward.kind === 'operatorDirected' ? sharedUsd : byStakeUsd;
      into[operator]! += rest * payOf(own!, fraction);
      for (const gauge of gauges) byStakeUsd[operator]! += rest * payOf(gauge, fraction);
    }
  }
  const expected: OperatorObservations = {
    apr: stakes.map((stake, operator) => (stake > 1 ? byStakeUsd[operator]! / stake : 0)),
    sharedUsd,
    stakeUsd: stakes,
    loss: new Float64Array(n),
    variance: new Float64Array(n),
    tail: new Float64Array(n),
    share: stakes.map(stake => (total > 0 ? stake / total : 0)),
    slashing,
  };
  for (const { id } of operators) observeRisk(state, id, slashing, expected);
  return expected;
}

/** What delegators of each operator get of programmes for all earners, in USD a year, `[operator]`. */
function programmesUsdPerYear({ state }: ValuationContext): Float64Array {
  const { world, operators, mirrors, prices, rewards } = state;
  const usd = new Float64Array(operators.length);
  for (const incentive of world.incentives) {
    if (incentive.set >= 0) continue;
    const weights = Float64Array.from(operators, ({ id }) =>
      servesAnySet(state, id)
        ? incentive.multipliers.reduce(
            (sum, multiplier, strategy) =>
              sum + multiplier * mirrors.operatorShares[id * mirrors.strategies + strategy]!,
            0,
          )
        : 0,
    );
    const all = weights.reduce((a, b) => a + b, 0);
    if (all === 0) continue;
    const paidUsd = 365 * incentiveTokensPerDay(incentive, 0) * prices.usd[incentive.token]!;
    const rest = 1 - rewards.splits.defaultFraction;
    for (const { id } of operators) usd[id]! += (rest * paidUsd * weights[id]!) / all;
  }
  return usd;
}
