import type { DailySnapshots, PaidDay } from '../../sim/protocol/rewards/exact/index.ts';
import type { Agreement } from '../agreement.ts';
import type { Difference } from '../difference.ts';
import { dayOf, type RecordedWorld } from './rewards-record.ts';

/** Rows of a table by day and key; none for what the table does not list, not even a 0. */
export type RewardRows<T> = Map<string, T>;

/** Name of a row. */
export function rowName(day: number, ...key: readonly string[]): string {
  return [day, ...key].join(' ');
}

/** Every row of every snapshot table, a day each. */
export function snapshotRows(snapshots: DailySnapshots): RewardRows<string> {
  const rows: RewardRows<string> = new Map();
  for (const [table, spans] of Object.entries(snapshots))
    for (const [key, list] of spans)
      for (const { first, last, value } of list)
        for (let day = first; day <= last; day++) rows.set(rowName(day, table, key), text(value));
  return rows;
}

/** Amounts that a run paid. */
export function paidRows(run: readonly PaidDay[]): RewardRows<bigint> {
  const rows: RewardRows<bigint> = new Map();
  for (const { submission, day, amounts } of run)
    for (const { role, earner, amount } of amounts)
      rows.set(rowName(day, `${submission.kind}.${role}`, submission.hash, earner, submission.token), amount);
  return rows;
}

/** Amounts that a run was recorded to pay. */
export function recordedRows(
  recorded: RecordedWorld,
  run: RecordedWorld['expected']['runs'][number],
): RewardRows<bigint> {
  const rows: RewardRows<bigint> = new Map();
  for (const [kind, hash, earner, token, first, last, amount] of run.rewards)
    for (let day = dayOf(recorded, first); day <= dayOf(recorded, last); day++)
      rows.set(rowName(day, kind, hash, earner, token), amount);
  return rows;
}

/** Adds amounts to the sums of their earners and tokens, the leaves of the distribution. */
export function addSums(leaves: RewardRows<bigint>, amounts: RewardRows<bigint>): void {
  for (const [name, amount] of amounts) {
    const [earner, token] = name.split(' ').slice(-2);
    const leaf = `cumulative ${earner} ${token}`;
    leaves.set(leaf, (leaves.get(leaf) ?? 0n) + amount);
  }
}

/** Rows that agree, of all that either side has, and the first that does not. */
export function compareRows<T>(
  expected: RewardRows<T>,
  actual: RewardRows<T>,
): { tally: Agreement; difference: Difference | null } {
  const tally: Agreement = { agreed: 0, total: 0 };
  let difference: Difference | null = null;
  for (const key of new Set([...expected.keys(), ...actual.keys()])) {
    const [want, have] = [expected.get(key), actual.get(key)];
    tally.total++;
    if (want === have) tally.agreed++;
    else difference ??= { key, expected: text(want), actual: text(have) };
  }
  return { tally, difference };
}

function text(value: unknown): string {
  if (value === undefined) return 'no row';
  if (value === null) return 'nobody';
  return typeof value === 'object' ? Object.values(value).join(' of ') : String(value);
}
