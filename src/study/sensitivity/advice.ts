import type { Study } from '../study.ts';
import type { SensitivityFinding } from './sensitivity-finding.ts';

/** Half-width of an interval over its value that is narrow enough. */
const NARROW = 0.1;

/** Fraction of variance, or of the largest effect, from which a factor is important. */
const IMPORTANT = 0.1;

/** Fraction of noise in the variance above which indices say too much of chance. */
const NOISY = 0.1;

/**
 * Why findings are not to be relied on, and what to do about it; empty when they are.
 *
 * @param noise fraction of the variance that is noise between replicates; null where it is unknown
 * @param replicates number of replicates at each point
 */
export function advice(
  design: Study['design'],
  findings: readonly SensitivityFinding[],
  noise: number | null,
  replicates: number,
): string[] {
  const warnings = [...smallSample(design), ...imprecise(design, findings), ...lostInNoise(findings)];
  if (design.kind === 'morris' && noise === null && findings.length > 0) {
    warnings.push('one replicate at each point: an effect cannot be told from noise; give --replicates 5');
  }
  const negative = findings.filter(
    ({ kind, interval }) => kind !== 'mu' && interval !== null && interval[1] < 0,
  );
  if (negative.length > 0) {
    const names = negative.map(({ kind, factors }) => `${factors.join(' x ')} (${kind})`).join(', ');
    warnings.push(
      `below 0 beyond its interval, which no share of variance can be: ${names}; the sample is too small`,
    );
  }
  if (noise !== null && noise > NOISY) warnings.push(tooNoisy(noise, replicates));
  return warnings;
}

/**
 * Sizes of samples below which intervals are too narrow: those of the Ishigami and the g-function hold the truth in 89% of
 * studies with 4 trajectories, and in 77% to 97% with a base of 16 or 32.
 */
const leastTrajectories = 6;
const leastBase = 64;

/** That a sample is so small that its intervals are too narrow. */
function smallSample(design: Study['design']): string[] {
  if (design.kind === 'morris' && design.trajectories < leastTrajectories) {
    return [
      `few trajectories: ${design.trajectories}; intervals of fewer than ${leastTrajectories} are too narrow`,
    ];
  }
  if (design.kind === 'saltelli' && design.base < leastBase) {
    return [`small base: ${design.base}; intervals of less than base: ${leastBase} are too narrow`];
  }
  return [];
}

/** Which factors have no more of an effect than noise alone makes. */
function lostInNoise(findings: readonly SensitivityFinding[]): string[] {
  const floors = new Map(
    findings
      .filter(({ kind }) => kind === 'noise_floor')
      .map(({ factors, interval }) => [factors[0], interval]),
  );
  const lost = findings.filter(({ kind, factors, value }) => {
    const floor = floors.get(factors[0]);
    return kind === 'mu_star' && floor != null && floor[1] > 0 && value <= floor[1];
  });
  if (lost.length === 0) return [];
  const names = lost.map(({ factors }) => factors[0]).join(', ');
  return [`no more than noise between replicates makes: ${names}; more replicates lower it`];
}

/** The number of replicates with which noise is a tenth of the variance, which shrinks with it. */
function tooNoisy(noise: number, replicates: number): string {
  if (noise > 0.99) return 'all of the variance is noise between replicates: no factor shows';
  const needed = Math.ceil((replicates * (noise / (1 - noise))) / (NOISY / (1 - NOISY)));
  return `${Math.round(noise * 100)}% of the variance is noise between replicates: ${needed} replicates, not ${replicates}, make it 10%`;
}

/** What the sample is too small to say of the important factors. */
function imprecise(design: Study['design'], findings: readonly SensitivityFinding[]): string[] {
  if (design.kind === 'morris') return undecided(design.trajectories, findings);
  const wide = findings
    .filter(({ kind, value }) => kind === 'total' && value >= IMPORTANT)
    .map(finding => ({ name: finding.factors[0]!, relative: halfWidth(finding) / finding.value }))
    .filter(({ relative }) => relative > NARROW);
  if (wide.length === 0 || design.kind !== 'saltelli') return [];
  const most = Math.max(...wide.map(({ relative }) => relative));
  const names = wide.map(({ name }) => name).join(', ');
  // An interval as wide as its figure says nothing of how many points would do.
  if (most >= 1) return [`as good as unknown: ${names}; try base: ${8 * design.base}`];
  const base = 2 ** Math.ceil(Math.log2(design.base * (most / NARROW) ** 2));
  return [`known to worse than 10%: ${names}; base: ${base} would do`];
}

/** Of which factors the intervals of a Morris design leave open whether they are important. */
function undecided(trajectories: number, findings: readonly SensitivityFinding[]): string[] {
  const main = findings.filter(({ kind }) => kind === 'mu_star');
  const bar = IMPORTANT * Math.max(...main.map(({ value }) => value));
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
