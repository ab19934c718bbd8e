import type { OperatorId } from '../../../ids.ts';
import type { OperatorObservations } from './observations.ts';
import type { RestakerParameters } from './restaker-parameters.ts';

/**
 * Yearly utility of delegating to an operator, per unit of stake: expected return less premiums on the expected loss to
 * slashes, half its variance times risk aversion (mean-variance: Markowitz 1952), and the mean loss of the worst years.
 *
 * @param observed what is seen of the operators
 * @param sharersUsd stake that would share pay that does not follow stake, the account's own among it
 */
export function delegationUtility(
  observed: OperatorObservations,
  operator: OperatorId,
  policy: Pick<RestakerParameters, 'lossWeight' | 'riskAversion' | 'tailAversion'>,
  sharersUsd: number,
): number {
  return (
    observed.apr[operator]! +
    sharedApr(observed, operator, sharersUsd) -
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
 * @param sharersUsd stake that would share it, the account's own among it
 */
export function sharedApr(observed: OperatorObservations, operator: OperatorId, sharersUsd: number): number {
  return sharersUsd > 0 ? observed.sharedUsd[operator]! / sharersUsd : 0;
}
