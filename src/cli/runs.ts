import type { StudyFacts } from '../files/manifest.ts';
import type { Lab } from '../study/lab.ts';
import type { Plan } from '../study/plan.ts';
import type { Study } from '../study/study.ts';
import { wholeNumber } from './options.ts';
import { type Progress, startProgress } from './progress.ts';

/** Does the runs of a plan, and those that their results ask for, until there are no more. */
export async function performAll(plan: Plan, lab: Lab, quiet: boolean): Promise<void> {
  const jobs = function* () {
    for (const { job } of plan.runs()) yield job;
  };
  for (;;) {
    const { planned, done } = countRuns(plan, lab);
    const total = planned - done;
    if (total === 0) return;
    const progress: Progress = startProgress(total, 'runs', quiet);
    try {
      const tally = await lab.perform(jobs(), now => {
        const ended = now.done + now.failed;
        const failed = now.failed > 0 ? `, ${now.failed} failed` : '';
        progress.show(ended / total, `run ${done + ended} of ${planned}${failed}`);
      });
      if (tally.done + tally.failed === 0) return;
    } finally {
      progress.clear();
    }
  }
}

/** Runs that a plan wants, and how many of them ended how. */
export function countRuns(plan: Plan, lab: Lab): StudyFacts['runs'] {
  const runs = { planned: 0, done: 0, failed: 0 };
  for (const { job } of plan.runs()) {
    runs.planned++;
    const ended = lab.has(job.key);
    if (ended !== undefined) runs[ended]++;
  }
  return runs;
}

/** A study with another number of replicates. */
export function withReplicates(study: Study, asked: string | undefined): Study {
  if (asked === undefined) return study;
  const number = wholeNumber('replicates', asked, 1, 100_000);
  return { ...study, replicates: { least: number, most: number, until: null } };
}

/** A word of a command, in quotes where a shell needs them. */
export function quoted(word: string): string {
  return /^[\w./:=@%+,-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
