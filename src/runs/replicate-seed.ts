import { createHash } from 'node:crypto';

/**
 * Seed of a replicate. The first has the root seed itself, so that a single run is the first replicate; the others
 * are 48-bit digests, so that neighbouring root seeds share no replicate. Any of them given as root makes that
 * replicate again.
 *
 * @param root seed of the scenario or the study
 * @param replicate number of the replicate, from 0
 */
export function replicateSeed(root: number | string, replicate: number): number | string {
  if (replicate === 0) return root;
  const digest = createHash('sha256')
    .update(`${typeof root} ${root} ${replicate}`)
    .digest('hex');
  return Number.parseInt(digest.slice(0, 12), 16);
}
