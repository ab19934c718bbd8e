import type { Mirrors } from '../ledger/mirrors.ts';
import { type Splits, snapshotSplits } from './splits.ts';

/**
 * State at the last midnight that the coming day pays for (sidecar snapshots). What it does not hold is read
 * from the mirrors: `eligible` and `eligibleMagnitude`, whose exits and decreases count on the day itself,
 * and the maximum magnitude that divides a magnitude, which counts on the day itself too.
 */
export interface MidnightSnapshot {
  /** `[operator * S + strategy]` */
  readonly operatorShares: Float64Array;
  /** `[operator * S + strategy]`; turns scaled shares into shares. */
  readonly maxMagnitude: Float64Array;
  /** Operator's split in the set, `[membership]`. */
  setSplit: Float64Array;
  /** Operator's split of programmatic incentives, `[operator]`. */
  readonly programmaticSplit: Float64Array;
}

/** A snapshot of nothing, to be taken at the first midnight. */
export function createMidnightSnapshot(mirrors: Mirrors): MidnightSnapshot {
  return {
    operatorShares: new Float64Array(mirrors.operatorShares.length),
    maxMagnitude: new Float64Array(mirrors.maxMagnitude.length),
    setSplit: new Float64Array(0),
    programmaticSplit: new Float64Array(mirrors.memberships.ofOperator.length),
  };
}

/** Takes the state at midnight `day`: what joined or grew since the last one counts from now. */
export function takeMidnightSnapshot(
  snapshot: MidnightSnapshot,
  mirrors: Mirrors,
  splits: Splits,
  day: number,
): void {
  const { memberships } = mirrors;
  snapshot.operatorShares.set(mirrors.operatorShares);
  snapshot.maxMagnitude.set(mirrors.maxMagnitude);
  memberships.eligible.set(memberships.registered);
  memberships.eligibleMagnitude.set(memberships.magnitude);
  if (snapshot.setSplit.length < memberships.eligible.length)
    snapshot.setSplit = new Float64Array(memberships.eligible.length);
  snapshotSplits(splits, mirrors, day, snapshot);
}
