import { reviewByUtility } from './account-review.ts';
import { choiceParameters, restakerParameters, reviewParameters } from './restaker-parameters.ts';
import { restakerPolicyKind } from './restaker-policy.ts';

/** Restakers that follow the gross yield of yesterday and neither fear slashes nor follow the crowd. */
export const yieldChaser = restakerPolicyKind({
  kind: 'yieldChaser',
  meaning: "Chases yesterday's gross yield",
  parameters: {
    ...restakerParameters({
      reviewEvery: '14d',
      attentionLag: '1d',
      lossWeight: 0,
      riskAversion: 0,
      tailAversion: 0,
      inertia: 0.005,
    }),
    ...reviewParameters(0),
    ...choiceParameters(0),
  },
  decide: reviewByUtility,
});
