/** Whether more of a measure is good for the service, its security or whoever the measure is about. */
export type Better = 'higher' | 'lower' | 'neither';

/** What a measure declares of itself, with its value over the run: null where there is none. */
export type Measure = readonly [
  name: string,
  unit: string,
  better: Better,
  meaning: string,
  /** How days, samples, accounts or members become one figure; empty where the meaning says it all. */
  aggregation: string,
  value: number | null,
];
