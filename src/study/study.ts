import type { HeadlineMeasure } from '../../sim/scenario/index.ts';
import type { MapTree } from '../input/tree.ts';
import type { Expression } from './factors/expression.ts';
import type { Factor, Level } from './factors/factor.ts';
import type { StudyFile } from './study-file/study-schema.ts';

/** How many replicates each point is run. */
export interface ReplicateRule {
  readonly least: number;
  /** Equal to `least` when the number is fixed. */
  readonly most: number;
  /** The rule for stopping between the two; null when the number is fixed. */
  readonly until: {
    readonly measure: string;
    /** Half-width of the 95% interval of the mean at which to stop. */
    readonly halfWidth: number;
    /** Whether the half-width is a fraction of the mean, not in the measure's unit. */
    readonly isRelative: boolean;
  } | null;
}

/** An experiment on a scenario: what is varied, at which points, how often, and what is kept. */
export interface Study {
  readonly name: string;
  readonly description: string;
  /** Root seed; the seeds of replicates are the same at every point. */
  readonly seed: number | string;
  /** What is varied; tied factors behind those that they follow. */
  readonly factors: readonly Factor[];
  readonly constraints: readonly Expression[];
  readonly design: StudyFile['design'];
  readonly replicates: ReplicateRule;
  /** Globs of the measures to keep. */
  readonly measures: readonly string[];
  /** Tables of each run to keep, by name. */
  readonly tables: readonly string[];
  readonly objective: StudyFile['objective'];
  /** Measures that answer its question, with their targets; none where the study names none. */
  readonly headline: readonly HeadlineMeasure[];
  /** The study file as read, with the places of its values for messages. */
  readonly tree: MapTree;
  /** The scenario that points change: bases merged, `set` and overrides applied, populations embedded. */
  readonly base: MapTree;
}

/** One setting of all factors. */
export interface DesignPoint {
  /** Row of the design, counted from 0; rows that break a constraint leave gaps. */
  readonly index: number;
  /** Level of each factor, tied ones too. */
  readonly levels: Readonly<Record<string, Level>>;
  /** Value of the scenario at each path that the study changes. */
  readonly settings: Readonly<Record<string, unknown>>;
}
