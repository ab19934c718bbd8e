import { join } from 'node:path';
import { knownMeasures } from '../../sim/measures/summary/known-measures.ts';
import {
  formProblems,
  parseScenario,
  type Scenario,
  type ScenarioProblem,
  warningsOf,
} from '../../sim/scenario/index.ts';
import { isResults } from '../results/manifest.ts';
import { readExtended } from './extends.ts';
import { locateProblems } from './locate-problems.ts';
import { applyOverrides, type Override } from './override.ts';
import { embedPopulations } from './population-csv.ts';
import { type InputProblem, type Origin, type Reading, sortProblems } from './problem.ts';
import { type SchemaLookup, scenarioSchemaLookup } from './schema-lookup.ts';
import { descend, type MapTree, plainMap } from './tree.ts';

/** A scenario that was read from files. */
export interface ReadScenario {
  /** Checked, with defaults filled in: ready to run. */
  readonly scenario: Scenario;
  /** As written, and standing alone: bases merged, overrides applied, populations embedded. */
  readonly written: Readonly<Record<string, unknown>>;
}

/**
 * Reads a scenario: first the file and what it extends, then overrides (later ones win), then populations from CSV
 * files; then checks it by the schema and by the rules between keys.
 *
 * @param path a scenario file, or a results directory: its resolved scenario gives the same runs again
 * @returns the scenario, or every problem of the stage that failed, in the order of the files
 */
export function readScenario(path: string, overrides: readonly Override[] = []): Reading<ReadScenario> {
  const problems: InputProblem[] = [];
  const tree = readWhole(path, overrides, problems);
  return tree === undefined
    ? { ok: false, problems: sortProblems(problems) }
    : resolveScenario(tree, problems);
}

/**
 * Checks a scenario file like {@link readScenario}, or a part of one: a file without a name, which others extend. A part
 * may leave out whatever it likes, or remove it by null; what it has must have the right form.
 *
 * @returns which of the two the file is, or its problems
 */
export function checkFile(path: string, overrides: readonly string[] = []): Reading<'scenario' | 'part'> {
  const problems: InputProblem[] = [];
  const tree = readWhole(path, overrides, problems);
  if (tree === undefined) return { ok: false, problems: sortProblems(problems) };
  if (!tree.entries.has('name')) return checkPart(tree, problems);
  const reading = resolveScenario(tree, problems);
  return reading.ok ? { ...reading, value: 'scenario' } : reading;
}

/** The tree of a scenario with its bases, overrides and populations; undefined when a file cannot be read. */
function readWhole(
  path: string,
  overrides: readonly Override[],
  problems: InputProblem[],
): MapTree | undefined {
  const base = readTree(path, problems);
  return base && embedPopulations(applyOverrides(base, overrides, problems), problems);
}

/** Checks the form of what a part has, but not that anything is there. */
function checkPart(tree: MapTree, before: readonly InputProblem[]): Reading<'part'> {
  const known = scenarioSchemaLookup();
  const found = formProblems(plainMap(tree)).filter(({ path }) => {
    const value = descend(tree, path);
    return value === undefined ? !known.isRequired(path) : value.kind !== 'scalar' || value.value !== null;
  });
  const asksForNothing: SchemaLookup = {
    ...known,
    maps: path => known.maps(path).map(form => ({ ...form, required: [] })),
  };
  const problems = [...before, ...locateProblems('scenario', asksForNothing, tree, found)];
  return problems.length > 0 ? { ok: false, problems: sortProblems(problems) } : { ok: true, value: 'part' };
}

/** The tree of a scenario file with its bases, or of the resolved scenario of a results directory. */
export function readTree(path: string, problems: InputProblem[], blame?: Origin): MapTree | undefined {
  return readExtended(isResults(path) ? join(path, 'scenario.yaml') : path, problems, blame);
}

/**
 * Checks a tree, populations embedded, by the schema and by the rules between keys.
 *
 * @param before problems that were found earlier, which come first
 */
export function resolveScenario(tree: MapTree, before: readonly InputProblem[] = []): Reading<ReadScenario> {
  const written = plainMap(tree);
  const parsed = parseScenario(written);
  const located = (found: readonly ScenarioProblem[]) =>
    locateProblems('scenario', scenarioSchemaLookup(), tree, found);
  const found = parsed.ok ? headlineProblems(parsed.scenario) : parsed.problems;
  if (parsed.ok && before.length + found.length === 0) {
    const { scenario } = parsed;
    return { ok: true, value: { scenario, written }, warnings: located(warningsOf(scenario)) };
  }
  const problems = [...before, ...located(found)];
  return { ok: false, problems: sortProblems(problems) };
}

/** Problems of the headline: measures that no run of the scenario has. The scenario itself does not know them. */
function headlineProblems(scenario: Scenario): ScenarioProblem[] {
  if (scenario.headline === undefined) return [];
  const known = knownMeasures(scenario);
  return scenario.headline.flatMap(({ measure }, index) =>
    known.includes(measure)
      ? []
      : [
          {
            path: ['headline', index, 'measure'],
            message: `unknown measure: ${measure}`,
            help: 'summary.csv of a run lists all measures',
            known,
          },
        ],
  );
}
