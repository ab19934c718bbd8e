import type { Study } from '../study.ts';
import type { SensitivityFinding } from './sensitivity-analysis.ts';

/** Width of an interval to either side, over the figure, that is narrow enough. */
const narrow = 0.1;

/** Share of variance, or of the largest effect, from which a factor is important. */
const important = 0.1;

/** Share of noise in the variance from which indices are mostly about chance. */
const noisy = 0.1;

/** Why findings are not to be relied on, and what to do about it; empty when they are. */
export function advice(
  design: Study['design'],
  findings: readonly SensitivityFinding[],
  noise: number | null,
  replicates: number,
): string[] {
  const said = [...rough(design, findings)];
  const negative = findings.filter(
    ({ kind, interval }) => kind !== 'mu' && interval !== null && interval[1] < 0,
  );
  if (negative.length > 0) {
    const names = negative.map(({ kind, factors }) => `${factors.join(' x ')} (${kind})`).join(', ');
    said.push(
      `below 0 beyond its interval, which no share of variance can be: ${names}; the sample is too small`,
    );
  }
  if (noise !== null && noise > noisy) said.push(tooNoisy(noise, replicates));
  return said;
}

/** More replicates shrink the noise, and with it the variance that it is a share of. */
function tooNoisy(noise: number, replicates: number): string {
  if (noise > 0.99) return 'all of the variance is noise between replicates: no factor shows';
  const needed = Math.ceil((replicates * (noise / (1 - noise))) / (noisy / (1 - noisy)));
  return `${Math.round(noise * 100)}% of the variance is noise between replicates: ${needed} replicates, not ${replicates}, make it 10%`;
}

/** What the sample is too small to say of the factors that matter. */
function rough(design: Study['design'], findings: readonly SensitivityFinding[]): string[] {
  if (design.kind === 'morris') return undecided(design.trajectories, findings);
  const wide = findings
    .filter(({ kind, value }) => kind === 'total' && value >= important)
    .map(finding => ({ name: finding.factors[0]!, relative: halfWidth(finding) / finding.value }))
    .filter(({ relative }) => relative > narrow);
  if (wide.length === 0 || design.kind !== 'saltelli') return [];
  const most = Math.max(...wide.map(({ relative }) => relative));
  const names = wide.map(({ name }) => name).join(', ');
  // An interval as wide as its figure says nothing of how many points would do.
  if (most >= 1) return [`as good as unknown: ${names}; try base: ${8 * design.base}`];
  const base = 2 ** Math.ceil(Math.log2(design.base * (most / narrow) ** 2));
  return [`known to worse than 10%: ${names}; base: ${base} would do`];
}

/** Screening asks whether a factor matters: of which the intervals leave it open. */
function undecided(trajectories: number, findings: readonly SensitivityFinding[]): string[] {
  const main = findings.filter(({ kind }) => kind === 'mu_star');
  const bar = important * Math.max(...main.map(({ value }) => value));
  const open = main.filter(({ interval }) => interval !== null && interval[0] < bar && interval[1] > bar);
  if (open.length === 0) return [];
  const names = open.map(({ factors }) => factors[0]).join(', ');
  return [
    `not known whether above a tenth of the strongest: ${names}; try trajectories: ${2 * trajectories}`,
  ];
}

function halfWidth({ interval }: SensitivityFinding): number {
  return interval === null ? Number.POSITIVE_INFINITY : (interval[1] - interval[0]) / 2;
}
