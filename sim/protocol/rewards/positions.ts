import type { AccountId } from '../../ids.ts';
import type { Mirrors } from '../ledger/mirrors.ts';
import type { Accumulators } from './accumulators.ts';

/** Positions that are being paid: each account's as of the last midnight, and the sums it earns from. */
export interface Positions {
  /** Operator that the account was delegated to, or -1, `[account]`. */
  readonly operator: Int32Array;
  /** `[account * S + strategy]`; 0 where the account was not delegated. */
  readonly scaledShares: Float64Array;
  /** Number of slots when the position was taken, `[account]`: it earns from later ones from 0. */
  readonly knownSlots: Int32Array;
  /** Place in `origins` of an account's sums, and how many slots they can hold, `[account]`. */
  readonly start: Int32Array;
  readonly room: Int32Array;
  /** Sums (tokens, USD) from which positions earn, slot by slot of each strategy held. */
  origins: Float64Array;
  /** Part of `origins` given to accounts. */
  used: number;
  /**
   * Accounts with scaled shares at each operator, `[operator * S + strategy]`. Operator shares that no
   * account holds are rounding dust of the ledger: they carry no weight.
   */
  readonly holders: Int32Array;
}

/** Positions of accounts that hold nothing yet. */
export function createPositions(mirrors: Mirrors): Positions {
  const accounts = mirrors.delegatedTo.length;
  return {
    operator: new Int32Array(accounts).fill(-1),
    scaledShares: new Float64Array(mirrors.scaledShares.length),
    knownSlots: new Int32Array(accounts),
    start: new Int32Array(accounts),
    room: new Int32Array(accounts),
    origins: new Float64Array(0),
    used: 0,
    holders: new Int32Array(mirrors.operatorShares.length),
  };
}

/** Takes over an account's present position from the mirrors; the old one must have been settled. */
export function takePosition(
  positions: Positions,
  mirrors: Mirrors,
  accumulators: Accumulators,
  account: AccountId,
): void {
  const { strategies } = mirrors;
  const from = positions.operator[account]!;
  const to = mirrors.delegatedTo[account]!;
  positions.operator[account] = to;
  let slots = 0;
  for (let strategy = 0; strategy < strategies; strategy++) {
    const index = account * strategies + strategy;
    const scaled = to >= 0 ? mirrors.scaledShares[index]! : 0;
    if (positions.scaledShares[index]! > 0) positions.holders[from * strategies + strategy]!--;
    positions.scaledShares[index] = scaled;
    if (scaled === 0) continue;
    positions.holders[to * strategies + strategy]!++;
    slots += accumulators.of[to * strategies + strategy]!.length;
  }
  if (slots > positions.room[account]!) makeRoom(positions, account, slots);
  positions.knownSlots[account] = accumulators.count;
  let place = positions.start[account]!;
  for (let strategy = 0; strategy < strategies; strategy++) {
    if (positions.scaledShares[account * strategies + strategy] === 0) continue;
    for (const slot of accumulators.of[to * strategies + strategy]!) {
      positions.origins[place++] = accumulators.sums[2 * slot]!;
      positions.origins[place++] = accumulators.sums[2 * slot + 1]!;
    }
  }
}

/** Moves an account to a place at the end, at least twice as large so that what it leaves stays bounded. */
function makeRoom(positions: Positions, account: AccountId, slots: number): void {
  const room = Math.max(slots, 2 * positions.room[account]!);
  positions.room[account] = room;
  positions.start[account] = positions.used;
  positions.used += 2 * room;
  if (positions.used <= positions.origins.length) return;
  const origins = new Float64Array(Math.max(2 * positions.origins.length, positions.used));
  origins.set(positions.origins);
  positions.origins = origins;
}
