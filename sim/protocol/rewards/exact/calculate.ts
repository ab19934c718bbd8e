import { type DailySnapshot, type DailySnapshots, snapshotOn } from './daily-snapshots.ts';
import { payDirected, registeredDays } from './pay-directed.ts';
import { paySet } from './pay-set.ts';
import { payStakers } from './pay-stakers.ts';
import { type ExactAmount, type ExactSubmission, paidDays } from './submissions.ts';

/** What a submission paid on one day. */
export interface PaidDay {
  readonly submission: ExactSubmission;
  readonly day: number;
  readonly amounts: readonly ExactAmount[];
}

/**
 * One run of the rewards calculation, exact to the last wei as PostgreSQL computes it (Layr-Labs/sidecar,
 * after the Sabine fork of 2026-03-12; its rounding of quotients included).
 * @param snapshots Daily snapshots, of this run or of a later one.
 * @param cutoff Day of the run's cutoff.
 * @param paidUntil Last day that earlier runs paid, by submission hash.
 */
export function calculateRewards(
  snapshots: DailySnapshots,
  submissions: readonly ExactSubmission[],
  cutoff: number,
  paidUntil: ReadonlyMap<string, number>,
): PaidDay[] {
  const taken = new Map<number, DailySnapshot>();
  const on = (day: number): DailySnapshot => {
    const snapshot = taken.get(day) ?? snapshotOn(snapshots, day, cutoff);
    taken.set(day, snapshot);
    return snapshot;
  };
  return submissions.flatMap(submission => {
    const days = paidDays(submission, cutoff, paidUntil.get(submission.hash));
    const pay = payer(submission, days.map(on));
    return days.map(day => ({ submission, day, amounts: pay(on(day)) }));
  });
}

function payer(
  submission: ExactSubmission,
  snapshots: readonly DailySnapshot[],
): (snapshot: DailySnapshot) => ExactAmount[] {
  switch (submission.kind) {
    case 'v1':
    case 'pi':
      return snapshot => payStakers(submission, snapshot);
    case 'unique':
    case 'total':
      return snapshot => paySet(submission, snapshot);
    case 'od':
    case 'odset': {
      const days = registeredDays(submission, snapshots);
      return snapshot => payDirected(submission, snapshot, days);
    }
  }
}
