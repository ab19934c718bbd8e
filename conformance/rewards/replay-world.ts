import { calculateRewards, type PaidDay, takeSnapshots } from '../../sim/protocol/rewards/exact/index.ts';
import type { Agreement, ReplayOutcome } from '../agreement.ts';
import type { Difference } from '../difference.ts';
import { compareFlows } from '../flows/flow-comparison.ts';
import { addStreams, type FlowStream } from '../flows/flow-streams.ts';
import { createFlowWorld } from '../flows/flow-world.ts';
import { eventsOf, submissionsOf } from './rewards-inputs.ts';
import { dateOf, dayOf, type RecordedWorld } from './rewards-record.ts';
import {
  addSums,
  compareRows,
  paidRows,
  type RewardRows,
  recordedRows,
  snapshotRows,
} from './rewards-rows.ts';
import { recordedSnapshots } from './rewards-snapshots.ts';

/**
 * Replays a recorded world: from its events to daily snapshots and from the recorded snapshots to what every
 * earner got each day, both exactly; and from its events to what the simulator's reward flows pay.
 */
export function replayWorld(recorded: RecordedWorld): ReplayOutcome {
  const events = eventsOf(recorded);
  const submissions = submissionsOf(recorded);
  const snapshots = recordedSnapshots(recorded);
  const world = createFlowWorld(recorded);
  const streams = new Map<string, FlowStream>();
  const rows: Record<string, Agreement> = {};
  let first: Difference | null = null;
  const compare = <T>(name: string, expected: RewardRows<T>, actual: RewardRows<T>): void => {
    const { tally, difference } = compareRows(expected, actual);
    const { agreed, total } = rows[name] ?? { agreed: 0, total: 0 };
    rows[name] = { agreed: agreed + tally.agreed, total: total + tally.total };
    first ??= difference;
  };

  const { runs, cumulative } = recorded.expected;
  const lastCutoff = dayOf(recorded, runs.at(-1)!.cutoff);
  compare('snapshots', snapshotRows(snapshots), snapshotRows(takeSnapshots(events, lastCutoff)));
  const paid: PaidDay[] = [];
  const leaves: RewardRows<bigint> = new Map();
  const paidUntil = new Map<string, number>();
  for (const run of runs) {
    const cutoff = dayOf(recorded, run.cutoff);
    const days = calculateRewards(snapshots, submissions, cutoff, paidUntil);
    const amounts = paidRows(days);
    compare('rewards', recordedRows(recorded, run), amounts);
    addSums(leaves, amounts);
    addStreams(streams, world, { paid: days, snapshots, cutoff });
    for (const { submission, day, amounts: today } of days)
      if (today.length > 0) paidUntil.set(submission.hash, day);
    paid.push(...days);
  }
  const recordedLeaves = cumulative.map(
    ([earner, token, sum]) => [`cumulative ${earner} ${token}`, sum] as const,
  );
  compare('cumulative', new Map(recordedLeaves), leaves);

  const flows = compareFlows(world, events, [...streams.values()], paid);
  rows.flows = flows.rounded;
  rows['flows 1e-9'] = flows.strict;
  first ??= flows.difference;
  return { rows, disagreement: first === null ? null : located(recorded, first) };
}

function located(recorded: RecordedWorld, { key, expected, actual }: Difference): Record<string, string> {
  const [, day, row] = /^(\d+) (.*)$/.exec(key) ?? [];
  return {
    world: recorded.id,
    ...(day !== undefined && { day: dateOf(recorded, Number(day)) }),
    key: row ?? key,
    expected,
    got: actual,
  };
}
