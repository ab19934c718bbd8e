import type { OperatorId } from '../../../ids.ts';
import type { OperatorObservations } from './observations.ts';
import type { RestakerParameters } from './restaker-parameters.ts';

/**
 * Yearly utility of delegating to an operator, per unit of stake: expected return less premiums on the expected loss to
 * slashes, half its variance times risk aversion (mean-variance: Markowitz 1952), and the mean loss of the worst years.
 *
 * @param observed what is seen of the operators
 * @param addedUsd stake that would come on top of what the operator has
 */
export function delegationUtility(
  observed: OperatorObservations,
  operator: OperatorId,
  policy: Pick<RestakerParameters, 'lossWeight' | 'riskAversion' | 'tailAversion'>,
  addedUsd: number,
): number {
  return (
    observed.apr[operator]! +
    sharedApr(observed, operator, addedUsd) -
    policy.lossWeight * observed.loss[operator]! -
    (policy.riskAversion / 2) * observed.variance[operator]! -
    policy.tailAversion * observed.tail[operator]!
  );
}

/**
 * Yearly return from pay that does not follow stake. It is shared with those on their way and with the newcomer: a
 * large account sees how much it would dilute a small operator.
 *
 * @param observed what is seen of the operators
 * @param addedUsd stake that would come on top of what the operator has
 */
export function sharedApr(observed: OperatorObservations, operator: OperatorId, addedUsd: number): number {
  const sharersUsd = observed.stakeUsd[operator]! + observed.incomingUsd[operator]! + addedUsd;
  return sharersUsd > 0 ? observed.sharedUsd[operator]! / sharersUsd : 0;
}
