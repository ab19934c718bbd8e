import { type Ledger, sharesToFloat } from '../../sim/protocol/index.ts';
import type { Difference } from '../difference.ts';

/** First float mirror that is not its bigint rounded to a float, or null. */
export function mirrorDifference(ledger: Ledger): Difference | null {
  const { accounts, operators, allocations, mirrors } = ledger;
  const { memberships } = mirrors;
  return (
    firstDifference('operatorShares', operators.shares.map(sharesToFloat), mirrors.operatorShares) ??
    firstDifference('maxMagnitude', operators.maxMagnitudes.map(sharesToFloat), mirrors.maxMagnitude) ??
    firstDifference('delegatedTo', accounts.delegatedTo, mirrors.delegatedTo) ??
    firstDifference('scaledShares', scaledShares(ledger), mirrors.scaledShares) ??
    firstDifference('magnitude', allocations.current.map(sharesToFloat), memberships.magnitude) ??
    firstDifference('committed', committed(ledger), memberships.committed) ??
    firstDifference('registered', allocations.registered.map(Number), memberships.registered) ??
    firstDifference('slashableUntil', allocations.slashableUntil, memberships.slashableUntil)
  );
}

function committed({ allocations }: Ledger): number[] {
  return allocations.current.map((current, slot) => sharesToFloat(current + allocations.pending[slot]!));
}

function scaledShares({ accounts }: Ledger): number[] {
  return accounts.depositShares.map(
    (deposit, slot) => Number(deposit * accounts.scalingFactors[slot]!) / 1e36,
  );
}

function firstDifference(
  key: string,
  exact: ArrayLike<number>,
  mirror: ArrayLike<number>,
): Difference | null {
  for (let slot = 0; slot < exact.length; slot++) {
    if (exact[slot] !== mirror[slot]) {
      return { key: `${key}[${slot}]`, expected: String(exact[slot]), actual: String(mirror[slot]) };
    }
  }
  return null;
}
