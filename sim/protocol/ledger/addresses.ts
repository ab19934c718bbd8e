import type { AccountId } from '../../ids.ts';

/**
 * Whoever calls a contract, or may slash a set, as a number: AVSs have their own, from 0; other parties that are no
 * account of the ledger follow them; account `a` is `-1 - a`.
 */
export type Address = number;

/** Address of an account of the ledger; and, the other way round, the account of such an address. */
export function accountAddress(account: AccountId): Address {
  return -1 - account;
}
