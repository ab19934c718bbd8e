import { stringify } from 'yaml';
import type { Scenario } from '../../../sim/scenario/index.ts';
import { simulate } from '../../../sim/simulate.ts';
import { applyOverrides } from '../../input/override.ts';
import {
  type InputProblem,
  locationText,
  type Reading,
  type Source,
  sortProblems,
} from '../../input/problem.ts';
import { type ReadScenario, readScenario, resolveScenario } from '../../input/scenario-file.ts';
import { type MapTree, treeOf } from '../../input/tree.ts';
import { replicateSeed } from '../../runs/replicate-seed.ts';
import { createRunDigest } from '../../runs/run-digest.ts';
import { type Change, changesBetween, nestedChanges, overrideText } from '../model/levers/change.ts';
import type { PlayedScenario, RunOrder, ToldProblem } from '../model/messages.ts';
import { type PlayModel, type PlaySetup, playModelOf, playSetupOf } from '../model/play-model.ts';
import { createPlayedRun, type PlayedRun } from '../model/runs/played-run.ts';
import { putFile } from './node/fs.ts';

/** What a player may ask of the scenario that is played. */
export interface Player {
  readonly setup: PlaySetup;
  /** A run of the scenario with changes. Throws {@link Refused} where they make no scenario. */
  run(order: RunOrder): PlayedRun;
  /**
   * The digest of the first run of the scenario with changes, as `opset run` prints it, in steps. A step is a day:
   * between steps a worker may do something else. The first one throws {@link Refused} where the changes make no
   * scenario.
   */
  digest(changes: readonly Change[]): Generator<void, string>;
  /**
   * A file that extends the scenario and makes the changes. As YAML. Throws {@link Refused} where the changes make no
   * scenario.
   */
  variant(changes: readonly Change[]): string;
  /**
   * The changes of the scenario that a file makes, read as the command line would. Throws {@link Refused} with the
   * problems of the file.
   */
  read(text: string): Change[];
}

/** What a player wrote is no scenario. */
export class Refused extends Error {
  readonly problems: readonly ToldProblem[];

  constructor(problems: readonly InputProblem[]) {
    super('invalid scenario');
    this.problems = problems.map(({ at, message, help }) => ({
      where: locationText(at),
      message,
      start: at.start,
      end: at.end,
      ...(help !== undefined && { help }),
    }));
  }
}

/** Name of the file that a player writes. */
const WRITTEN_FILE = 'changed.yaml';

/**
 * Opens a scenario to play. Throws {@link Refused} where it is none. Changes are applied as those of `--set`, by the
 * command line's own code, so that a setting here is the same scenario there, and has the same errors.
 */
export function openPlayer({ file, written }: PlayedScenario): Player {
  const source = { kind: 'file', name: `/${file}`, text: '' } as const satisfies Source;
  const base = treeOf(written, { source, start: 0, end: 0 }) as MapTree;
  const read = (changes: readonly Change[]): ReadScenario => {
    const problems: InputProblem[] = [];
    const tree = applyOverrides(base, changes.map(overrideText), problems);
    return valueOrRefused(resolveScenario(tree, problems));
  };
  const { scenario } = read([]);
  const model: PlayModel = playModelOf(scenario);
  const setup = playSetupOf(scenario, model);
  // The replicates of a setting come one after the other: they share the scenario, which takes longer to read than to
  // keep.
  let last: { readonly key: string; readonly scenario: Scenario } | undefined;
  const scenarioWith = (changes: readonly Change[]): Scenario => {
    const key = JSON.stringify(changes);
    if (last?.key !== key) last = { key, scenario: asLongAs(scenario, read(changes).scenario, source) };
    return last.scenario;
  };
  return {
    setup,
    run: ({ changes, replicate, details }) => {
      const changed = scenarioWith(changes);
      return createPlayedRun(model, changed, replicateSeed(changed.seed, replicate), details);
    },
    *digest(changes) {
      const digest = createRunDigest();
      for (const rows of simulate(scenarioWith(changes)).parts) {
        for (const row of rows) digest.add(row);
        yield;
      }
      return digest.hex();
    },
    variant: changes => variantOf({ file, written }, read(changes).written),
    read: text => {
      putFile(`/${file}`, stringify(written));
      putFile(`/${WRITTEN_FILE}`, text);
      const own = valueOrRefused(readScenario(WRITTEN_FILE));
      asLongAs(scenario, own.scenario, { kind: 'file', name: `/${WRITTEN_FILE}`, text });
      // The page lists what is done to the world: in numbers, however the file writes them.
      const { interventions } = own.scenario;
      return changesBetween(written, own.written).map(change =>
        change.path === 'interventions' && change.value !== null
          ? { ...change, value: interventions }
          : change,
      );
    },
  };
}

/** A scenario that takes as many days as the one that is played: runs are held against each other day by day. */
function asLongAs(played: Scenario, changed: Scenario, source: Source): Scenario {
  if (changed.horizon === played.horizon) return changed;
  const at = source.text.indexOf('horizon');
  throw new Refused([
    {
      at: { source, start: Math.max(0, at), end: at < 0 ? 0 : at + 'horizon'.length },
      message: `invalid horizon: ${changed.horizon} days, while the scenario that is played takes ${played.horizon}`,
      help: 'play a file with another horizon by itself: opset play FILE',
    },
  ]);
}

function valueOrRefused<T>(reading: Reading<T>): T {
  if (reading.ok) return reading.value;
  throw new Refused(sortProblems(reading.problems));
}

/** A file that extends a scenario, with what another has in its place. */
function variantOf({ file, written }: PlayedScenario, changed: Readonly<Record<string, unknown>>): string {
  const changes = changesBetween(written, changed);
  const head = { extends: file, ...(changes.length > 0 && { name: `${written.name}-changed` }) };
  return stringify({ ...head, ...nestedChanges(changes) }, { lineWidth: 100 });
}
