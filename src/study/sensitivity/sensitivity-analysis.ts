import { type Stream, streams } from '../../../sim/engine/index.ts';
import { freeFactors } from '../factors/factor.ts';
import { areSame } from '../statistics/agreement.ts';
import type { Interval } from '../statistics/intervals.ts';
import type { Study } from '../study.ts';
import { advice } from './advice.ts';
import { levelPositions } from './level-positions.ts';
import type { MeasureOutputs } from './measure-outputs.ts';
import { type MorrisEffect, morrisEffects } from './morris-effects.ts';
import { noiseVariance } from './noise-variance.ts';
import type { FindingKind, SensitivityAnalysis, SensitivityFinding } from './sensitivity-finding.ts';
import { type SobolIndex, sobolIndices } from './sobol-indices.ts';

/**
 * How a measure depends on the factors of a study with a Saltelli or Morris design, by its means over replicates.
 * Null where some point has no value of it. Throws on another design.
 */
export function analyseSensitivity(
  study: Study,
  { measure, unit, meaning, values }: MeasureOutputs,
): SensitivityAnalysis | null {
  if (values.some(list => list.length === 0)) return null;
  const means = values.map(list => list.reduce((sum, value) => sum + value, 0) / list.length);
  const replicates = Math.min(...values.map(list => list.length));
  const noise = noiseVariance(values.map(list => list.slice(0, replicates)));
  const found = findingsOf(study, means, measure, noise);
  const shown = { measure, unit, meaning };
  if (found === null) return { ...shown, variance: 0, noise: null, findings: [], warnings: [] };
  const { variance } = found;
  const share = noise === null ? null : Math.min(1, noise / variance);
  const warnings = advice(study.design, found.findings, share, replicates);
  return { ...shown, variance, noise: share, findings: found.findings, warnings };
}

/** What a design says of a measure: its variance over points, and what each factor does. */
interface DesignFindings {
  readonly variance: number;
  readonly findings: readonly SensitivityFinding[];
}

/** Findings by the method of the study's design; null where the measure is the same at all points. */
function findingsOf(
  study: Study,
  means: readonly number[],
  measure: string,
  noise: number | null,
): DesignFindings | null {
  const { design, seed } = study;
  const names = freeFactors(study.factors).map(({ name }) => name);
  if (design.kind === 'morris') return morrisFindings(study, means, names, noise);
  const stream = streams(seed).stream('bootstrap', measure);
  if (design.kind === 'saltelli') return sobolFindings(means, names, design.secondOrder, stream);
  throw new Error(`invalid design: ${design.kind} says nothing of sensitivity`);
}

function morrisFindings(
  study: Study,
  means: readonly number[],
  names: readonly string[],
  noise: number | null,
): DesignFindings | null {
  if (areSame(means)) return null;
  const variance = varianceOf(means);
  const effects = morrisEffects(means, levelPositions(study), noise);
  const ofKind = (kind: FindingKind, pick: (effect: MorrisEffect) => [number, Interval | null]) =>
    effects.map((effect, index): SensitivityFinding => {
      const [value, interval] = pick(effect);
      return { kind, factors: [names[index]!], value, interval };
    });
  return {
    variance,
    findings: [
      ...ofKind('mu_star', ({ muStar, interval }) => [muStar, interval]),
      ...ofKind('mu', ({ mu }) => [mu, null]),
      ...ofKind('sigma', ({ sigma }) => [sigma, null]),
      ...(noise === null
        ? []
        : ofKind('noise_floor', ({ noiseFloor }) => [noiseFloor!.mean, [0, noiseFloor!.high]])),
    ],
  };
}

function sobolFindings(
  means: readonly number[],
  names: readonly string[],
  secondOrder: boolean,
  stream: Stream,
): DesignFindings | null {
  if (areSame(means)) return null;
  const indices = sobolIndices(means, names.length, secondOrder, stream);
  if (indices === null) return null;
  const single = names.map(name => [name]);
  const pairs = names.flatMap((name, i) => names.slice(i + 1).map(other => [name, other]));
  const ofKind = (
    kind: FindingKind,
    list: readonly SobolIndex[],
    factors: readonly (readonly string[])[],
  ): SensitivityFinding[] =>
    list.map(({ value, interval }, index) => ({ kind, factors: factors[index]!, value, interval }));
  return {
    variance: indices.variance,
    findings: [
      ...ofKind('total', indices.total, single),
      ...ofKind('first', indices.first, single),
      ...ofKind('second', indices.second, pairs),
    ],
  };
}

/** Variance of values over all of a population, with divisor n. */
function varianceOf(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
}
