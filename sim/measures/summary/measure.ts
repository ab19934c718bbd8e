/** Whether more of a measure is good for the service, its security or whoever the measure is about. */
export type Better = 'higher' | 'lower' | 'neither';

/** A figure of a run, with what it declares of itself. */
export interface Measure {
  /** Unique in a run: `<avs>.<set or task>.<what>`, or `<cohort or group>.<what>`. */
  readonly name: string;
  readonly unit: string;
  readonly better: Better;
  readonly meaning: string;
  /** How days, samples, accounts or members become one figure; none where the meaning says it all. */
  readonly aggregation?: string;
  /** Null where there is none. */
  readonly value: number | null;
}

/**
 * A measure of each of many alike, such as sets: what it declares, and how its value follows from a source. A
 * record of data: to add a measure is to add one to the list of its kind, and the table `summary`, its dictionary
 * and comparisons follow.
 */
export interface MeasureOf<Source> extends Omit<Measure, 'value'> {
  value(source: Source): number | null;
}

/** The measures of one of many alike; their names are behind its key and a dot. */
export function measuresOf<Source>(
  key: string,
  measures: readonly MeasureOf<Source>[],
  source: Source,
): Measure[] {
  return measures.map(({ name, value, ...declared }) => ({
    name: `${key}.${name}`,
    ...declared,
    value: value(source),
  }));
}
