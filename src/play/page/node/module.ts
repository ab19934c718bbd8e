import tQuantile from '@stdlib/stats-base-dists-t-quantile';

/** Packages that the command line loads when it first needs them, and that a page has with it. */
const packages: Readonly<Record<string, unknown>> = { '@stdlib/stats-base-dists-t-quantile': tQuantile };

/** What the browser has in the place of Node's `createRequire`. */
export function createRequire(): (name: string) => unknown {
  return name => packages[name];
}
