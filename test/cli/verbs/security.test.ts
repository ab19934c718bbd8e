import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderWith } from '../../input/folder.ts';
import { opset } from '../opset.ts';

const chain = `services:
  x: { profit: 2.02, threshold: 1 }
  y: { profit: 2.02, threshold: 1 }
operators:
  a: { stake: 2, serves: [x] }
  b: { stake: 2, serves: [x, y] }
  c: { stake: 2, allocations: { y: 2 } }
`;

const alike =
  'symmetric: { operators: 15, services: 15, threshold: 1/3, profit: 1, stake: 10, degree: 2, base: { profit: 10, threshold: 1/3 } }\n';

/** Two operators in a set that half of its stake corrupts, and a set of which nothing is stated. */
const scenario = `name: corruptible
horizon: 30d
assets:
  eth: { price: { usd: 2000 } }
strategies: [eth]
avss:
  one:
    budget: { token: eth, usdPerWeek: 1000, split: { main: 60%, side: 40% } }
    sets:
      main:
        strategies: [eth]
        reward: { kind: uniqueStake }
        slashing: { doubleSign: { fraction: 50% } }
        corruption: { profitUsd: 15000, threshold: 50%, condition: doubleSign, discount: 30% }
      side:
        strategies: [eth]
        reward: { kind: uniqueStake }
        slashing: { doubleSign: { fraction: 50% } }
operators:
  ordinary:
    count: 2
    ownStake: { eth: 10 }
    starts: { one.main: 100% }
restakers: {}
`;

async function analysed(file: string, text: string, ...args: readonly string[]) {
  const { code, stdout, stderr } = await opset(
    folderWith({ [file]: text }),
    'security',
    file,
    '--json',
    ...args,
  );
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return JSON.parse(stdout);
}

describe('opset security', () => {
  it('tells people of the attack, the slack, the cascade and what it means, in 80 columns, and writes nothing', async () => {
    const folder = folderWith({ 'chain.yaml': chain });
    const { code, stdout, stderr } = await opset(folder, 'security', 'chain.yaml', '--shock', 'a');
    expect(code, stderr).toBe(0);
    for (const line of [
      'chain.yaml: 2 services, secured by 3 operators with 6 of stake, allocated 1.333',
      'Slack    gamma* = 0.485149 (49/101); at least -0.00990099 (-1/101) by the',
      'Shock    a: 33.33% of the stake, as asked',
      'Round 2  y attacked by c',
      'Loss     R = 1, realised 1; below 1.02041 (50/49) by Theorem 1',
    ]) {
      expect(stdout.split('\n')).toContain(line);
    }
    expect(stdout.replaceAll('\n', ' ')).toContain(
      'After a loss of 33.33% of the stake 2 attacks follow: 100% is lost in all',
    );
    for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
    expect(stderr).toContain('next: npx opset security chain.yaml --psi 0.2');
    expect(readdirSync(folder)).toEqual(['chain.yaml']);
  });

  it('names a next command that works as it stands', async () => {
    const folder = folderWith({ 'chain.yaml': chain });
    for (const args of [['--psi', '0.05'], ['--psi=0.05'], ['--elastic'], ['--shock', 'a']]) {
      const { stderr } = await opset(folder, 'security', 'chain.yaml', ...args);
      const next = /next: npx opset (.*)/.exec(stderr)![1]!;
      expect(await opset(folder, ...next.split(' '))).toMatchObject({ code: 0 });
    }
  });

  it('looks for the worst loss of a part of the stake that may be a fraction', async () => {
    const { cascade, exact } = await analysed('chain.yaml', chain, '--psi', '1/3');
    expect(cascade).toMatchObject({ psiFraction: '1/3', realisedFraction: '1', boundFraction: '50/49' });
    expect(cascade.rounds).toHaveLength(2);
    expect(exact).toBe(true);
    expect((await analysed('chain.yaml', chain)).cascade).toMatchObject({
      psi: 0.1,
      realised: 0,
      rounds: [],
    });
  });

  it('solves for the least stake by restaking degree, without a Byzantine base service', async () => {
    const asked = ['--byzantine', '3', '--budget', '1', '--degrees', '1.5,2,5/2', '--solve', 'stake'];
    const { attack, elastic } = await analysed('alike.yaml', alike, ...asked);
    expect(attack).toBeNull();
    expect(elastic.map(({ degree, stake }: { degree: number; stake: number }) => [degree, stake])).toEqual([
      [1.5, 12],
      [2, 6],
      [2.5, 46 / 7],
    ]);
    const { elastic: tolerated } = await analysed('alike.yaml', alike, '--elastic', '--solve', 'budget');
    expect(tolerated).toMatchObject([{ degree: 2, byzantine: 0, budgetFraction: '7/3', secure: true }]);
  });

  it('names the Byzantine services that open the attack, and the row of the degree they leave insecure', async () => {
    const { attack, byzantineServices, elastic } = await analysed('chain.yaml', chain, '--byzantine', '1');
    expect(byzantineServices).toEqual(['x']);
    expect(attack).toMatchObject({ services: ['y'], operators: ['c'], profitFraction: '101/50', cost: 2 });
    expect(elastic).toMatchObject([{ degreeFraction: '4/3', byzantine: 1, budget: 0, secure: false }]);
  });

  it('takes names as they are written, whatever numbers and words they look like', async () => {
    const names = ['007', '1e3', '0x10', '.inf', 'true', 'null', '__proto__', 'constructor', '"010"'];
    const text = [
      'services:',
      ...names.map(name => `  ${name}: { profit: 1, threshold: 1 }`),
      'operators:',
      `  010: { stake: 8, serves: [${names}] }`,
      `  __proto__: { stake: 1, allocations: { ${names.map(name => `${name}: 1`).join(', ')} } }`,
    ];
    const { attack, cascade } = await analysed('n.yaml', text.join('\n'), '--shock', '__proto__');
    expect(attack).toBeNull();
    expect(cascade.shock).toEqual(['__proto__']);
    expect(cascade.rounds).toEqual([
      { services: names.map(name => name.replaceAll('"', '')), operators: ['010'] },
    ]);
  });

  it('reads the sets of a scenario off its ledger on a day', async () => {
    const { attack, gammaFraction, cascade } = await analysed('s.yaml', scenario, '--at', '7d');
    // One of two equal members holds half: 10 ETH at 2,000 USD, of which a twentieth is not allocated.
    expect(attack).toBeNull();
    expect(gammaFraction).toBe('4/15');
    expect(cascade).toMatchObject({ psi: 0.1, realised: 0 });
    const { attack: dear } = await analysed(
      's.yaml',
      scenario,
      '--set',
      'avss.one.sets.main.corruption.profitUsd=20000',
    );
    expect(dear).toMatchObject({ services: ['one.main'], profit: 20_000, cost: 19_000 });
    expect(dear.operators).toHaveLength(1);
  });

  it('counts with all digits of a number, quoted or not', async () => {
    const written = ['1000000000000000000001', '0.1234567890123456789012345', '"12345678901234567890.5"'];
    for (const profit of written) {
      const { attack } = await analysed(
        'n.yaml',
        `services: { x: { profit: ${profit}, threshold: 1 } }\noperators: { a: { stake: 0.01, serves: [x] } }\n`,
      );
      const [over, under = '1'] = attack.profitFraction.split('/').map(BigInt);
      const [whole, part = ''] = profit.replaceAll('"', '').split('.');
      expect(over * 10n ** BigInt(part.length)).toBe(BigInt(`${whole}${part}`) * BigInt(under));
    }
  });

  it('counts as worthless what was attacked before', async () => {
    const folder = folderWith({ 's.yaml': scenario });
    const given = ['--at', '14d', '--set', 'avss.one.sets.main.corruption.profitUsd=80000'];
    const { stdout } = await opset(folder, 'security', 's.yaml', ...given);
    expect(stdout.replaceAll('\n', ' ')).toContain(
      'Attacked before, so that nothing is left to gain: one.main.',
    );
    expect(stdout.replaceAll('\n', ' ')).toContain(
      'Left out: 1 other set, of which no corruption is stated.',
    );
  });

  it.each([
    [chain.replace('serves: [x, y]', 'serves: [x, z]'), 'n.yaml:6:30: unknown service: z'],
    [
      chain.replace('stake: 2, serves: [x]', 'stake: -2, serves: [x]'),
      'n.yaml:5:15: invalid stake: -2 is negative',
    ],
    [chain.replace('threshold: 1', 'threshold: 3/2'), 'n.yaml:2:33: invalid threshold: 3/2'],
    [chain.replace('allocations: { y: 2 }', 'allocations: { z: 2 }'), 'n.yaml:7:33: unknown service: z'],
    [chain.replace('profit: 2.02', 'profit: 1/0'), 'n.yaml:2:16: invalid profit: 1/0'],
    [chain.replace('profit: 2.02', 'profit: .nan'), 'n.yaml:2:16: invalid number: .nan'],
    [chain.replace('  y:', '  x:'), 'n.yaml:3:3: duplicate key: x'],
    [chain.replace('serves: [x]', 'serves: [~, 01]'), 'n.yaml:5:27: unknown service: ~'],
    [chain.replace('serves: [x]', 'serves: [{ x: 1 }]'), 'n.yaml:5:27: invalid service: it is not a name'],
    [chain.replace('  c:', "  '':"), 'n.yaml:7:3: invalid name: it is empty'],
    [alike.replace('operators: 15', 'operators: 1e80'), `n.yaml:1:25: invalid operators: 1${'0'.repeat(59)}`],
    [`${chain}emptyServiceIsFree: 2\n`, 'n.yaml:8:21: invalid emptyServiceIsFree: 2'],
    ['operators: { a: { stake: 1, serves: [x] } }', 'n.yaml:1:1: missing key: services'],
    ['', 'n.yaml:1:1: missing network: the file is empty'],
    ['- 1', 'n.yaml:1:1: invalid network: it must be a map of keys and values'],
    [
      `${alike}#${'x'.repeat(4_000_000)}`,
      'n.yaml:1:1: invalid file: n.yaml has 4000131 bytes, more than 4000000',
    ],
  ])('refuses a bad network at its place', async (text, problem) => {
    const { code, stdout, stderr } = await opset(folderWith({ 'n.yaml': text }), 'security', 'n.yaml');
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr.split('\n')[0]).toBe(problem);
  });

  it('refuses more allocations than it can analyse, written by aliases, where there are too many', async () => {
    const names = Array.from({ length: 450 }, (_, place) => `s${place}`);
    const text = [
      'services:',
      ...names.map(name => `  ${name}: { profit: 1, threshold: 1 }`),
      'operators:',
      ...names.map(
        (_, place) => `  o${place}: { stake: 1, serves: ${place === 0 ? `&all [${names}]` : '*all'} }`,
      ),
    ];
    const { code, stderr } = await opset(folderWith({ 'n.yaml': text.join('\n') }), 'security', 'n.yaml');
    expect(code).toBe(2);
    expect(stderr.split('\n')[0]).toBe('n.yaml:897:9: invalid network: more than 200000 allocations');
  });

  it.each([
    [['--psi', '2'], 'invalid psi: 2'],
    [['--psi', 'all'], 'invalid psi: all'],
    [['--shock', 'a,d'], 'unknown operator: d'],
    [['--byzantine', '3'], 'invalid byzantine: 3'],
    [['--budget=-1'], 'invalid budget: -1'],
    [['--degrees', '1,2'], 'invalid degrees: 1,2'],
    [['--solve', 'profit'], 'invalid solve: profit'],
    [['--shock', 'a', '--psi', '0.2'], 'invalid option: --psi'],
    [['--at', '3d', '--set', 'seed=2'], 'invalid option: --at, --set'],
  ])('refuses %j', async (args, problem) => {
    const { code, stdout, stderr } = await opset(
      folderWith({ 'n.yaml': chain }),
      'security',
      'n.yaml',
      ...args,
    );
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(`error: ${problem}\n`);
  });

  it('refuses a degree that a symmetric network cannot have, and a scenario of which nothing is stated', async () => {
    const folder = folderWith({
      'alike.yaml': alike,
      's.yaml': scenario.replace(/\n +corruption: .*/, ''),
    });
    const degree = await opset(folder, 'security', 'alike.yaml', '--degrees', '0.5');
    expect(degree.stderr).toContain('error: invalid degrees: 0.5\n');
    const silent = await opset(folder, 'security', 's.yaml');
    expect(silent.code).toBe(2);
    expect(silent.stderr).toContain('no operator set of s.yaml says what corrupting it brings');
  });

  it('draws the attack, or what follows the shock, where it is asked to', async () => {
    const folder = folderWith({ 'chain.yaml': chain });
    const { stderr } = await opset(folder, 'security', 'chain.yaml', '--shock', 'a', '--out', 'pictures');
    expect(stderr).toContain('pictures: pictures/chain-attack.svg, pictures/chain-attack.png');
    expect(readdirSync(join(folder, 'pictures')).sort()).toEqual(['chain-attack.png', 'chain-attack.svg']);
    const svg = readFileSync(join(folder, 'pictures', 'chain-attack.svg'), 'utf8');
    expect(svg).toContain('lost before the attack');
    for (const link of ['b → x: 2', 'b → y: 2', 'c → y: 2']) {
      expect(svg).toMatch(new RegExp(`stroke-opacity="0.6"[^>]*><title>${link}<`));
    }
    expect(svg).toMatch(/stroke-opacity="0.14"[^>]*><title>a → x: 2</);
    // Without a shock that spreads and an attack that pays there is nothing to mark.
    await opset(folder, 'security', 'chain.yaml', '--out', 'pictures');
    expect(readFileSync(join(folder, 'pictures', 'chain-attack.svg'), 'utf8')).not.toContain('attack');
    const file = await opset(folder, 'security', 'chain.yaml', '--out', 'chain.yaml');
    expect(file.code).toBe(1);
    expect(file.stderr).toContain('invalid folder: chain.yaml cannot be written (ENOTDIR)');
  });

  it.each([
    ['operators: { a: { stake: 2, serves: [] } }', '</title>a<'],
    ['operators: {}', '</title>x<'],
  ])('draws a network in which no stake is allocated: %s', async (operators, name) => {
    const folder = folderWith({ 'n.yaml': `services: { x: { profit: 2, threshold: 1 } }\n${operators}\n` });
    const { code, stderr } = await opset(folder, 'security', 'n.yaml', '--out', 'pictures');
    expect({ code, stderr }).toMatchObject({ code: 0, stderr: expect.stringContaining('n-attack.png') });
    const svg = readFileSync(join(folder, 'pictures', 'n-attack.svg'), 'utf8');
    expect(svg).toContain('No stake is allocated.');
    expect(svg).toContain(name);
    expect(svg).toContain('attackers and what is attacked');
  });

  it('is what opset validate names for a network', async () => {
    const folder = folderWith({ 'chain.yaml': chain, 'bad.yaml': 'symmetric: { operators: 0 }' });
    const good = await opset(folder, 'validate', 'chain.yaml');
    expect(good).toMatchObject({ code: 0 });
    expect(good.stderr).toContain('next: npx opset security chain.yaml');
    const bad = await opset(folder, 'validate', 'bad.yaml');
    expect(bad.code).toBe(2);
    expect(bad.stderr).toContain('bad.yaml:1:25: invalid operators: 0');
  });
});
