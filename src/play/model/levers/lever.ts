import {
  type Scenario,
  type SlashingCondition,
  valueAt,
  type WrittenLever,
} from '../../../../sim/scenario/index.ts';
import { clean, type FactorUnit } from '../../../study/factors/factor.ts';
import { writtenUnit, writtenValue } from '../../../study/factors/written-number.ts';
import type { Change } from './change.ts';

/** A number of a scenario that a player may move. */
export interface Lever {
  /** Its paths; the first names it. */
  readonly paths: readonly [string, ...string[]];
  readonly label: string;
  /** How its values are written: a plain number, a percentage or a duration in days. */
  readonly unit: FactorUnit;
  /** Words behind its numbers. */
  readonly words: string;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  /** The value that the scenario has; the mean of what members draw, where they draw it. */
  readonly start: number;
  /** Whether members draw the value in the scenario as written. */
  readonly isDrawn: boolean;
  readonly writes: readonly LeverWrite[];
}

/** How a lever's value gets to a path. */
type LeverWrite =
  /** A number that is the lever's value times a factor, at most 1 where it is not the value itself. */
  | { readonly path: string; readonly times: number }
  /** Shares by name: of one the lever's value, of the others parts of the rest. */
  | { readonly path: string; readonly share: string; readonly parts: Readonly<Record<string, number>> };

/** What a lever is before it is held against a scenario. */
export type LeverTerms = Omit<Lever, 'start' | 'isDrawn' | 'writes'>;

/** A lever that the scenario declares. */
export function declaredLever({ path, label, min, max, step, unit }: WrittenLever): LeverTerms {
  const paths = [path].flat() as [string, ...string[]];
  const [low, high] = [writtenValue(min), writtenValue(max)];
  return {
    paths,
    label: label ?? paths[0],
    unit: writtenUnit(min)!,
    words: unit ?? '',
    min: low,
    max: high,
    step: step === undefined ? clean((high - low) / 100) : writtenValue(step),
  };
}

/** A lever with the value that a scenario has there; undefined where the scenario has no such number. */
export function leverIn(scenario: Scenario, terms: LeverTerms): Lever | undefined {
  const value = valueAt(scenario, terms.paths[0]);
  const start = typeof value === 'number' ? value : typicalValue(value);
  if (start === undefined) return undefined;
  const writes = terms.paths.flatMap(path => writesAt(scenario, path));
  return { ...terms, start, isDrawn: typeof value !== 'number', writes };
}

/** About the mean of a distribution as a scenario writes it; undefined for what is none. */
function typicalValue(quantity: unknown): number | undefined {
  if (typeof quantity !== 'object' || quantity === null) return undefined;
  const { uniform, values, normal, lognormal, pareto } = quantity as Readonly<Record<string, unknown>>;
  const listed = uniform ?? values;
  if (Array.isArray(listed)) return listed.reduce((sum, value) => sum + Number(value), 0) / listed.length;
  const { mean, median, minimum } = (normal ?? lognormal ?? pareto ?? {}) as Readonly<Record<string, number>>;
  return mean ?? median ?? minimum;
}

/** A lever's value as it is written in a scenario: `70%`, `14d` or a plain number. */
export function writtenAs(unit: FactorUnit, value: number): number | string {
  if (unit === 'fraction') return `${clean(value * 100)}%`;
  return unit === 'days' ? `${clean(value)}d` : clean(value);
}

/**
 * What a lever at a path writes. Values that hang together move along: the other shares of a split keep their
 * proportions, and the largest fraction that repeated slashes reach keeps its proportion to the first.
 */
function writesAt(scenario: Scenario, path: string): LeverWrite[] {
  const [, split, share] = /^(.*\.budget\.split)\.([^.]+)$/.exec(path) ?? [];
  if (split !== undefined && share !== undefined) {
    const shares = valueAt(scenario, split) as Readonly<Record<string, number>>;
    const others = Object.entries(shares).filter(([name]) => name !== share);
    const rest = others.reduce((sum, [, part]) => sum + part, 0);
    const parts = others.map(([name, part]) => [name, rest > 0 ? part / rest : 1 / others.length] as const);
    return [{ path: split, share, parts: Object.fromEntries(parts) }];
  }
  const [, condition] = /^(.*\.slashing\.\w+)\.fraction$/.exec(path) ?? [];
  const { fraction = 0, repeat } = ((condition && valueAt(scenario, condition)) || {}) as SlashTerms;
  const own = { path, times: 1 };
  if (repeat === undefined) return [own];
  return [own, { path: `${condition}.repeat.max`, times: fraction > 0 ? repeat.max / fraction : 1 }];
}

type SlashTerms = Partial<SlashingCondition>;

/** What moving a lever to a value changes in the scenario. */
export function leverChanges({ unit, writes }: Lever, value: number): Change[] {
  return writes.map((write): Change => {
    const { path } = write;
    if ('share' in write) return { path, value: sharesFor(write, value) };
    const number = write.times === 1 ? value : Math.min(1, write.times * value);
    return { path, value: writtenAs(unit, number) };
  });
}

/** All shares of a split once one of them has a value; the last other one takes what rounding leaves. */
function sharesFor(
  { share, parts }: Extract<LeverWrite, { share: string }>,
  value: number,
): Record<string, number | string> {
  const shares = new Map([[share, value]]);
  const others = Object.entries(parts);
  let left = clean(1 - value);
  others.forEach(([name, part], index) => {
    const own = index === others.length - 1 ? left : clean((1 - value) * part);
    left = clean(left - own);
    shares.set(name, own);
  });
  return Object.fromEntries([...shares].map(([name, own]) => [name, writtenAs('fraction', own)]));
}
