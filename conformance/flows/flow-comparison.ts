import type { ExactAmount, PaidDay, RewardEvents } from '../../sim/protocol/rewards/exact/index.ts';
import type { Agreement } from '../agreement.ts';
import type { Difference } from '../difference.ts';
import { rowName } from '../rewards/rewards-rows.ts';
import { replayFlows } from './flow-replay.ts';
import { type FlowStream, streamKinds } from './flow-streams.ts';
import type { FlowWorld } from './flow-world.ts';

/** Agreement that is asked of the flows, relative. */
const TOLERANCE = 1e-9;

/** Rows above this are counted; smaller ones are whole numbers of few digits. */
const SMALLEST_COUNTED_WEI = 1e9;

/** How flows compare with exact amounts. */
export interface FlowComparison {
  /** Rows that agree to 1e-9 but for what the calculation itself rounds away. */
  readonly rounded: Agreement;
  /** Rows that agree to 1e-9 as they are. */
  readonly strict: Agreement;
  readonly difference: Difference | null;
}

interface ExactRow {
  readonly wei: number;
  /** Most that the calculation rounds away. */
  readonly roundingWei: number;
}

/** Lets reward flows distribute a world and compares every row above 1e9 wei with the exact amounts. */
export function compareFlows(
  world: FlowWorld,
  events: RewardEvents,
  streams: readonly FlowStream[],
  paid: readonly PaidDay[],
): FlowComparison {
  const exact = exactRows(world, streams, paid);
  const rounded: Agreement = { agreed: 0, total: 0 };
  const strict: Agreement = { agreed: 0, total: 0 };
  let difference: Difference | null = null;
  let day = 0;
  const horizon = Math.max(-1, ...streams.flatMap(({ payments }) => [...payments.keys()]));
  for (const amounts of replayFlows(world, events, streams, horizon)) {
    const today = exact.get(day) ?? new Map<string, ExactRow>();
    for (const key of new Set([...today.keys(), ...amounts.keys()])) {
      const { wei, roundingWei } = today.get(key) ?? { wei: 0, roundingWei: 0 };
      const flow = amounts.get(key) ?? { wei: 0, resolutionWei: 0 };
      if (Math.max(wei, flow.wei) <= SMALLEST_COUNTED_WEI) continue;
      const error = Math.abs(flow.wei - wei);
      rounded.total++;
      strict.total++;
      if (error <= TOLERANCE * wei) strict.agreed++;
      if (error <= TOLERANCE * wei + roundingWei + flow.resolutionWei) rounded.agreed++;
      else difference ??= { key: rowName(day, 'flow', key), expected: String(wei), actual: String(flow.wei) };
    }
    day++;
  }
  return { rounded, strict, difference };
}

/** Rows of the kinds that flows model, by day. */
function exactRows(
  world: FlowWorld,
  streams: readonly FlowStream[],
  paid: readonly PaidDay[],
): Map<number, Map<string, ExactRow>> {
  const pools = new Map<string, number>();
  for (const { submission, payments } of streams)
    for (const [day, { pool }] of payments) pools.set(rowName(day, submission.hash), pool * 1e18);
  const rows = new Map<number, Map<string, ExactRow>>();
  for (const { submission, day, amounts } of paid) {
    const { kind, hash } = submission;
    if (!streamKinds.has(kind)) continue;
    const today = rows.get(day) ?? new Map<string, ExactRow>();
    rows.set(day, today);
    for (const { role, earner, amount } of amounts) {
      if (isOutside(kind, role)) continue;
      // Four roundings to whole wei, and a proportion cut to 15 decimals; an operator's programmatic pay sums
      // one such part of each staker.
      const parts = kind === 'pi' && role === 'operator' ? world.accounts.size : 1;
      const roundingWei = parts * (4 + 1e-15 * (pools.get(rowName(day, hash)) ?? 0));
      today.set(`${hash}|${role}|${earner}`, { wei: Number(amount), roundingWei });
    }
  }
  return rows;
}

/** Refunds of operator-directed pay are not the flows' affair: a payer states weights for members only. */
function isOutside(kind: PaidDay['submission']['kind'], role: ExactAmount['role']): boolean {
  return role === 'avs' && (kind === 'od' || kind === 'odset');
}
