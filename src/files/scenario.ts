import { join } from 'node:path';
import { parseScenario, type Scenario } from '../../sim/scenario/index.ts';
import { readExtended } from './extends.ts';
import { isRequired, knownKeys, meaningOf } from './known.ts';
import { applyOverrides } from './override.ts';
import { embedPopulations } from './population.ts';
import { type Problem, type Reading, sorted } from './problem.ts';
import { isResults } from './results.ts';
import { didYouMean } from './suggest.ts';
import { descend, locate, locateKey, type MapTree, plainMap } from './tree.ts';

/** A scenario as read from files: ready to run, and as written once all files are joined. */
export interface ReadScenario {
  readonly scenario: Scenario;
  /** The input that stands alone: bases merged, overrides applied, populations embedded. */
  readonly written: Readonly<Record<string, unknown>>;
}

/**
 * Reads a scenario file: its bases, then overrides (`path=value`, later ones win), then populations from CSV files,
 * then the schema and the cross checks. Reports every problem of the stage that failed, in the order of the files.
 *
 * @param path a scenario file, or a results directory: its resolved scenario gives the same runs again
 */
export function readScenario(path: string, overrides: readonly string[] = []): Reading<ReadScenario> {
  const problems: Problem[] = [];
  const base = readExtended(isResults(path) ? join(path, 'scenario.yaml') : path, problems);
  if (base === undefined) return { ok: false, problems: sorted(problems) };
  const tree = embedPopulations(applyOverrides(base, overrides, problems), problems);
  const written = plainMap(tree);
  const parsed = parseScenario(written);
  if (parsed.ok && problems.length === 0) return { ok: true, value: { scenario: parsed.scenario, written } };
  if (!parsed.ok) problems.push(...parsed.problems.map(problem => placed(tree, problem)));
  return { ok: false, problems: sorted(problems) };
}

type SchemaProblem = { path: readonly (string | number)[]; message: string; help?: string };

/** How the schema library opens a complaint without saying what it is about. */
const unnamed = /^(Invalid input|Too small|Too big|Invalid option|Invalid discriminator value)(: |\. |$)/;

/** A problem of the schema at the place where the value was written. */
function placed(tree: MapTree, { path, message, help }: SchemaProblem): Problem {
  const parent = path.slice(0, -1);
  const key = path.at(-1);
  const value = descend(tree, path);
  if (key !== undefined && value === undefined && isRequired(path)) {
    const advice = help ?? meaningOf(path);
    const at = locateKey(tree, parent);
    return { at, message: `missing key: ${path.join('.')}`, ...(advice !== undefined && { help: advice }) };
  }
  const known = typeof key === 'string' ? knownKeys(parent) : [];
  if (typeof key === 'string' && known.length > 0 && !known.includes(key)) {
    const advice = help ?? didYouMean(key, known);
    return { at: locateKey(tree, path), message, ...(advice !== undefined && { help: advice }) };
  }
  const advice = help ?? meaningOf(path);
  const expected = message.replace(unnamed, '').replace(/^Expected/, 'expected');
  const said = expected === '' && value?.kind === 'scalar' ? String(value.value) : expected;
  const text = unnamed.test(message)
    ? `invalid ${key ?? 'scenario'}: ${said || 'no form of it fits'}`
    : message;
  // A name that refers to nothing may be the key itself.
  const isKey = /^unknown .*: (.*)$/.exec(message)?.[1] === key;
  const at = isKey ? locateKey(tree, path) : locate(tree, path);
  return { at, message: text, ...(advice !== undefined && { help: advice }) };
}
