/**
 * Variance of a point's mean over replicates that is noise: what is left of the values at the same points and seeds
 * once the effects of points and of seeds, which all points share, are taken away, over the number of replicates.
 * Null with less than two replicates or points.
 *
 * @param values by point, then by replicate
 */
export function noiseVariance(values: readonly (readonly number[])[]): number | null {
  const points = values.length;
  const replicates = values[0]?.length ?? 0;
  if (points < 2 || replicates < 2) return null;
  const mean = (list: readonly number[]) => list.reduce((sum, value) => sum + value, 0) / list.length;
  const byPoint = values.map(mean);
  const bySeed = Array.from({ length: replicates }, (_, seed) => mean(values.map(list => list[seed]!)));
  const centre = mean(byPoint);
  let squares = 0;
  values.forEach((list, point) => {
    list.forEach((value, seed) => {
      squares += (value - byPoint[point]! - bySeed[seed]! + centre) ** 2;
    });
  });
  return squares / ((points - 1) * (replicates - 1)) / replicates;
}
