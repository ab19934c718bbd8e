import type { z } from 'zod';
import { modelNotes } from '../../../scenario/values/model-notes.ts';
import { amount, fraction } from '../../../scenario/values/units.ts';
import { STAKE_MARGIN, WEEKS_PER_YEAR } from '../constants.ts';
import { chooseEntry } from './market-entry.ts';
import { operatorParameters } from './operator-parameters.ts';
import {
  type OperatorChoice,
  type OperatorObservation,
  type OperatorPolicy,
  operatorPolicyKind,
} from './operator-policy.ts';
import {
  type AllocationProblem,
  bestAllocation,
  bestPortfolio,
  type Opportunity,
  type StakePortfolio,
} from './portfolio-allocation.ts';

const parameters = {
  ...operatorParameters,
  varianceAversion: amount
    .default(3)
    .describe('Minus A/2 x variance of the yearly loss over what it owns')
    .register(modelNotes, { symbol: 'A', source: '1-10 (assumed)' }),
  tailAversion: amount
    .default(0.05)
    .describe('Weight on the mean loss of the worst 5% of years')
    .register(modelNotes, { symbol: '\\xi', source: '0-5 (assumed)' }),
  delegatorsWeight: fraction
    .default(0)
    .describe("Part of its delegators' losses that it weighs as its own")
    .register(modelNotes, { symbol: '\\omega', source: 'assumed' }),
};

type PortfolioParameters = z.output<z.ZodObject<typeof parameters>>;

/** Steps in which a portfolio's allocations are weighed. */
const STEPS = 20;

/**
 * Risk-averse holder of a portfolio of memberships: seeks the sets and allocations of the greatest certainty
 * equivalent, and moves there if what that gains a week, less the cost of its moves, and its tastes add up to more than
 * nothing. Where it does not move it still allocates as is best for what it serves.
 */
const decide: OperatorPolicy<PortfolioParameters> = observation => {
  const { served, policy, incomeUsd, entry } = observation;
  const choice = choiceOf(observation);
  const best = bestPortfolio(choice, served);
  if (observation.dormant) {
    if (best === undefined || best.steps.size === 0) return { sets: [] };
    const wanted = wantedOf(best);
    const entering = chooseEntry(observation, { sets: wanted.sets, value: best.valueUsd / WEEKS_PER_YEAR });
    return entering.sets.length > 0 ? wanted : entering;
  }
  const now = bestAllocation(
    choice,
    choice.opportunities.filter(({ id }) => served.includes(id)),
  );
  // What it serves is out of its reach: anything within it is better.
  if (now === undefined) return best === undefined ? { sets: [] } : wantedOf(best);
  const switching = policy.switchingUsd / (policy.horizon / 7);
  const tastesOf = (sets: readonly number[]): number =>
    sets.reduce((sum, set) => sum + observation.setOf(set).taste, 0);
  /** Utility that a move adds, in units of typical income over rationality; `shifted` memberships change. */
  const utility = (gainUsd: number, shifted: number, sets: readonly number[]): number => {
    const cost = (switching + policy.hurdle * incomePerSet(now)) * shifted;
    return (policy.rationality * (gainUsd - cost)) / incomeUsd + tastesOf(sets) - tastesOf(served);
  };
  let chosen = { wanted: wantedOf(now), utility: 0 };
  if (best !== undefined) {
    const gain = (best.valueUsd - now.valueUsd) / WEEKS_PER_YEAR;
    const moving = utility(gain, moves(served, best), [...best.steps.keys()]);
    if (moving > chosen.utility) chosen = { wanted: wantedOf(best), utility: moving };
  }
  if (entry !== undefined) {
    const retiring = utility(entry.standingUsd - now.valueUsd / WEEKS_PER_YEAR, 1, []);
    if (retiring > chosen.utility) chosen = { wanted: { sets: [], retires: true }, utility: retiring };
  }
  return chosen.wanted;
};

/** What a set of a portfolio is worth a week, on average. */
function incomePerSet({ steps, valueUsd }: StakePortfolio): number {
  return steps.size > 0 ? Math.max(0, valueUsd) / WEEKS_PER_YEAR / steps.size : 0;
}

export const portfolioHolder = operatorPolicyKind({
  kind: 'portfolio',
  meaning: 'Holds the best risk-averse portfolio of sets and allocations',
  parameters,
  decide,
});

function wantedOf({ steps }: StakePortfolio): OperatorChoice {
  const allocations = new Map([...steps].map(([set, count]) => [set, count / STEPS]));
  return { sets: [...steps.keys()], allocations };
}

function moves(served: readonly number[], { steps }: StakePortfolio): number {
  const kept = served.filter(set => steps.has(set)).length;
  return served.length - kept + (steps.size - kept);
}

/** What an operator can choose from, in the terms of its policy. */
function choiceOf(observation: OperatorObservation<PortfolioParameters>): AllocationProblem {
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
