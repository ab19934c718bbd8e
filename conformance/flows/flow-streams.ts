import {
  type DailySnapshot,
  type DailySnapshots,
  type ExactSubmission,
  keyOf,
  type PaidDay,
  registeredDays,
  snapshotOn,
} from '../../sim/protocol/rewards/exact/index.ts';
import type { RewardStream, RewardStreamKind } from '../../sim/protocol/rewards/index.ts';
import { type FlowWorld, setOf } from './flow-world.ts';

/** A stream that stands for a submission on those of its days on which the same strategies count. */
export interface FlowStream {
  readonly stream: RewardStream;
  readonly submission: ExactSubmission;
  /** What the payer pays, by day. */
  readonly payments: Map<number, FlowPayment>;
}

/** A day's pool in tokens (1e18 wei), and what the payer states for each operator where it directs the pay. */
export interface FlowPayment {
  readonly pool: number;
  readonly stated?: ReadonlyMap<string, number>;
}

/**
 * Kinds of submission that reward flows know, by their kind of stream. They do not know `v1`: there each
 * operator has strategies of its own in an AVS, and its split is of every staker's part.
 */
export const streamKinds: ReadonlyMap<ExactSubmission['kind'], RewardStreamKind> = new Map([
  ['unique', 'uniqueStake'],
  ['total', 'totalStake'],
  ['od', 'operatorDirected'],
  ['odset', 'operatorDirected'],
  ['pi', 'programmatic'],
]);

/** One run of the exact calculation: what it paid, from which snapshots, up to which day. */
export interface RewardsRun {
  readonly paid: readonly PaidDay[];
  readonly snapshots: DailySnapshots;
  readonly cutoff: number;
}

/**
 * Adds to `streams`, by name, what a run of the exact calculation paid, as pools in floats. The snapshots of the run
 * say who was a member and which strategies were in the set.
 */
export function addStreams(
  streams: Map<string, FlowStream>,
  world: FlowWorld,
  { paid: run, snapshots, cutoff }: RewardsRun,
): void {
  const taken = new Map(
    [...new Set(run.map(({ day }) => day))].map(day => [day, snapshotOn(snapshots, day, cutoff)]),
  );
  for (const { submission, day } of run) {
    // On the cutoff itself nobody is registered yet; a later run pays that day.
    if (!streamKinds.has(submission.kind) || day === cutoff) continue;
    const days = run.filter(paid => paid.submission === submission).map(paid => taken.get(paid.day)!);
    const stream = streamOf(submission, world, taken.get(day)!);
    const known = streams.get(stream.name) ?? { stream, submission, payments: new Map() };
    known.payments.set(day, paymentOf(submission, taken.get(day)!, days));
    streams.set(stream.name, known);
  }
}

function streamOf(submission: ExactSubmission, world: FlowWorld, snapshot: DailySnapshot): RewardStream {
  const kind = streamKinds.get(submission.kind)!;
  const counts = (strategy: string): boolean =>
    submission.kind !== 'odset' || snapshot.operatorSetStrategies.has(keyOf(strategy, submission.scope));
  const multipliers = [...world.strategies.keys()].map(strategy => {
    const multiplier = submission.multipliers.find(([name]) => name === strategy)?.[1] ?? 0n;
    return counts(strategy) ? Number(multiplier) / 1e18 : 0;
  });
  const set = kind === 'programmatic' ? -1 : setOf(world, submission.scope);
  return { name: keyOf(submission.hash, ...multipliers), avs: -1, set, token: 0, kind, multipliers };
}

/** Pools are divided by days; a named operator's amount is divided by its days as a member. */
function paymentOf(
  submission: ExactSubmission,
  today: DailySnapshot,
  days: readonly DailySnapshot[],
): FlowPayment {
  if ('amount' in submission) {
    return { pool: Number(submission.amount) / 1e18 / Number(submission.days) };
  }
  const counts = registeredDays(submission, days);
  const members = registeredDays(submission, [today]);
  const stated = new Map(
    submission.operators
      .filter(([operator]) => members.has(operator))
      .map(([operator, amount]) => [operator, Number(amount) / 1e18 / Number(counts.get(operator))]),
  );
  return { pool: [...stated.values()].reduce((sum, amount) => sum + amount, 0), stated };
}
