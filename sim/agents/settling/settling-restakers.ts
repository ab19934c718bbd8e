import type { Streams } from '../../engine/index.ts';
import type { AccountId } from '../../ids.ts';
import type { AccountTraits } from '../../scenario/index.ts';
import { servesAnySet } from '../../state/stake.ts';
import { createUndelegatedStake } from '../../state/undelegated-stake.ts';
import type { DecisionContext } from '../restaker/context.ts';
import { mayDelegate, originalStakeUsd } from '../restaker/delegation.ts';
import { restakerDecision } from '../restaker/policies/index.ts';
import type { OperatorObservations } from '../restaker/policies/observations.ts';
import { portfolioRestakersOf, rebalanceAccounts } from '../restaker/portfolio-rebalancing.ts';
import { viewOf } from '../restaker/restakers.ts';
import { createReview } from '../restaker/reviews.ts';
import type { Draft } from './draft.ts';

/** What restakers go by in a round. */
export interface RestakerRound {
  /**
   * Lets every account review once, in their order, and every restaker that holds a portfolio rebalance; each sees where
   * those before it went.
   *
   * @param round number of the round, from 1
   * @returns stake that moved, in USD
   */
  run(round: number, expected: OperatorObservations): number;
}

/** Rounds of reviews of all restakers on a draft. */
export function createRestakerRounds(draft: Draft, accounts: AccountTraits, streams: Streams): RestakerRound {
  const { state } = draft;
  const { world, operators, mirrors } = state;
  const first = operators.length;
  let movedUsd = 0;
  let observed: OperatorObservations | undefined;
  const clock = { now: 0 };
  const stakeUsd = (account: AccountId): number => originalStakeUsd(state, accounts, account);
  const context: DecisionContext = {
    state,
    accounts,
    undelegated: createUndelegatedStake(mirrors),
    delegations: {
      stakeUsd,
      free: () => true,
      takes: () => true,
      apply: (account, choice) => {
        const operator = choice === 'exit' ? -1 : choice;
        if (operator >= 0 && !mayDelegate(state, accounts, account, operator)) return;
        movedUsd += stakeUsd(account);
        draft.delegate(account, operator);
      },
    },
    observations: { on: () => observed! },
    isOpen: operator => servesAnySet(state, operator),
    clock,
  };
  const review = createReview(context);
  const cohorts = world.cohorts.map(({ name, spec }, cohort) => {
    const decision = restakerDecision(spec.policy);
    return decision.of === 'account'
      ? {
          reviewer: {
            decide: decision.policy(viewOf(context, cohort)),
            stream: streams.stream('settling restakers', name),
            lag: 0,
          },
        }
      : { portfolios: portfolioRestakersOf(context, cohort, decision) };
  });
  return {
    run: (round, expected) => {
      observed = expected;
      clock.now = round;
      movedUsd = 0;
      for (let index = 0; index < accounts.count; index++) {
        const { reviewer } = cohorts[accounts.cohort[index]!]!;
        if (reviewer !== undefined) review(first + index, reviewer, 0);
      }
      for (const { portfolios = [] } of cohorts)
        for (const portfolio of portfolios) rebalanceAccounts(context, portfolio, expected);
      return movedUsd;
    },
  };
}
