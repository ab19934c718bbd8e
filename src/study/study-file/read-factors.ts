import { parseExpression } from '../factors/expression.ts';
import type { Factor, FactorUnit, LevelSpread } from '../factors/factor.ts';
import { levelNumber, writtenUnit, writtenValue } from '../factors/written-number.ts';
import type { AddProblem } from './add-problem.ts';
import { checkDistribution } from './check-distribution.ts';
import type { StudyFile } from './study-schema.ts';
import { orderTiedFactors } from './tied-factors.ts';

type FactorFile = StudyFile['factors'][string];

/**
 * The factors of a study file, tied ones behind those that they follow. A factor that cannot be used is left out, with
 * a problem.
 *
 * @param raw factors as written, for the units of their numbers
 */
export function readFactors(
  file: StudyFile,
  raw: Readonly<Record<string, unknown>>,
  addProblem: AddProblem,
): Factor[] {
  const free: Factor[] = [];
  const tied: Factor[] = [];
  for (const [name, entry] of Object.entries(file.factors)) {
    const addHere: AddProblem = (path, message, help) =>
      addProblem(['factors', name, ...path], message, help);
    const spread = spreadOf(name, entry, addHere);
    if (spread === undefined) continue;
    const paths = typeof entry.path === 'string' ? [entry.path] : entry.path;
    const named = entry.levels === undefined || Array.isArray(entry.levels) ? {} : entry.levels;
    const unit = spread.kind === 'tied' ? 'number' : unitFor(file, name, raw[name] as FactorFile, addHere);
    (spread.kind === 'tied' ? tied : free).push({
      name,
      unit,
      spread: levelsInUnit(spread, unit),
      paths,
      values: named,
    });
  }
  return [...free, ...orderTiedFactors(free, tied, Object.keys(file.factors), addProblem)];
}

/** How the levels of a factor are laid out; undefined, with a problem, where the file does not say it properly. */
function spreadOf(name: string, entry: FactorFile, addProblem: AddProblem): LevelSpread | undefined {
  const { levels, range, distribution, is } = entry;
  const given = Object.entries({ levels, range, distribution, is }).flatMap(([key, value]) =>
    value === undefined ? [] : [key],
  );
  if (given.length > 1) {
    addProblem([given[1]!], `duplicate values: ${name} has ${given.join(' and ')}`, 'keep one of them');
    return undefined;
  }
  for (const key of ['steps', 'log', 'integer'] as const) {
    if (entry[key] !== undefined && range === undefined) {
      addProblem([key], `invalid ${key}: ${name} has no range`, 'remove the key');
    }
  }
  if (levels !== undefined) {
    return { kind: 'levels', levels: Array.isArray(levels) ? levels : Object.keys(levels) };
  }
  if (range !== undefined) return rangeSpread(entry, range, addProblem);
  if (distribution !== undefined) {
    checkDistribution(distribution, addProblem);
    return { kind: 'distribution', quantity: distribution };
  }
  return is === undefined ? { kind: 'open' } : tiedSpread(is, addProblem);
}

function rangeSpread(
  { log = false, integer = false, steps }: FactorFile,
  [first, last]: readonly [number | string, number | string],
  addProblem: AddProblem,
): LevelSpread | undefined {
  const [low, high] = [writtenValue(first), writtenValue(last)];
  if (!(low < high)) {
    addProblem(
      ['range'],
      `invalid range: ${first} to ${last}`,
      'write the lower value first, the higher one second',
    );
    return undefined;
  }
  if (log && low <= 0)
    addProblem(['log'], 'invalid log: the range must be above 0', 'start it above 0, or remove log');
  if (integer && !(Number.isInteger(low) && Number.isInteger(high))) {
    addProblem(['range'], `invalid range: ${first} to ${last}`, 'write whole numbers, or remove integer');
    return undefined;
  }
  return { kind: 'range', low, high, isLog: log, isInteger: integer, steps: steps ?? null };
}

function tiedSpread(text: string, addProblem: AddProblem): LevelSpread | undefined {
  try {
    const is = parseExpression(text);
    if (is.kind === 'number') return { kind: 'tied', is };
    addProblem(['is'], `invalid is: ${text}`, 'write a number, not a condition');
  } catch (error) {
    addProblem(['is'], error instanceof Error ? error.message : String(error));
  }
  return undefined;
}

/** The unit of a factor's numbers, judged by all of them as written: levels, range, distribution and the design's points. */
function unitFor(file: StudyFile, name: string, raw: FactorFile, addProblem: AddProblem): FactorUnit {
  const { levels, range, distribution } = raw;
  if (levels !== undefined && !Array.isArray(levels)) return 'choice';
  const { design } = file;
  const points = design.kind === 'points' ? design.points.flatMap(point => point[name] ?? []) : [];
  const written = [...(levels ?? []), ...(range ?? []), ...numbersAndTexts(distribution), ...points];
  const units = new Set(written.map(text => (typeof text === 'boolean' ? undefined : writtenUnit(text))));
  if (units.has(undefined) || units.size === 0) return 'choice';
  if (!units.has('days')) return units.has('fraction') ? 'fraction' : 'number';
  if (units.size > 1)
    addProblem([], `invalid units: ${name} has durations and other numbers`, 'write all with a unit');
  return 'days';
}

/** Every number and text in a value of YAML. */
function numbersAndTexts(value: unknown): (number | string)[] {
  if (typeof value === 'object' && value !== null) return Object.values(value).flatMap(numbersAndTexts);
  return typeof value === 'number' || typeof value === 'string' ? [value] : [];
}

/** Levels as numbers, unless they are choices. */
function levelsInUnit(spread: LevelSpread, unit: FactorUnit): LevelSpread {
  if (spread.kind !== 'levels' || unit === 'choice') return spread;
  return { kind: 'levels', levels: spread.levels.map(level => levelNumber(level)) };
}
