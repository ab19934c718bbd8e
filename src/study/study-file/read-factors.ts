import { didYouMean } from '../../input/suggest.ts';
import type { KeyPath } from '../../input/tree.ts';
import { type Expression, parseExpression } from '../factors/expression.ts';
import type { Factor, FactorUnit, Level, Spread } from '../factors/factor.ts';
import { type StudyFile, writtenUnit, writtenValue } from './study-schema.ts';

type FactorFile = StudyFile['factors'][string];

/** Tells of a mistake at a path of the study file. */
export type AddProblem = (path: KeyPath, message: string, help?: string) => void;

/**
 * The factors of a study file, tied ones behind those that they follow. What is wrong goes to `refuse`; a factor that
 * cannot be used is left out.
 *
 * @param raw factors as written, for the units of their numbers
 */
export function readFactors(
  file: StudyFile,
  raw: Readonly<Record<string, unknown>>,
  refuse: AddProblem,
): Factor[] {
  const free: Factor[] = [];
  const tied: Factor[] = [];
  for (const [name, entry] of Object.entries(file.factors)) {
    const complain: AddProblem = (path, message, help) => refuse(['factors', name, ...path], message, help);
    const spread = spreadOf(name, entry, complain);
    if (spread === undefined) continue;
    const paths = typeof entry.path === 'string' ? [entry.path] : entry.path;
    const named = entry.levels === undefined || Array.isArray(entry.levels) ? {} : entry.levels;
    const unit = spread.kind === 'tied' ? 'number' : unitFor(file, name, raw[name] as FactorFile, complain);
    (spread.kind === 'tied' ? tied : free).push({
      name,
      unit,
      spread: inUnit(spread, unit),
      paths,
      values: named,
    });
  }
  return [...free, ...ordered(free, tied, Object.keys(file.factors), refuse)];
}

/** Names in a formula that are no factors with numbers, each told of; whether there was one. */
export function refuseUnknown(
  expression: Expression,
  factors: readonly Factor[],
  declared: readonly string[],
  refuse: (message: string, help?: string) => void,
): boolean {
  let found = false;
  for (const { name } of expression.references) {
    const factor = factors.find(candidate => candidate.name === name);
    if (factor !== undefined && factor.unit !== 'choice') continue;
    found = true;
    if (factor !== undefined) {
      const help = 'its levels are names: use a factor whose levels are numbers';
      refuse(`invalid factor: ${name} has no numbers to reckon with`, help);
    } else if (!declared.includes(name)) refuse(`unknown factor: ${name}`, didYouMean(name, declared));
  }
  return found;
}

function spreadOf(name: string, entry: FactorFile, refuse: AddProblem): Spread | undefined {
  const { levels, range, distribution, is } = entry;
  const given = Object.entries({ levels, range, distribution, is }).flatMap(([key, value]) =>
    value === undefined ? [] : [key],
  );
  if (given.length > 1) {
    refuse([given[1]!], `duplicate values: ${name} has ${given.join(' and ')}`, 'keep one of them');
    return undefined;
  }
  for (const key of ['steps', 'log', 'integer'] as const) {
    if (entry[key] !== undefined && range === undefined) {
      refuse([key], `invalid ${key}: ${name} has no range`, 'remove the key');
    }
  }
  if (levels !== undefined) {
    return { kind: 'levels', levels: Array.isArray(levels) ? levels : Object.keys(levels) };
  }
  if (range !== undefined) return rangeOf(entry, range, refuse);
  if (distribution !== undefined) return { kind: 'distribution', quantity: distribution };
  return is === undefined ? { kind: 'open' } : tie(is, refuse);
}

function rangeOf(
  { log = false, integer = false, steps }: FactorFile,
  [first, last]: readonly [number | string, number | string],
  refuse: AddProblem,
): Spread | undefined {
  const [low, high] = [writtenValue(first), writtenValue(last)];
  if (!(low < high)) {
    refuse(
      ['range'],
      `invalid range: ${first} to ${last}`,
      'write the lower value first, the higher one second',
    );
    return undefined;
  }
  if (log && low <= 0)
    refuse(['log'], 'invalid log: the range must be above 0', 'start it above 0, or remove log');
  if (integer && !(Number.isInteger(low) && Number.isInteger(high))) {
    refuse(['range'], `invalid range: ${first} to ${last}`, 'write whole numbers, or remove integer');
    return undefined;
  }
  return { kind: 'range', low, high, isLog: log, isInteger: integer, steps: steps ?? null };
}

function tie(text: string, refuse: AddProblem): Spread | undefined {
  try {
    const is = parseExpression(text);
    if (is.kind === 'number') return { kind: 'tied', is };
    refuse(['is'], `invalid is: ${text}`, 'write a number, not a condition');
  } catch (error) {
    refuse(['is'], error instanceof Error ? error.message : String(error));
  }
  return undefined;
}

/** What the numbers of a factor are, from everything that is written of them. */
function unitFor(file: StudyFile, name: string, raw: FactorFile, refuse: AddProblem): FactorUnit {
  const { levels, range, distribution } = raw;
  if (levels !== undefined && !Array.isArray(levels)) return 'choice';
  const { design } = file;
  const points = design.kind === 'points' ? design.points.flatMap(point => point[name] ?? []) : [];
  const written = [...(levels ?? []), ...(range ?? []), ...words(distribution), ...points];
  const units = new Set(written.map(word => (typeof word === 'boolean' ? undefined : writtenUnit(word))));
  if (units.has(undefined) || units.size === 0) return 'choice';
  if (!units.has('days')) return units.has('fraction') ? 'fraction' : 'number';
  if (units.size > 1)
    refuse([], `invalid units: ${name} has durations and other numbers`, 'write all with a unit');
  return 'days';
}

/** Every number and text in a value of YAML. */
function words(value: unknown): (number | string)[] {
  if (typeof value === 'object' && value !== null) return Object.values(value).flatMap(words);
  return typeof value === 'number' || typeof value === 'string' ? [value] : [];
}

/** Levels as numbers, unless they are choices. */
function inUnit(spread: Spread, unit: FactorUnit): Spread {
  if (spread.kind !== 'levels' || unit === 'choice') return spread;
  return { kind: 'levels', levels: spread.levels.map(level => numberOf(level)) };
}

/** The number that a level stands for. */
export function numberOf(level: Level): number {
  return writtenValue(typeof level === 'boolean' ? Number(level) : level);
}

/** Tied factors in an order in which each follows only those before it, with the units of these. */
function ordered(
  free: readonly Factor[],
  tied: readonly Factor[],
  declared: readonly string[],
  refuse: AddProblem,
): Factor[] {
  const done: Factor[] = [];
  let rest = tied.filter(factor => {
    const { name, spread } = factor;
    if (spread.kind !== 'tied') return false;
    const complain = (message: string, help?: string) => refuse(['factors', name, 'is'], message, help);
    return !refuseUnknown(spread.is, [...free, ...tied], declared, complain);
  });
  while (rest.length > 0) {
    const known = new Map([...free, ...done].map(factor => [factor.name, factor]));
    const ready = rest.filter(
      ({ spread }) => spread.kind === 'tied' && spread.is.references.every(({ name }) => known.has(name)),
    );
    if (ready.length === 0) {
      for (const { name } of rest) {
        const help = 'let it follow factors that do not follow it';
        refuse(['factors', name, 'is'], `invalid is: ${name} follows itself`, help);
      }
      break;
    }
    done.push(...ready.map(factor => ({ ...factor, unit: followed(factor, known) })));
    rest = rest.filter(factor => !ready.includes(factor));
  }
  return done;
}

/** The unit that all whom a tied factor follows have; without one, plain numbers. */
function followed({ spread }: Factor, known: ReadonlyMap<string, Factor>): FactorUnit {
  const leaders = spread.kind === 'tied' ? spread.is.references.map(({ name }) => known.get(name)!.unit) : [];
  return new Set(leaders).size === 1 ? leaders[0]! : 'number';
}
