import { describe, expect, it } from 'vitest';
import { small } from './folder.ts';
import { problemsOf, scenarioOf } from './reading.ts';

describe('a scenario file', () => {
  it('is read with durations in days and fractions as numbers', () => {
    const { scenario } = scenarioOf({ 'main.yaml': small });
    expect(scenario.horizon).toBe(30);
    expect(scenario.avss.one!.sets.main!.slashing.doubleSign?.fraction).toBe(0.5);
  });

  it('follows the release that mainnet runs unless it, or the command, names another', () => {
    const protocolOf = (text: string, overrides: string[] = []) =>
      scenarioOf({ 'main.yaml': text }, overrides).scenario.protocol;
    expect(protocolOf(small)).toBe('v1.13');
    expect(protocolOf(`${small}protocol: v1.12\n`)).toBe('v1.12');
    expect(protocolOf(small, ['protocol=v1.12'])).toBe('v1.12');
    expect(problemsOf({ 'main.yaml': small }, ['protocol=1.12'])).toEqual([
      '--set protocol=1.12 invalid protocol: 1.12 [did you mean `v1.12`?]',
    ]);
  });

  it('is blamed at the misspelt key, with the nearest known one', () => {
    expect(problemsOf({ 'main.yaml': small.replace('slashing:', 'slashng:') })).toEqual([
      'main.yaml:13:9 unknown key: slashng [did you mean `slashing`?]',
    ]);
  });

  it('is blamed at a headline measure that no run of it has, with the nearest that runs have', () => {
    const headline = (entry: string) => problemsOf({ 'main.yaml': `${small}headline:\n  - { ${entry} }\n` });
    expect(headline('measure: one.main.membres.end')).toEqual([
      expect.stringMatching(
        /^main\.yaml:\d+:16 unknown measure: one\.main\.membres\.end \[did you mean `one\.main\.members\.end`\?\]$/,
      ),
    ]);
    expect(headline('measure: one.main.members.end, atLeast: 2')).toEqual([]);
    expect(headline('measure: one.main.members.end, atLeast: 2, atMost: 3')).toEqual([
      expect.stringMatching(/^main\.yaml:\d+:5 invalid target: write atLeast or atMost, not both/),
    ]);
    expect(headline('measure: one.main.members.end, atLeast: many')).toEqual([
      expect.stringMatching(/^main\.yaml:\d+:\d+ invalid bound: write 0\.95 or 95%/),
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
    expect(problemsOf({ 'main.yaml': small.replace('horizon: 30d\n', '') })).toEqual([
      'main.yaml:1:1 missing key: horizon [Length of the run]',
    ]);
  });

  it.each([
    ['of the scenario', 'horizon:', 'horizn:', '2:1 unknown key: horizn', 'horizon'],
    ['whose value others refer to', 'avss:', 'avs:', '6:1 unknown key: avs', 'avss'],
    ['of one form of a map', 'price:', 'pric:', '4:10 unknown key: pric', 'price'],
    ['of another form of a map', 'price: { usd: 2500 }', 'peeg: {}', '4:10 unknown key: peeg', 'peg'],
    ['that says which form it is', 'kind:', 'knd:', '12:19 unknown key: knd', 'kind'],
  ])('is blamed once for a misspelt key that it needs, %s', (_, right, wrong, blamed, meant) => {
    expect(problemsOf({ 'main.yaml': small.replace(right, wrong) })).toEqual([
      `main.yaml:${blamed} [did you mean \`${meant}\`? It is required and missing]`,
    ]);
  });

  it('is blamed for a missing key and for an unknown one that nobody could have meant for it', () => {
    expect(problemsOf({ 'main.yaml': small.replace('horizon: 30d', 'colour: red') })).toEqual([
      'main.yaml:1:1 missing key: horizon [Length of the run]',
      expect.stringMatching(/^main.yaml:2:1 unknown key: colour/),
    ]);
  });

  it('is blamed for a word that there is not, with the nearest or all there are', () => {
    const blamed = (kind: string) => problemsOf({ 'main.yaml': small.replace('uniqueStake', kind) });
    expect(blamed('uniqStake')).toEqual([
      'main.yaml:12:25 invalid kind: uniqStake [did you mean `uniqueStake`?]',
    ]);
    expect(blamed('blue')).toEqual([
      'main.yaml:12:25 invalid kind: blue [known here: `uniqueStake`, `totalStake`, `operatorDirected`]',
    ]);
  });

  it('is told the words of a key that it lacks', () => {
    expect(problemsOf({ 'main.yaml': small.replace('{ kind: uniqueStake }', '{}') })).toEqual([
      'main.yaml:12:9 missing key: avss.one.sets.main.reward.kind [one of uniqueStake, totalStake, operatorDirected]',
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
    expect(places).toEqual(['main.yaml:5:1', 'main.yaml:14:35']);
  });

  it('is blamed for names that refer to nothing', () => {
    const [problem] = problemsOf({ 'main.yaml': small.replace('token: eth', 'token: eht') });
    expect(problem).toBe('main.yaml:8:22 unknown asset: eht [did you mean `eth`?]');
    const [other] = problemsOf({ 'main.yaml': small.replace('token: eth', 'token: usdc') });
    expect(other).toBe('main.yaml:8:22 unknown asset: usdc [known: eth]');
  });

  it('is blamed at the key, where the key is the name that refers to nothing', () => {
    const broken = small.replace('stake: { eth:', 'stake: { eht:');
    expect(problemsOf({ 'main.yaml': broken })[0]).toMatch(/^main\.yaml:20:32 unknown strategy: eht/);
  });
});

describe('a name in a scenario', () => {
  const placed = (labels: string, is: string) =>
    small.replace('ownStake:', `placement: { site: { choice: ${labels} } }\n    ownStake:`) +
    `shocks: { s: { on: { label: site, is: ${is} }, perYear: 1, lasts: { median: 1h } } }\n`;

  it('is a key as it is written, whatever number it looks like', () => {
    const { scenario } = scenarioOf({
      'main.yaml': placed('{ 0010: 1, 1e3: 1, 0x1f: 2, true: 1 }', '"0010"'),
    });
    expect(scenario.operators.ordinary!.placement.site).toEqual({
      choice: { '0010': 1, '1e3': 1, '0x1f': 2, true: 1 },
    });
  });

  it('is refused as a value where YAML has made it a number, with what to do', () => {
    expect(problemsOf({ 'main.yaml': placed('{ 0010: 1 }', '0010') })).toEqual([
      'main.yaml:22:39 invalid is: expected string, received number [put it in quotes: it is text]',
    ]);
    const rows = small.replace('count: 3', 'rows: [{ name: 0010 }]');
    expect(problemsOf({ 'main.yaml': rows })).toEqual([
      'main.yaml:17:20 invalid name: 10 is a number [put it in quotes]',
    ]);
  });

  it('is refused in a shock when no operator can have it as its label, with the nearest that one can have', () => {
    expect(problemsOf({ 'main.yaml': placed('{ aws: 1, gcp: 1 }', 'AWS') })).toEqual([
      'main.yaml:22:39 unknown site: AWS [did you mean `aws`?]',
    ]);
    expect(problemsOf({ 'main.yaml': placed('{ aws: 1, gcp: 1 }', 'gcp') })).toEqual([]);
    const rows = (is: string) => placed('{ aws: 1 }', is).replace('count: 3', 'rows: [{ site: paris }, {}]');
    expect(problemsOf({ 'main.yaml': rows('paris') })).toEqual([]);
    expect(problemsOf({ 'main.yaml': rows('pairs') })).toEqual([
      'main.yaml:22:39 unknown site: pairs [did you mean `paris`?]',
    ]);
  });

  it('is refused as a placement label when rows give something else by that name', () => {
    const placement = small.replace('ownStake:', 'placement: { gpus: x, ownStake.eth: y }\n    ownStake:');
    expect(problemsOf({ 'main.yaml': placement }).map(problem => problem.split(' [')[0])).toEqual([
      'main.yaml:18:18 invalid placement label: gpus is an attribute of operators',
      'main.yaml:18:27 invalid placement label: ownStake.eth is an attribute of operators',
    ]);
  });

  it('is refused for an AVS when measures of others begin with it', () => {
    for (const name of ['operators', 'restakers', 'network']) {
      expect(problemsOf({ 'main.yaml': small.replace('one:', `${name}:`) })).toEqual([
        `main.yaml:7:3 invalid name: measures that begin with ${name} are of others than AVSs [choose another name]`,
      ]);
    }
  });

  it('is told once when its value is no number that can be held', () => {
    expect(problemsOf({ 'main.yaml': small.replace('usdPerWeek: 1000', 'usdPerWeek: 1e400') })).toEqual([
      'main.yaml:8:39 invalid number: 1e400 [write a finite number]',
    ]);
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
    expect(scenario.operators.ordinary!.policy.memory).toBe(7);
    expect(scenario.operators.ordinary!.starts).toEqual({ 'one.main': 0.2 });
    expect(scenario.avss.one!.sets.main!.slashing.downtime?.fraction).toBe(0.01);
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
