import { streams } from '../../../sim/engine/index.ts';
import type { CompletedRun, FailedRun, RunJob } from '../../runs/job.ts';
import { measureMatcher } from '../../runs/measure-pattern.ts';
import type { Runner } from '../../runs/runner.ts';
import { latinHypercube } from '../designs/latin-hypercube.ts';
import { brokenConstraint, pointAt } from '../designs/points.ts';
import { mostSobolDimensions, sobol } from '../designs/sobol.ts';
import { clean, type Factor, type Level, levelAt } from '../factors/factor.ts';
import { jobsAt } from '../plan.ts';
import type { DesignPoint, Study } from '../study.ts';
import { UnknownName } from '../unknown-name.ts';
import type { Coordinates } from './coordinates.ts';
import { measuresIn, outcomeOf, type SearchGoals } from './goals.ts';
import type {
  CandidateSetting,
  OptimisationProblem,
  SearchResult,
  Trial,
  TrialBatch,
  TrialOutcome,
} from './optimisation-problem.ts';
import { search } from './search-algorithm.ts';

/** A study being optimised: the settings that its search looks at, and the runs behind them. */
export interface StudyOptimisation {
  readonly study: Study;
  readonly goals: SearchGoals;
  /** Factors that follow no other: what a candidate's levels are of. */
  readonly free: readonly Factor[];
  /** The setting of a candidate, tied factors and all. */
  pointOf(candidate: Pick<CandidateSetting, 'number' | 'levels'>): DesignPoint;
  /** Settings of the start, to be checked before the first run. */
  starts(count: number): readonly DesignPoint[];
  jobOf(trial: Trial): RunJob;
}

/** Prepares the search of a study: measures that its goals need are kept. */
export function optimisationOf(asked: Study, goals: SearchGoals): StudyOptimisation {
  const isKept = measureMatcher(asked.measures);
  const measures = [...asked.measures, ...measuresIn(goals).filter(name => !isKept(name))];
  const study = { ...asked, measures };
  const free = study.factors.filter(({ spread }) => spread.kind !== 'tied');
  const pointOf: StudyOptimisation['pointOf'] = ({ number, levels }) => pointAt(study, number, levels);
  const jobs = new Map<number, (replicate: number) => RunJob>();
  return {
    study,
    goals,
    free,
    pointOf,
    starts: count =>
      spaceFilling(study, free.length, count).flatMap((coordinates, number) => {
        const levels = levelsAt(study, free, coordinates);
        return levels === null ? [] : [pointOf({ number, levels })];
      }),
    jobOf: ({ candidate, replicate }) => {
      const jobAt = jobs.get(candidate.number) ?? jobsAt(study, pointOf(candidate));
      jobs.set(candidate.number, jobAt);
      return jobAt(replicate);
    },
  };
}

/** Hears of each batch of runs before it is done, and of how many of it have ended. */
export type BatchReceiver = (batch: TrialBatch, runsBefore: number, ended: number) => void;

/**
 * Searches a study's factors for what its goals ask. Runs that the store of the runner has are not done again, and the
 * same study asks for the same runs, so that an interrupted search goes on where it was.
 *
 * @throws {UnknownName} when a measure that the goals name is in no run
 */
export async function optimiseStudy(
  optimisation: StudyOptimisation,
  runner: Runner,
  onBatch: BatchReceiver,
): Promise<SearchResult> {
  const { study, goals, free, jobOf } = optimisation;
  const { limits, budget } = goals;
  const problem: OptimisationProblem = {
    levelsAt: coordinates => levelsAt(study, free, coordinates),
    objectives: goals.goals.length,
    requirements: limits.map(({ probability }) => ({ probability })),
  };
  const random = streams(study.seed).stream('optimise');
  const start = (count: number) => spaceFilling(study, free.length, count);
  const steps = search(problem, { budget, start, random });
  let runs = 0;
  let outcomes: TrialOutcome[] = [];
  for (;;) {
    const step = steps.next(outcomes);
    if (step.done) return step.value;
    const { trials } = step.value;
    const jobs = trials.map(jobOf);
    onBatch(step.value, runs, 0);
    await runner.run(jobs, ({ found, done, failed }) => onBatch(step.value, runs, found + done + failed));
    const ended = jobs.map(({ key }) => runner.find(key)!);
    if (runs === 0) checkMeasures(goals, ended);
    runs += trials.length;
    outcomes = ended.map(run => ('error' in run ? missingOutcome(goals) : outcomeOf(goals, run)));
  }
}

/** The outcome of a run that failed: no values. */
function missingOutcome({ goals, limits }: SearchGoals): TrialOutcome {
  return { objectives: goals.map(() => Number.NaN), margins: limits.map(() => Number.NaN) };
}

/** Throws where all of the first runs failed, or a measure that the goals name is in none of them. */
function checkMeasures(goals: SearchGoals, ended: readonly (CompletedRun | FailedRun)[]): void {
  const failed = ended.filter(run => 'error' in run);
  if (failed.length === ended.length) {
    throw new Error(`failed runs: none of the first ${ended.length} could be done: ${failed[0]?.error}`);
  }
  const known = new Set(ended.flatMap(run => ('error' in run ? [] : run.measures.map(({ name }) => name))));
  for (const name of measuresIn(goals)) {
    if (known.has(name)) continue;
    throw new UnknownName('measure', name, [...known]);
  }
}

/** Points that fill the unit cube: a scrambled Sobol sequence, or a Latin hypercube in more dimensions than that has. */
function spaceFilling({ seed }: Study, dimensions: number, count: number): Coordinates[] {
  const root = streams(seed);
  const cube =
    dimensions <= mostSobolDimensions
      ? sobol(dimensions, count, root.stream('optimise start'))
      : latinHypercube(dimensions, count, root);
  return Array.from({ length: count }, (_, index) => cube.row(index));
}

/** Levels of the free factors at coordinates; null where they break a constraint of the study. */
function levelsAt(study: Study, free: readonly Factor[], coordinates: Coordinates): Level[] | null {
  const levels = free.map((factor, i) => rounded(factor, levelAt(factor, coordinates[i]!)));
  return brokenConstraint(study, pointAt(study, 0, levels)) === undefined ? levels : null;
}

/** A level with no more digits than a thousandth of its range: a setting that people can read. */
function rounded({ spread: range }: Factor, level: Level): Level {
  if (range.kind !== 'range' || range.isInteger || range.isLog || typeof level !== 'number') return level;
  const step = 10 ** Math.floor(Math.log10((range.high - range.low) / 1_000));
  return clean(Math.min(range.high, Math.max(range.low, Math.round(level / step) * step)));
}
