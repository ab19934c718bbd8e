/** Number of the last sample until a day; that of the first before it. */
export function lastSample(sampleDays: readonly number[], day: number): number {
  let sample = 0;
  while (sample + 1 < sampleDays.length && sampleDays[sample + 1]! <= day) sample++;
  return sample;
}
