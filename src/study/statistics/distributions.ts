/** 97.5% quantiles of Student's t for 1 to 30 degrees of freedom, to 12 digits. */
const table: readonly number[] = [
  12.7062047362, 4.30265272975, 3.18244630528, 2.7764451052, 2.57058183564, 2.44691185114, 2.36462425159,
  2.3060041352, 2.2621571628, 2.22813885199, 2.20098516009, 2.17881282967, 2.16036865646, 2.14478668792,
  2.13144954556, 2.11990529922, 2.10981557783, 2.10092204024, 2.09302405441, 2.08596344727, 2.07961384473,
  2.0738730679, 2.06865761042, 2.06389856163, 2.05953855275, 2.05552943864, 2.05183051648, 2.0484071418,
  2.04522964213, 2.0422724563,
];

/** 97.5% quantile of the standard normal distribution. */
const z = 1.959963984540054;

/**
 * 97.5% quantile of Student's t with a whole number of degrees of freedom: the half-width of a 95% interval in
 * standard errors. Tabulated up to 30, beyond that by the expansion in 1/degrees (Abramowitz and Stegun 26.7.5),
 * where the coverage of the interval is right to 5e-9. Throws on less than one degree.
 */
export function tQuantile975(degrees: number): number {
  if (!Number.isInteger(degrees) || degrees < 1) throw new Error(`invalid degrees of freedom: ${degrees}`);
  const tabulated = table[degrees - 1];
  if (tabulated !== undefined) return tabulated;
  const z2 = z * z;
  const g1 = (z * (z2 + 1)) / 4;
  const g2 = (z * ((5 * z2 + 16) * z2 + 3)) / 96;
  const g3 = (z * (((3 * z2 + 19) * z2 + 17) * z2 - 15)) / 384;
  const g4 = (z * ((((79 * z2 + 776) * z2 + 1482) * z2 - 1920) * z2 - 945)) / 92_160;
  return z + (g1 + (g2 + (g3 + g4 / degrees) / degrees) / degrees) / degrees;
}
