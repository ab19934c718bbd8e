import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { position } from '../../src/input/problem.ts';
import { checkFile } from '../../src/input/scenario-file.ts';
import { folderWith, small } from './folder.ts';
import { problemsOf, scenarioOf } from './reading.ts';

describe('a scenario that extends another', () => {
  const base = { 'bases/small.yaml': small };

  it('merges maps, replaces lists and values, and removes by null', () => {
    const main = `extends: bases/small.yaml
horizon: 60d
avss: { one: { sets: { main: { slashing: { doubleSign: null, downtime: { fraction: 1% } } } } } }
restakers: null
`;
    const { scenario, written } = scenarioOf({ ...base, 'main.yaml': main });
    expect(scenario.horizon).toBe(60);
    expect(scenario.avss.one!.sets.main!.slashing).toMatchObject({ downtime: { fraction: 0.01 } });
    expect(scenario.avss.one!.sets.main!.slashing.doubleSign).toBeUndefined();
    expect(scenario.avss.one!.sets.main!.strategies).toEqual(['eth']);
    expect(scenario.restakers).toEqual({});
    expect(written).not.toHaveProperty('extends');
  });

  it('points to the base for a problem that it inherits, and to itself for its own', () => {
    const files = {
      'bases/small.yaml': small.replace('count: 3', 'coutn: 3'),
      'main.yaml': 'extends: bases/small.yaml\nhorizn: 60d\n',
    };
    expect(problemsOf(files)).toEqual(
      expect.arrayContaining([
        'bases/small.yaml:17:5 unknown key: coutn [did you mean `count`?]',
        'main.yaml:2:1 unknown key: horizn [did you mean `horizon`?]',
      ]),
    );
  });

  it('is refused at the link to a missing base', () => {
    const [problem] = problemsOf({ 'main.yaml': '# x\nextends: none.yaml\n' });
    expect(problem).toMatch(/^main\.yaml:2:10 missing file: none\.yaml/);
  });

  it('is refused at the link that makes a chain of more than 100 files', () => {
    const chain = (length: number) =>
      Object.fromEntries(
        Array.from({ length }, (_, i) => [
          i === 0 ? 'main.yaml' : `e${i}.yaml`,
          i === length - 1 ? small : `extends: e${i + 1}.yaml\n`,
        ]),
      );
    expect(problemsOf(chain(100))).toEqual([]);
    const refused =
      'e99.yaml:1:10 invalid extends: a chain of more than 100 files [put what several of them say in one file]';
    expect(problemsOf(chain(101))).toEqual([refused]);
    expect(problemsOf(chain(3_000))).toEqual([refused]);
  });

  it('is refused at the link that closes a cycle', () => {
    const files = { 'main.yaml': 'extends: b.yaml\n', 'b.yaml': 'name: b\nextends: main.yaml\n' };
    const [problem] = problemsOf(files);
    expect(problem).toMatch(
      /^b\.yaml:2:10 invalid extends: a cycle, .*main\.yaml -> .*b\.yaml -> .*main\.yaml \[remove one of these links\]$/,
    );
  });

  it('is refused when a link is no path', () => {
    for (const link of ['[]', '{ a: b }', '3'])
      expect(problemsOf({ 'main.yaml': `extends: ${link}\n` })).toEqual([
        expect.stringMatching(/^main\.yaml:1:10 invalid extends: it must be the path of a file, or a list/),
      ]);
    expect(problemsOf({ 'main.yaml': 'extends: /a.yaml\n' })).toEqual([
      expect.stringMatching(
        /^main\.yaml:1:10 invalid extends: an absolute path .*\[write it .*: [./]*a\.yaml\]/,
      ),
    ]);
    expect(problemsOf({ ...base, 'main.yaml': 'extends: [bases/small.yaml, 3]\n' })).toEqual([
      expect.stringMatching(/^main\.yaml:1:29 invalid extends/),
    ]);
  });

  it('is refused when it removes what the base does not have', () => {
    const [problem] = problemsOf({ ...base, 'main.yaml': 'extends: bases/small.yaml\nshocks: null\n' });
    expect(problem).toMatch(/^main\.yaml:2:1 unknown key: shocks/);
  });
});

describe('a scenario that extends several files', () => {
  const parts = {
    'parts/whole.yaml': small,
    'parts/calm.yaml': 'assets: { eth: { price: { drift: 1%, volatility: 10% } } }\nhorizon: 60d\n',
    'parts/wild.yaml': 'assets: { eth: { price: { volatility: 90% } } }\n',
  };

  it('merges them in their order, itself last', () => {
    const extending = (links: string) =>
      scenarioOf({ ...parts, 'main.yaml': `extends: ${links}\nseed: 5\n` });
    const { scenario, written } = extending('[parts/whole.yaml, parts/calm.yaml, parts/wild.yaml]');
    const { eth } = scenario.assets;
    expect(eth).toMatchObject({ price: { usd: 2500, drift: 0.01, volatility: 0.9 } });
    expect([scenario.horizon, scenario.seed]).toEqual([60, 5]);
    expect(written).not.toHaveProperty('extends');
    const other = extending('[parts/wild.yaml, parts/calm.yaml, parts/whole.yaml]').scenario;
    expect(other.assets.eth).toMatchObject({ price: { drift: 0.01, volatility: 0.1 } });
    expect(other.horizon).toBe(30);
  });

  it('reads one as a list of one', () => {
    const one = scenarioOf({ ...parts, 'main.yaml': 'extends: parts/whole.yaml\nname: main\n' });
    expect(scenarioOf({ ...parts, 'main.yaml': 'extends: [parts/whole.yaml]\nname: main\n' })).toEqual(one);
  });

  it('finds files from the folder of whoever names them', () => {
    const files = {
      ...parts,
      'parts/population/retail.csv': 'eth\n7\n8\n',
      'parts/population/retail.yaml':
        'extends: ../whole.yaml\nrestakers: { retail: { count: null, csv: { file: retail.csv, columns: { stake.eth: eth } } } }\n',
      'main.yaml': 'extends: [parts/population/retail.yaml, ./parts/wild.yaml]\n',
    };
    expect(scenarioOf(files).scenario.restakers.retail?.rows).toEqual([
      { 'stake.eth': 7 },
      { 'stake.eth': 8 },
    ]);
  });

  it('mixes two variants of one base: what the second leaves alone stays as the first has it', () => {
    const files = {
      ...parts,
      'long.yaml': 'extends: parts/whole.yaml\nhorizon: 90d\n',
      'rich.yaml': 'extends: parts/whole.yaml\nrestakers: { retail: { count: 500 } }\n',
      'main.yaml': 'extends: [long.yaml, rich.yaml, long.yaml]\nname: main\n',
    };
    const { scenario } = scenarioOf(files);
    expect([scenario.horizon, scenario.restakers.retail?.count]).toEqual([90, 500]);
  });

  it('takes away by null what any of them brought', () => {
    const files = {
      ...parts,
      'alone.yaml': 'restakers: null\n',
      'main.yaml': 'extends: [parts/whole.yaml, alone.yaml]\nassets: { eth: { price: { drift: null } } }\n',
    };
    expect(problemsOf(files)).toEqual([
      expect.stringMatching(/^main\.yaml:2:27 unknown key: drift \[null removes/),
    ]);
    expect(
      scenarioOf({ ...files, 'main.yaml': files['main.yaml'].split('\n')[0]! }).scenario.restakers,
    ).toEqual({});
  });

  it('is blamed at every link that is wrong, and at the link that closes a cycle', () => {
    const files = {
      ...parts,
      'round.yaml': 'extends:\n  - parts/calm.yaml\n  - main.yaml\n',
      'main.yaml': 'extends: [none.yaml, parts/whole.yaml, round.yaml, nowhere.yaml]\n',
    };
    expect(problemsOf(files)).toEqual([
      expect.stringMatching(/^main\.yaml:1:11 missing file: none\.yaml/),
      expect.stringMatching(/^main\.yaml:1:52 missing file: nowhere\.yaml/),
      expect.stringMatching(
        /^round\.yaml:3:5 invalid extends: a cycle, .*main\.yaml -> .*round\.yaml -> .*main\.yaml \[remove one of these links\]$/,
      ),
    ]);
  });

  it('reads each file once, however often its parts meet again', () => {
    const files = Object.fromEntries(
      Array.from({ length: 40 }, (_, i) => [
        `p${i}.yaml`,
        i === 0 ? small : `extends: [p${i - 1}.yaml, ./p${i - 1}.yaml]\n`,
      ]),
    );
    expect(scenarioOf(files, [], 'p39.yaml').scenario.name).toBe('small');
  });
});

describe('a part of a scenario', () => {
  const check = (text: string, more: Record<string, string> = {}) => {
    const reading = checkFile(join(folderWith({ 'part.yaml': text, ...more }), 'part.yaml'));
    return reading.ok
      ? reading.value
      : reading.problems.map(({ at, message }) => `${position(at).line} ${message}`);
  };

  it('is a file without a name, and valid whatever it lacks', () => {
    expect(check('assets: { eth: { price: { usd: 2500 } } }\n')).toBe('part');
    expect(check('assets: { eth: { price: { volatility: 74% } } }\n')).toBe('part');
    expect(check('operators: { gpu: { failure: { shape: 0.7 } } }\n')).toBe('part');
    expect(check('extends: other.yaml\nhorizon: 9d\n', { 'other.yaml': 'seed: 3\n' })).toBe('part');
    expect(check('shocks: { outage: null }\n')).toBe('part');
    expect(check(small)).toBe('scenario');
  });

  it('is blamed for keys that no scenario has and for values of the wrong form', () => {
    expect(check('nmae: x\nassets: { eth: { price: { volatility: lots } } }\nhorizon: 3 days\n')).toEqual([
      '1 unknown key: nmae',
      expect.stringMatching(/^2 invalid /),
      expect.stringMatching(/^3 invalid duration/),
    ]);
  });

  it('cannot be run: it says that a file without a name is a part', () => {
    expect(problemsOf({ 'main.yaml': 'horizon: 9d\n' })[0]).toMatch(
      /^main\.yaml:1:1 missing key: name \[.*a file without one is a part, for others to extend\]$/,
    );
  });
});
