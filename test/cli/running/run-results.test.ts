import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Row } from '../../../sim/measures/tables/index.ts';
import { writeRunResults } from '../../../src/cli/running/run-results.ts';
import { readScenario } from '../../../src/input/scenario-file.ts';
import type { Manifest } from '../../../src/results/manifest.ts';
import { executeReplicates, type Simulate } from '../../../src/runs/execute-replicates.ts';
import { folderWith, small } from '../../input/folder.ts';

/** A stand-in for the simulator: a price a day that the seed moves, and one figure. */
const simulate: Simulate = (scenario, seed) => {
  const run = {
    progress: 0,
    slices: rows(),
  };
  function* rows(): Generator<readonly Row[]> {
    for (let day = 0; day < scenario.horizon; day++) {
      run.progress = day / scenario.horizon;
      yield [{ table: 'prices', values: [day, 'eth', 2500 + (Number(seed) % 97)] }];
    }
    yield [{ table: 'summary', values: ['eth.price', 'USD', Number(seed) % 97, 'Price', 'neither', null] }];
  }
  return run;
};

const still = { show() {}, clear() {} };
const facts = { argv: ['run', 's.yaml'], scenario: 'small', hash: '00000000', replicates: 3 };

function input() {
  const reading = readScenario(join(folderWith({ 's.yaml': small }), 's.yaml'));
  if (!reading.ok) throw new Error('the small scenario is invalid');
  return reading.value;
}

async function recordInto(folder: string, replicates = 3) {
  const report = async (directory: string) => writeFileSync(join(directory, 'index.html'), '<p>');
  return writeRunResults({
    ...{ simulate, report, read: input(), facts: { ...facts, replicates } },
    ...{ directory: folder, progress: still },
  });
}

describe('a recorded run', () => {
  it('has the same bytes in every table and in its scenario, wherever it is written', async () => {
    const [one, other] = [folderWith(), folderWith()];
    await recordInto(one);
    await recordInto(other);
    const names = readdirSync(one).sort();
    expect(readdirSync(other).sort()).toEqual(names);
    for (const name of names)
      expect(readFileSync(join(one, name)), name).toEqual(readFileSync(join(other, name)));
  });

  it('holds a manifest over all of it, the page among it', async () => {
    const folder = folderWith();
    await recordInto(folder);
    const manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as Manifest;
    const expected = readdirSync(folder)
      .filter(name => name !== 'manifest.json')
      .sort();
    expect(manifest.files.map(file => file.path)).toEqual(expected);
    expect(expected).toContain('index.html');
    expect(manifest.files.find(file => file.path === 'prices.csv')?.rows).toBe(90);
    expect(manifest).toMatchObject({ seed: 1, replicates: 3, hash: '00000000' });
  });

  it('holds a scenario that gives the same run again', async () => {
    const folder = folderWith();
    await recordInto(folder);
    const again = readScenario(join(folder, 'scenario.yaml'));
    expect(again.ok && again.value.scenario).toEqual(input().scenario);
  });

  it('has as its first replicate the run of the root seed alone', async () => {
    const [three, one] = [folderWith(), folderWith()];
    await recordInto(three, 3);
    await recordInto(one, 1);
    const lines = (folder: string) => readFileSync(join(folder, 'prices.csv'), 'utf8').split('\n');
    expect(lines(three).slice(0, 31)).toEqual(lines(one).slice(0, 31));
  });

  it('summarises over replicates, whose seeds are on record', async () => {
    const folder = folderWith();
    const { summary, series } = await recordInto(folder);
    expect(summary.map(({ measure, statistics }) => [measure, statistics?.n])).toEqual([['eth.price', 3]]);
    expect(series.map(({ subject, column }) => `${subject} ${column}`)).toEqual(['eth price_usd']);
    const seeds = readFileSync(join(folder, 'design.csv'), 'utf8').trimEnd().split('\n');
    expect(seeds.slice(0, 2)).toEqual(['replicate,seed', '0,1']);
    expect(seeds).toHaveLength(4);
  });
});

describe('execution', () => {
  it('gives signals their turn while rows stream, and within a day that has none', async () => {
    function* day(): Generator<undefined> {
      while (!stopped) yield undefined;
    }
    const endless: Simulate = () => ({ progress: 0.5, slices: day() });
    let stopped = false;
    const shown: number[] = [];
    setTimeout(() => {
      stopped = true;
    }, 1);
    await executeReplicates(endless, input().scenario, 2, {
      row() {},
      progress: fraction => shown.push(fraction),
    });
    expect(shown[0]).toBe(0.25);
  });
});
