/** 97.5% quantile of the standard normal distribution. */
const z = 1.959963984540054;

/**
 * Wilson's 95% interval of a probability after so many successes in so many trials (E. B. Wilson, 1927): it stays
 * between 0 and 1 and says something even of none or all. Everything is possible of no trials.
 */
export function wilson(successes: number, trials: number): [low: number, high: number] {
  if (trials === 0) return [0, 1];
  const rate = successes / trials;
  const spread = z * Math.sqrt(rate * (1 - rate) + (z * z) / (4 * trials)) * Math.sqrt(trials);
  const centre = successes + (z * z) / 2;
  const total = trials + z * z;
  return [
    successes === 0 ? 0 : (centre - spread) / total,
    successes === trials ? 1 : (centre + spread) / total,
  ];
}
