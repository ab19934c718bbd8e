import type { OperatorId } from '../../ids.ts';
import type { World } from '../../scenario/index.ts';
import type { Policies } from '../policies.ts';
import { createAlarms } from './alarms.ts';
import type { DecisionContext, RestakerContext } from './context.ts';
import { accountsOf, createDelegations } from './delegation.ts';
import { createLiquidations } from './leverage.ts';
import { createPanic } from './panic.ts';
import { restakerDecision } from './policies/index.ts';
import type { CohortView, RestakerDecision } from './policies/restaker-policy.ts';
import { schedulePortfolioRebalancing } from './portfolio-rebalancing.ts';
import { createReview, type Reviewer, scheduleReviews } from './reviews.ts';
import { sharersUsd } from './sharers.ts';

/** The restakers of a world. */
export interface Restakers {
  /** Delegations, re-delegations and undelegations begun by each cohort since the sample period began, `[cohort]`. */
  readonly moves: Int32Array;
  /** Tells the delegators of an operator that they lost, or fear for, this fraction of their stake. */
  alarm(operator: OperatorId, lost: number): void;
}

/** What restakers are made of. */
export interface RestakerTerms extends Omit<RestakerContext, 'delegations'> {
  /** Policies in the place of those that the scenario names, by cohort. */
  readonly policies?: Policies['restakers'] | undefined;
}

/**
 * Restakers on the clock. An account decides by its cohort's policy, at a review or when it is alarmed, on figures that are
 * `attentionLag` old and on where stake is now; passive accounts never do; curators rebalance instead; accounts that can panic or are indebted may flee at
 * midnight. All stake goes through the 14-day queue.
 *
 * @throws Error for a policy of a cohort that is not in the world; in the run, if a policy picks no operator of it
 */
export function createRestakers({ policies = {}, ...terms }: RestakerTerms): Restakers {
  const { state, accounts, undelegated, clock, streams } = terms;
  const { cohorts } = state.world;
  checkCohorts(state.world, policies);
  const delegations = createDelegations(state, accounts, undelegated, clock);
  const context: RestakerContext = { ...terms, delegations };

  const decisions = cohorts.map(({ name, spec }): RestakerDecision => {
    const policy = policies[name];
    return policy === undefined ? restakerDecision(spec.policy) : { of: 'account', policy: () => policy };
  });
  // Regular and alarmed reviews draw their candidates apart: a set of them is made once for each day looked at.
  const reviewersOf = (stream: string, lag: (cohort: number) => number): (Reviewer | undefined)[] =>
    decisions.map((decision, cohort) =>
      decision.of === 'account'
        ? {
            decide: decision.policy(viewOf(context, cohort)),
            stream: streams.stream(stream, cohorts[cohort]!.name),
            lag: lag(cohort),
          }
        : undefined,
    );
  const reviewers = reviewersOf('restaker choices', cohort => cohorts[cohort]!.spec.policy.attentionLag);
  // Whoever is alarmed looks at operators as they are now, the slash included.
  const alarmed = reviewersOf('restaker alarms', () => 0);

  const review = createReview(context);
  schedulePortfolioRebalancing(
    context,
    decisions.map(decision => (decision.of === 'portfolio' ? decision : undefined)),
  );
  scheduleReviews(context, review, reviewers);
  const alarm = createAlarms(context, review, alarmed);
  const panic = createPanic(context);
  createLiquidations(context);
  return {
    moves: delegations.moves,
    alarm: (operator, lost) => {
      panic(operator, lost);
      alarm(operator, lost);
    },
  };
}

/** What the accounts of a cohort can go by; its middle account is of typical size. */
export function viewOf(context: DecisionContext, cohort: number): CohortView {
  const { state, accounts, delegations, observations, isOpen } = context;
  const { from, to } = accountsOf(state, accounts, cohort);
  const middle = Math.floor((from + to) / 2);
  return {
    observations,
    popularity: state.operators.map(({ popularity }) => popularity),
    isOpen,
    typicalUsd: () => delegations.stakeUsd(middle),
    sharersUsd: operator => sharersUsd(context, operator),
  };
}

function checkCohorts({ cohorts }: World, policies: NonNullable<Policies['restakers']>): void {
  for (const name of Object.keys(policies)) {
    if (!cohorts.some(cohort => cohort.name === name))
      throw new Error(`unknown cohort: ${name}; known: ${cohorts.map(cohort => cohort.name).join(', ')}`);
  }
}
