import { logit } from '../../logit.ts';
import { chooseEntry } from '../actions/market-entry.ts';
import { STAKE_MARGIN } from '../valuation/allocation-plan.ts';
import { WEEKS_PER_YEAR } from '../valuation/membership-value.ts';
import {
  type AllocationProblem,
  bestAllocation,
  bestPortfolio,
  type Opportunity,
  type StakePortfolio,
} from '../valuation/portfolio-allocation.ts';
import type { OperatorChoice, OperatorObservation, OperatorPolicy } from './operator-policy.ts';

/** Steps in which a portfolio's allocations are weighed. */
const STEPS = 20;

/**
 * Risk-averse holder of a portfolio of memberships: seeks the sets and allocations of the greatest certainty
 * equivalent, and moves there, by logit over what that gains a week, less the cost of its moves spread over its
 * horizon. Where it does not move it still allocates as is best for what it serves.
 */
export const portfolioHolder: OperatorPolicy = (observation, draw) => {
  const { served, policy, incomeUsd, entry } = observation;
  const choice = choiceOf(observation);
  const best = bestPortfolio(choice, served);
  if (observation.dormant) {
    if (best === undefined || best.steps.size === 0) return { sets: [] };
    const wanted = wantedOf(best);
    const entering = chooseEntry(
      observation,
      { sets: wanted.sets, value: best.valueUsd / WEEKS_PER_YEAR },
      draw,
    );
    return entering.sets.length > 0 ? wanted : entering;
  }
  const now = bestAllocation(
    choice,
    choice.opportunities.filter(({ id }) => served.includes(id)),
  );
  // What it serves is out of its reach: anything within it is better.
  if (now === undefined) return best === undefined ? { sets: [] } : wantedOf(best);
  const switching = policy.switchingUsd / (policy.horizon / 7);
  const options: { wanted: OperatorChoice; gain: number }[] = [
    { wanted: wantedOf(now), gain: 0 },
    ...(best === undefined
      ? []
      : [
          {
            wanted: wantedOf(best),
            gain: (best.valueUsd - now.valueUsd) / WEEKS_PER_YEAR - switching * moves(served, best),
          },
        ]),
    ...(entry === undefined
      ? []
      : [
          {
            wanted: { sets: [], retires: true },
            gain: entry.standingUsd - now.valueUsd / WEEKS_PER_YEAR - switching,
          },
        ]),
  ];
  const chosen = logit(
    options.map(({ gain }) => (policy.rationality * gain) / incomeUsd),
    draw,
  );
  return options[chosen]!.wanted;
};

function wantedOf({ steps }: StakePortfolio): OperatorChoice {
  const allocations = new Map([...steps].map(([set, count]) => [set, count / STEPS]));
  return { sets: [...steps.keys()], allocations };
}

function moves(served: readonly number[], { steps }: StakePortfolio): number {
  const kept = served.filter(set => steps.has(set)).length;
  return served.length - kept + (steps.size - kept);
}

/** What an operator can choose from, in the terms of its policy. */
function choiceOf(observation: OperatorObservation): AllocationProblem {
  const { policy, ownStakeUsd, stakeUsd, gpus } = observation;
  const own = stakeUsd > 0 ? ownStakeUsd / stakeUsd : 0;
  // Of each USD delegated to it, what it counts as its own loss.
  const borne = own + policy.delegatorsWeight * (1 - own);
  const opportunities = observation.sets.flatMap((set): Opportunity[] => {
    if (!set.member && !set.open) return [];
    const minSteps = Math.ceil(Math.min(1, STAKE_MARGIN * set.leastFraction) * STEPS - 1e-9);
    if (set.leastFraction > 1) return [];
    const incomes: number[] = [];
    return [
      {
        id: set.id,
        minSteps,
        strategies: set.strategies,
        gpus: set.gpus,
        incomeUsd: steps => (incomes[steps] ??= yearlyUsd(set.termsAt(steps / STEPS))),
        atRiskUsd: (borne * set.acceptedStakeUsd) / STEPS,
        ...set.slashing,
        admits: steps => set.member || observation.admits(set.id, steps / STEPS),
      },
    ];
  });
  return {
    opportunities,
    steps: STEPS,
    gpus,
    mostSets: policy.mostSets ?? Number.POSITIVE_INFINITY,
    rentUsd: sets => WEEKS_PER_YEAR * observation.rent(sets),
    wealthUsd: Math.max(1, borne * stakeUsd),
    varianceAversion: policy.varianceAversion,
    tailAversion: policy.tailAversion,
  };
}

function yearlyUsd({ income, fees, cost }: { income: number; fees: number; cost: number }): number {
  return WEEKS_PER_YEAR * (income + fees - cost);
}
