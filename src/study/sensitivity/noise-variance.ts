/**
 * Variance of a point's mean over replicates that is noise: the mean square of the residuals of a two-way analysis of
 * variance without interaction, by point and by seed (all points have the same seeds), over the number of replicates.
 * Null with fewer than two replicates or points.
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
