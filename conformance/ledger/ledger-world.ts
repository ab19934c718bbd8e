import { type Address, accountAddress, createLedger, type Ledger } from '../../sim/protocol/index.ts';
import type { LedgerTrace, TraceHeader } from './ledger-trace.ts';

/** A ledger under replay, and what the trace knows besides it. */
export interface LedgerWorld {
  readonly ledger: Ledger;
  readonly trace: LedgerTrace;
  readonly header: TraceHeader;
  /** Ledger ids of the sets created so far, by the trace's name. */
  readonly sets: Map<string, number>;
  /** Tokens in each account's wallet relative to the start, `[account * S + strategy]`. */
  readonly wallets: bigint[];
  /** Account that queued each withdrawal so far, completed ones included, by id. */
  readonly withdrawers: Map<number, number>;
}

/** Who may pause the contracts of a trace: a party that is no AVS. */
const PAUSER: Address = 2 ** 31;

/** World of a trace before its first step, under the rules of the contracts that its file names. */
export function createWorld(trace: LedgerTrace, header: TraceHeader): LedgerWorld {
  const { strategies, operators, stakers, startBlock } = trace;
  const accounts = operators + stakers;
  return {
    ledger: createLedger({
      strategies,
      operators,
      accounts,
      startBlock,
      version: header.version,
      pauser: PAUSER,
    }),
    trace,
    header,
    sets: new Map(),
    wallets: new Array<bigint>(accounts * strategies).fill(0n),
    withdrawers: new Map(),
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

/** AVS of a set; of one that was never created, or of no set, the trace's first AVS. */
export function avsOf(world: LedgerWorld, name: string | undefined): number {
  return world.ledger.sets[setOf(world, name ?? '')]?.avs ?? 0;
}

/** Address of `avs0`, `stk1`, `op2` or `pauser`. */
export function addressOf(world: LedgerWorld, name: string): Address {
  if (name === 'pauser') return PAUSER;
  const account = accountOf(world, name);
  return account < 0 ? numberOf(name) : accountAddress(account);
}

/** Trace's name of an address of an AVS or an account. */
export function nameOfAddress(world: LedgerWorld, address: Address): string {
  return address < 0 ? nameOf(world, accountAddress(address)) : `avs${address}`;
}
