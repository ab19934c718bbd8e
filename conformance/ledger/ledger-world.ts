import { createLedger, type Ledger } from '../../sim/protocol/index.ts';
import type { LedgerTrace } from './ledger-trace.ts';

/** A ledger under replay, and what the trace knows besides it. */
export interface LedgerWorld {
  readonly ledger: Ledger;
  readonly trace: LedgerTrace;
  /** Ledger ids of the sets created so far, by the trace's name. */
  readonly sets: Map<string, number>;
  /** Tokens in each account's wallet relative to the start, `[account * S + strategy]`. */
  readonly wallets: bigint[];
}

/** World of a trace before its first step. */
export function createWorld(trace: LedgerTrace): LedgerWorld {
  const { strategies, operators, stakers, startBlock } = trace;
  const accounts = operators + stakers;
  return {
    ledger: createLedger({ strategies, operators, accounts, startBlock }),
    trace,
    sets: new Map(),
    wallets: new Array<bigint>(accounts * strategies).fill(0n),
  };
}

/** Number at the end of a name: 3 of `str3`. */
export function numberOf(name: string): number {
  return Number(/\d+$/.exec(name)![0]);
}

/** Ledger account of `op1` or `stk0`; -1 for a name that is no account, such as an AVS. */
export function accountOf(world: LedgerWorld, name: string): number {
  if (name.startsWith('op')) return numberOf(name);
  return name.startsWith('stk') ? world.trace.operators + numberOf(name) : -1;
}

/** Trace's name of a ledger account. */
export function nameOf(world: LedgerWorld, account: number): string {
  const { operators } = world.trace;
  return account < operators ? `op${account}` : `stk${account - operators}`;
}

/** Ledger id of a set's name; -1 if it was not created. */
export function setOf(world: LedgerWorld, name: string): number {
  return world.sets.get(name) ?? -1;
}
