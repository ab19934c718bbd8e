import type { StudyFacts } from '../../results/manifest.ts';
import type { Runner } from '../../runs/runner.ts';
import type { Plan } from '../../study/plan.ts';

/** A command at work on the runs of a study. */
export interface StudySession {
  /** Results directory, as an absolute path; claimed for this process. */
  readonly directory: string;
  readonly plan: Plan;
  readonly runner: Runner;
  /** The verb and its arguments, for the manifest. */
  readonly argv: readonly string[];
  /** Digest of what determines the results: see {@link studyHash}. */
  readonly hash: string;
  /** Whether the outcome is one JSON document on stdout. */
  readonly json: boolean;
  /** Whether nothing but errors is said. */
  readonly quiet: boolean;
  /** Whether tables are written as Parquet too. */
  readonly parquet: boolean;
  /** Whether charts and a page are made. */
  readonly page: boolean;
}

/** What the manifest says of a session, with how its runs ended. */
export function studyFacts({ plan, argv, hash }: StudySession, runs: StudyFacts['runs']): StudyFacts {
  const { study, points, shard } = plan;
  return {
    ...{ argv, hash, seed: study.seed, study: study.name, points: points.kept },
    shard: shard === null ? null : `${shard.index}/${shard.of}`,
    runs,
  };
}
