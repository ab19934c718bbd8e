import { didYouMean } from '../../input/suggest.ts';
import type { StudyFacts } from '../../results/manifest.ts';
import { measureMatcher } from '../../runs/measure-pattern.ts';
import type { Runner } from '../../runs/runner.ts';
import type { Plan } from '../../study/plan.ts';
import type { Study } from '../../study/study.ts';
import { UsageError } from '../exit.ts';
import { wholeNumber } from '../options.ts';
import { type Progress, startProgress } from '../progress.ts';
import { say } from '../terminal.ts';

/**
 * Does the runs of a plan, and those that their results make necessary, until there are no more; with a progress line. As
 * soon as one run is done, prints which of the study's patterns of measures fit none.
 *
 * @throws UsageError when none of the patterns fits any measure, for the runs would leave nothing; or when replicates are
 *   repeated for a measure that does not exist, for no number of them would be enough
 */
export async function performRuns(plan: Plan, runner: Runner, quiet: boolean): Promise<void> {
  let checked = false;
  const check = (): void => {
    if (checked) return;
    checked = true;
    const names = firstMeasures(plan, runner);
    const { until } = plan.study.replicates;
    if (names === undefined) return;
    const idle = plan.study.measures.filter(pattern => !names.some(measureMatcher([pattern])));
    const message = `unknown measures: nothing is called ${idle.join(' or ')}`;
    if (idle.length === plan.study.measures.length) throw new UsageError(message, whereMeasureNamesAre);
    if (idle.length > 0) say(message);
    refuseUnknownMeasure(until?.measure, names);
  };
  const jobs = function* () {
    for (const { job } of plan.runs()) yield job;
  };
  for (;;) {
    const { planned, done } = countRuns(plan, runner);
    const total = planned - done;
    if (total === 0) return;
    const progress: Progress = startProgress(total, 'runs', quiet);
    try {
      const tally = await runner.run(jobs(), now => {
        const ended = now.done + now.failed;
        const failed = now.failed > 0 ? `, ${now.failed} failed` : '';
        progress.show(ended / total, `run ${done + ended} of ${planned}${failed}`);
        if (now.done > 0) check();
      });
      if (tally.done + tally.failed === 0) return;
    } finally {
      progress.clear();
    }
  }
}

/** Help where no name is near. */
const whereMeasureNamesAre = 'see the names in summary.csv of opset run';

/** Names of the measures of the first run that is done; undefined before one is. */
function firstMeasures(plan: Plan, runner: Runner): string[] | undefined {
  for (const { job } of plan.runs()) {
    const run = runner.find(job.key);
    if (run !== undefined && 'measures' in run) return run.measures.map(({ name }) => name);
  }
  return undefined;
}

/** Throws UsageError when there is no measure of a name. */
function refuseUnknownMeasure(measure: string | undefined, known: readonly string[]): void {
  if (measure === undefined || known.includes(measure)) return;
  throw new UsageError(`unknown measure: ${measure}`, didYouMean(measure, known) ?? whereMeasureNamesAre);
}

/** Counts the runs of a plan, those that are done, and those that failed. */
export function countRuns(plan: Plan, runner: Runner): StudyFacts['runs'] {
  const runs = { planned: 0, done: 0, failed: 0 };
  for (const { job } of plan.runs()) {
    runs.planned++;
    const ended = runner.stateOf(job.key);
    if (ended !== undefined) runs[ended]++;
  }
  return runs;
}

/** A study with the number of replicates of `--replicates`, if that is given; throws UsageError when it is no number. */
export function withReplicates(study: Study, asked: string | undefined): Study {
  if (asked === undefined) return study;
  const number = wholeNumber('replicates', asked, 1, 100_000);
  return { ...study, replicates: { least: number, most: number, until: null } };
}
