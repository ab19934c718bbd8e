import { log, logFactorial } from './math.ts';
import type { Stream } from './streams.ts';
import { standardExponential } from './ziggurat.ts';

/**
 * Poisson draw of any mean: a count without a unit. Below a mean of 10 it counts exponential gaps, from 10 on it
 * rejects from a transformed uniform (W. Hörmann, "The transformed rejection method for generating Poisson random
 * variables", Insurance: Mathematics and Economics 12, 1993, algorithm PTRS).
 *
 * @param mean expected count, finite and at least 0
 * @throws Error if the mean is negative or not finite
 */
export function poisson(stream: Stream, mean: number): number {
  if (!(mean >= 0 && mean < Number.POSITIVE_INFINITY)) {
    throw new Error(`invalid Poisson mean: ${mean}; use a finite number of at least 0`);
  }
  return mean < 10 ? counted(stream, mean) : rejected(stream, mean);
}

/** Number of exponential gaps of mean 1 that end before `mean`. */
function counted(stream: Stream, mean: number): number {
  let count = 0;
  for (let sum = standardExponential(stream); sum < mean; sum += standardExponential(stream)) count++;
  return count;
}

/** Algorithm PTRS; the constants and the names of the variables are Hörmann's. */
function rejected(stream: Stream, mean: number): number {
  const b = 0.931 + 2.53 * Math.sqrt(mean);
  const a = -0.059 + 0.02483 * b;
  const inverseAlpha = 1.1239 + 1.1328 / (b - 3.4);
  const squeeze = 0.9277 - 3.6224 / (b - 2);
  for (;;) {
    const u = stream() - 0.5;
    const v = stream();
    const us = 0.5 - Math.abs(u);
    const count = Math.floor(((2 * a) / us + b) * u + mean + 0.43);
    if (us >= 0.07 && v <= squeeze) return count;
    if (!(count >= 0 && count < Number.POSITIVE_INFINITY) || (us < 0.013 && v > us)) continue;
    const bound = log((v * inverseAlpha) / (a / (us * us) + b));
    if (bound <= count * log(mean) - mean - logFactorial(count)) return count;
  }
}
