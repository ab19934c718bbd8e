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
 * Does the runs of a plan, and those that their results ask for, until there are no more. As soon as a run has ended, says
 * which of the patterns of measures fit none.
 *
 * @throws UsageError when none of them fits any: the runs would leave nothing; or when there is no such measure as the
 *   one that replicates are repeated for: no number of them would do
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

const whereMeasureNamesAre = 'see the names in summary.csv of opset run';

/** Names of what the first run that was done measured; undefined before one was. */
function firstMeasures(plan: Plan, runner: Runner): string[] | undefined {
  for (const { job } of plan.runs()) {
    const run = runner.find(job.key);
    if (run !== undefined && 'legend' in run) return run.legend.map(([name]) => name);
  }
  return undefined;
}

function refuseUnknownMeasure(measure: string | undefined, known: readonly string[]): void {
  if (measure === undefined || known.includes(measure)) return;
  throw new UsageError(`unknown measure: ${measure}`, didYouMean(measure, known) ?? whereMeasureNamesAre);
}

/** Runs that a plan wants, and how many of them ended how. */
export function countRuns(plan: Plan, runner: Runner): StudyFacts['runs'] {
  const runs = { planned: 0, done: 0, failed: 0 };
  for (const { job } of plan.runs()) {
    runs.planned++;
    const ended = runner.has(job.key);
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

/** Runs that one study may have: more than a machine does in months. */
const mostRuns = 10_000_000;

/** Throws UsageError when a study has more runs than anyone could wait for, which merely to count takes long. */
export function refuseTooManyRuns({ replicates: { least } }: Study, points: number): void {
  const runs = points * least;
  if (runs <= mostRuns) return;
  const most = mostRuns.toLocaleString('en-US');
  throw new UsageError(
    `invalid study: ${points.toLocaleString('en-US')} points x ${least.toLocaleString('en-US')} replicates are ${runs.toLocaleString('en-US')} runs`,
    `at most ${most}: take fewer steps or replicates, or a latinHypercube or sobol design`,
  );
}
