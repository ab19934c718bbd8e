import { reviewByUtility } from './account-review.ts';
import { choiceParameters, restakerParameters, reviewParameters } from './restaker-parameters.ts';
import { restakerPolicyKind } from './restaker-policy.ts';

/** Restakers that weigh variance and the tail of losses at full weight. */
export const riskAverse = restakerPolicyKind({
  kind: 'riskAverse',
  meaning: 'Weighs variance and tail of losses heavily',
  parameters: {
    ...restakerParameters({ riskAversion: 10, tailAversion: 1 }),
    ...reviewParameters(0.5),
    ...choiceParameters(),
  },
  decide: reviewByUtility,
});
