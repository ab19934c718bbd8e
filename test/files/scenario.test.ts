import { join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { position } from '../../src/files/problem.ts';
import { checkFile, readScenario } from '../../src/files/scenario.ts';
import { folderWith, small } from './folder.ts';

/** Problems of a scenario as `file:line:col message [help]`, files by their names only. */
function problemsOf(files: Record<string, string>, overrides: string[] = [], main = 'main.yaml'): string[] {
  const folder = folderWith(files);
  const reading = readScenario(join(folder, main), overrides);
  if (reading.ok) return [];
  return reading.problems.map(({ at, message, help }) => {
    const { line, col } = position(at);
    const { kind, name } = at.source;
    const place = kind === 'option' ? name : `${name.slice(folder.length + 1)}:${line}:${col}`;
    // A message shows a path as it is shorter: from the root, or from where the tests run.
    const said = message.replaceAll(`${folder}/`, '').replaceAll(`${relative(process.cwd(), folder)}/`, '');
    return `${place} ${said}${help === undefined ? '' : ` [${help}]`}`;
  });
}

function scenarioOf(files: Record<string, string>, overrides: string[] = [], main = 'main.yaml') {
  const reading = readScenario(join(folderWith(files), main), overrides);
  if (!reading.ok) throw new Error(reading.problems.map(problem => problem.message).join('\n'));
  return reading.value;
}

describe('a scenario file', () => {
  it('is read with durations in days and fractions as numbers', () => {
    const { scenario } = scenarioOf({ 'main.yaml': small });
    expect(scenario.horizon).toBe(30);
    expect(scenario.avss.one.sets.main.slashing.doubleSign?.fraction).toBe(0.5);
  });

  it('is blamed at the misspelt key, with the nearest known one', () => {
    expect(problemsOf({ 'main.yaml': small.replace('slashing:', 'slashng:') })).toEqual([
      'main.yaml:13:9 unknown key: slashng [did you mean `slashing`?]',
    ]);
  });

  it('is blamed at the value that has the wrong unit', () => {
    const [problem] = problemsOf({ 'main.yaml': small.replace('30d', '30 days') });
    expect(problem).toMatch(/^main\.yaml:2:10 invalid duration: /);
  });

  it('is blamed where a key is missing', () => {
    const [problem] = problemsOf({ 'main.yaml': small.replace('{ usd: 2500 }', '{ drift: 1% }') });
    expect(problem).toMatch(/^main\.yaml:4:\d+ missing key: assets\.eth\.price\.usd/);
  });

  it('is blamed for a missing key, whatever the schema says of values of its kind', () => {
    expect(problemsOf({ 'main.yaml': small.replace('horizon:', 'horizn:') })).toEqual([
      'main.yaml:1:1 missing key: horizon [Length of the run]',
      'main.yaml:2:1 unknown key: horizn [did you mean `horizon`?]',
    ]);
  });

  it('is blamed for a value by the name of its key', () => {
    const blamed = (count: string) =>
      problemsOf({ 'main.yaml': small.replace(/count: \d+/, `count: ${count}`) })[0]?.split(' [')[0];
    expect(blamed('-2')).toMatch(/ invalid count: expected number to be >=0$/);
    expect(blamed('two')).toMatch(/ invalid count: expected number, received string$/);
  });

  it('is blamed for a value that no form of a quantity takes, by its key and itself', () => {
    const broken = small.replace(/count: \d+/, '$&\n    failure: { every: -3d, repair: 1h }');
    expect(problemsOf({ 'main.yaml': broken })[0]).toMatch(/ invalid every: -3d /);
  });

  it('has all its problems reported at once, in the order of the file', () => {
    const broken = small.replace('50%', '150%').replace('strategies: [eth]\navss', 'strategy: [eth]\navss');
    const places = problemsOf({ 'main.yaml': broken }).map(problem => problem.split(' ')[0]);
    expect(places).toEqual(['main.yaml:1:1', 'main.yaml:5:1', 'main.yaml:14:35']);
  });

  it('is blamed for names that refer to nothing', () => {
    const [problem] = problemsOf({ 'main.yaml': small.replace('token: eth', 'token: eht') });
    expect(problem).toMatch(/^main\.yaml:8:22 unknown asset: eht/);
  });

  it('is blamed at the key, where the key is the name that refers to nothing', () => {
    const broken = small.replace('stake: { eth:', 'stake: { eht:');
    expect(problemsOf({ 'main.yaml': broken })[0]).toMatch(/^main\.yaml:20:32 unknown strategy: eht/);
  });
});

describe('YAML that is no scenario', () => {
  it.each([
    ['an empty file', '', 'main.yaml:1:1 missing scenario: the file is empty'],
    ['only comments', '# nothing\n', 'main.yaml:1:1 missing scenario: the file is empty'],
    ['a list', '- 1\n', 'main.yaml:1:1 invalid scenario: it must be a map of keys and values'],
    [
      'two documents',
      'a: 1\n---\nb: 2\n',
      'main.yaml:2:1 invalid YAML: more than one document [write one scenario a file]',
    ],
    ['a duplicate key', 'a: 1\nb: 1\na: 2\n', 'main.yaml:3:1 duplicate key: a [keep one of the two]'],
    [
      'a __proto__ key',
      'a:\n  __proto__: { x: 1 }\n',
      'main.yaml:2:3 invalid key: __proto__ is reserved [choose another name]',
    ],
    [
      'a constructor key',
      'constructor: 1\n',
      'main.yaml:1:1 invalid key: constructor is reserved [choose another name]',
    ],
    ['infinity', 'a: .inf\n', 'main.yaml:1:4 invalid number: .inf [write a finite number]'],
    [
      'a number too large to hold',
      'a: 1e999\n',
      'main.yaml:1:4 invalid number: 1e999 [write a finite number]',
    ],
    ['an alias to nothing', 'a: *b\n', 'main.yaml:1:4 unknown alias: b'],
    ['a map as a key', '? { x: 1 }\n: 2\n', 'main.yaml:1:1 invalid key: only words and numbers can be keys'],
  ])('is refused with its place: %s', (_, text, problem) => {
    expect(problemsOf({ 'main.yaml': text })).toContain(problem);
  });

  it('is refused when it is a bomb of aliases', () => {
    const levels = Array.from({ length: 30 }, (_, i) => `l${i}: &l${i} [*l${i - 1}, *l${i - 1}]`).slice(1);
    const bomb = `l0: &l0 [1, 1]\n${levels.join('\n')}\n`;
    const [problem] = problemsOf({ 'main.yaml': bomb });
    expect(problem).toMatch(/^main\.yaml:1:1 invalid YAML: more than 200000 values or 100 levels/);
  });

  it('is refused when an alias contains itself', () => {
    const [problem] = problemsOf({ 'main.yaml': 'a: &a [*a]\n' });
    expect(problem).toMatch(/^main\.yaml:1:1 invalid YAML: more than/);
  });

  it('is refused when it nests without end', () => {
    expect(problemsOf({ 'main.yaml': `a: ${'['.repeat(100_000)}` })[0]).toMatch(/invalid YAML/);
  });

  it('is refused by its size before it is read', () => {
    const huge = `# ${'x'.repeat(50_000_000)}`;
    expect(problemsOf({ 'main.yaml': huge })).toEqual([
      'main.yaml:1:1 invalid file: main.yaml has 50000002 bytes, more than 1000000',
    ]);
  });

  it('is refused when there is no such file, or a folder', () => {
    expect(problemsOf({}, [], 'none.yaml')[0]).toMatch(/^none\.yaml:1:1 missing file: none\.yaml/);
    expect(problemsOf({ 'f/x': '' }, [], 'f')[0]).toMatch(/^f:1:1 invalid file: f is not a regular file/);
  });
});

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
    expect(scenario.avss.one.sets.main.slashing).toMatchObject({ downtime: { fraction: 0.01 } });
    expect(scenario.avss.one.sets.main.slashing.doubleSign).toBeUndefined();
    expect(scenario.avss.one.sets.main.strategies).toEqual(['eth']);
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

  it('is refused at the link that closes a cycle', () => {
    const files = { 'main.yaml': 'extends: b.yaml\n', 'b.yaml': 'name: b\nextends: main.yaml\n' };
    const [problem] = problemsOf(files);
    expect(problem).toMatch(
      /^b\.yaml:2:10 invalid extends: a cycle, .*main\.yaml -> .*b\.yaml -> .*main\.yaml$/,
    );
  });

  it('is refused when a link is no path', () => {
    for (const link of ['[]', '{ a: b }', '3', '/a.yaml'])
      expect(problemsOf({ 'main.yaml': `extends: ${link}\n` })).toEqual([
        expect.stringMatching(/^main\.yaml:1:10 invalid extends: write the path of a file, or a list/),
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
        /^round\.yaml:3:5 invalid extends: a cycle, .*main\.yaml -> .*round\.yaml -> .*main\.yaml$/,
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

describe('overrides', () => {
  const files = { 'main.yaml': 'extends: base.yaml\nhorizon: 60d\n', 'base.yaml': small };

  it('win over the file, which wins over its base; later ones win over earlier ones', () => {
    expect(scenarioOf(files).scenario.horizon).toBe(60);
    expect(scenarioOf(files, ['horizon=90d']).scenario.horizon).toBe(90);
    expect(scenarioOf(files, ['horizon=90d', 'horizon=10d']).scenario.horizon).toBe(10);
  });

  it('create maps on the way, reach into lists, and find keys that have dots', () => {
    const dotted = small.replace('count: 3', 'count: 3\n    starts: { one.main: 10% }');
    const { scenario } = scenarioOf({ 'main.yaml': dotted }, [
      'operators.ordinary.policy.memory=7d',
      'operators.ordinary.starts.one.main=20%',
      'avss.one.sets.main.slashing.downtime={ fraction: 1% }',
      'avss.one.sets.main.strategies.0=eth',
    ]);
    expect(scenario.operators.ordinary.policy.memory).toBe(7);
    expect(scenario.operators.ordinary.starts).toEqual({ 'one.main': 0.2 });
    expect(scenario.avss.one.sets.main.slashing.downtime?.fraction).toBe(0.01);
  });

  it('add a group when its whole map is given', () => {
    const { scenario } = scenarioOf(files, ['operators.new={ count: 2 }', 'operators.new.cores=4']);
    expect(scenario.operators.new).toMatchObject({ count: 2, cores: 4 });
  });

  it('remove a key by null', () => {
    expect(scenarioOf(files, ['restakers=null']).scenario.restakers).toEqual({});
  });

  it.each([
    [
      'a key that the schema lacks',
      'operators.ordinary.cuont=2',
      '--set operators.ordinary.cuont=2 unknown key: cuont [did you mean `count`?]',
    ],
    ['a path through a value', 'horizon.days=2', '--set horizon.days=2 unknown path: horizon.days'],
    [
      'no value',
      'horizon=',
      '--set horizon= invalid override [write --set path.to.key=value; null as the value removes the key]',
    ],
    [
      'no path',
      '=1',
      '--set =1 invalid override [write --set path.to.key=value; null as the value removes the key]',
    ],
    [
      'a reserved key',
      '__proto__.x=1',
      '--set __proto__.x=1 invalid override [write --set path.to.key=value; null as the value removes the key]',
    ],
  ])('are blamed by what was typed: %s', (_, override, problem) => {
    expect(problemsOf(files, [override])).toEqual([problem]);
  });
});
