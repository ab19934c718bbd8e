/** What chance passes once in 10,000 times, in standard errors: two-sided normal quantile. */
export const unlikely = 3.8906;

/** Mean of values. */
export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Distance of the mean of independent values from what is expected, in standard errors that the values give. */
export function distance(values: readonly number[], expected: number): number {
  const average = mean(values);
  const variance = values.reduce((sum, value) => sum + (value - average) ** 2, 0) / (values.length - 1);
  return Math.abs(average - expected) / Math.sqrt(variance / values.length);
}

/** Distance of a count from its binomial expectation, in standard errors. */
export function countDistance(hits: number, trials: number, probability: number): number {
  return Math.abs(hits - trials * probability) / Math.sqrt(trials * probability * (1 - probability));
}
