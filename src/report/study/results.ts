import type { MeasureTarget } from '../answer/target.ts';
import type { Setting } from '../results.ts';

/** A factor that a study varies by itself. */
export interface StudyFactor {
  readonly name: string;
  readonly unit: string;
  /** Whether its levels are numbers; others are names. */
  readonly isNumeric: boolean;
  /** Whether its range is spread by ratios. */
  readonly isLog: boolean;
}

/** A point of the design with the levels of its factors. By name of the factor; numbers, or names as text. */
export type Levels = Readonly<Record<string, number | string>>;

/** A measure at the points of a study, by point. */
export interface Response {
  readonly name: string;
  readonly unit: string;
  readonly meaning: string;
  /** What it shall keep; empty where nothing says so. */
  readonly target: MeasureTarget;
  readonly at: ReadonlyMap<number, PointMean>;
}

/** The mean of a measure at a point. */
export interface PointMean {
  readonly mean: number;
  /** Ends of its 95% interval; null of one run, and of runs that are all the same. */
  readonly low: number | null;
  readonly high: number | null;
  /** Whether there are several runs and all are the same. */
  readonly isSame: boolean;
}

/** What the page of a study is drawn from. */
export interface StudyResults {
  readonly name: string;
  readonly description: string;
  /** What it asks; empty where it does not say. */
  readonly question: string;
  /** The scenario that points change. */
  readonly setting: Setting;
  readonly factors: readonly StudyFactor[];
  /** By number of the point. */
  readonly points: ReadonlyMap<number, Levels>;
  /** Runs of the design, those that failed among them. */
  readonly runs: number;
  readonly failed: number;
  /** Measures that answer its question, with their targets; the first four that people ask for where nothing names any. */
  readonly answering: readonly Response[];
  /** Measures to draw, of those that differ between points: those that answer, then those that people ask for first. */
  readonly responses: readonly Response[];
}

/** A value of a factor with its unit: fractions in percent, durations in days. */
export function levelOf({ name, unit }: StudyFactor, level: number | string | undefined): string {
  if (typeof level !== 'number') return `${name} ${level ?? ''}`.trimEnd();
  const digits = (value: number) => String(Number(value.toPrecision(4)));
  if (unit === 'fraction') return `${name} ${digits(level * 100)}%`;
  return `${name} ${digits(level)}${unit === 'days' ? ' days' : ''}`;
}
