import { reviewByUtility } from './account-review.ts';
import { choiceParameters, restakerParameters, reviewParameters } from './restaker-parameters.ts';
import { restakerPolicyKind } from './restaker-policy.ts';

/** Restakers that weigh expected net yield against the variance and the tail of losses (mean-variance plus CVaR). */
export const weighing = restakerPolicyKind({
  kind: 'weighing',
  meaning: 'Weighs net yield against risk',
  parameters: { ...restakerParameters(), ...reviewParameters(), ...choiceParameters() },
  decide: reviewByUtility,
});
