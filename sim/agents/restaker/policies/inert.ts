import { accountReview } from './account-review.ts';
import { createChoiceSet, popularityWeights } from './choice-set.ts';
import { restakerParameters, reviewParameters } from './restaker-parameters.ts';
import { restakerPolicyKind } from './restaker-policy.ts';

/** Retail restakers that seldom look: they draw an operator by its popularity, and move to it whatever it yields. */
export const inert = restakerPolicyKind({
  kind: 'inert',
  meaning: 'Follows popular operators, whatever they yield',
  parameters: {
    ...restakerParameters({ reviewEvery: '365d', attentionLag: '30d' }),
    ...reviewParameters(0.05),
  },
  decide: policy => ({
    of: 'account',
    policy: view =>
      accountReview(policy, {
        observations: view.observations,
        candidates: createChoiceSet(view.popularity.length, popularityWeights(view)),
        sharersUsd: view.sharersUsd,
        movesAnyway: 1,
      }),
  }),
});
