import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderWith } from '../../input/folder.ts';
import { opset } from '../opset.ts';
import { linesOf, tablesIn } from '../study-folder.ts';

const market = `name: market
horizon: 30d
assets: { eth: { price: { usd: 2500 } } }
strategies: [eth]
avss:
  one:
    budget: { token: eth, usdPerWeek: 3000, split: { calm: 40%, wild: 60% } }
    sets:
      calm: { strategies: [eth], reward: { kind: uniqueStake } }
      wild:
        strategies: [eth]
        reward: { kind: uniqueStake }
        slashing: { doubleSign: { fraction: 20% } }
operators:
  calm: { count: 2, ownStake: { eth: 10 }, starts: { one.calm: 100% }, policy: { reviewEvery: 1000d } }
  wild:
    count: 3
    ownStake: { eth: 10 }
    hazards: { doubleSign: 4 }
    starts: { one.wild: 100% }
    policy: { reviewEvery: 1000d }
restakers:
  retail: { count: 5, stake: { eth: 20 } }
`;

const risk = (folder: string, ...args: readonly string[]) => opset(folder, 'risk', 'market.yaml', ...args);

describe('opset risk', () => {
  it('says what each operator earns and risks, warns of few runs, and keeps its books in order', async () => {
    const folder = folderWith({
      'market.yaml': market,
      'mixes.txt': '# mixes\nhalves: calm=50%, wild=0.5\n',
    });
    const { code, stdout, stderr } = await risk(
      folder,
      '--replicates',
      '30',
      '--jobs',
      '1',
      '--portfolios',
      'mixes.txt',
    );
    expect(code, stderr).toBe(0);
    expect(stdout).toMatch(/^reports\/market-risk-[0-9a-f]{8}\n$/);
    expect(stderr).toContain('too few for tail figures');
    expect(stderr).toMatch(/next: npx opset risk market.yaml --replicates 200/);
    const directory = join(folder, stdout.trimEnd());
    const tables = tablesIn(directory);
    const risks = new Map(linesOf(tables['risk.csv']!).map(([name, ...cells]) => [name, cells.map(Number)]));
    expect([...risks.keys()]).toEqual(['calm-1', 'calm-2', 'wild-1', 'wild-2', 'wild-3', 'halves']);
    // kept, gross, slashed, net: nobody slashes the calm.
    expect(risks.get('calm-1')![2]).toBe(0);
    expect(risks.get('wild-1')![2]).toBeGreaterThan(0);
    for (const [, gross, slashed, net] of risks.values()) expect(net).toBeCloseTo(gross! - slashed!, 12);
    const parts = linesOf(tables['contributions.csv']!).filter(([name]) => name === 'halves');
    const tail = risks.get('halves')![13]!;
    expect(parts.reduce((sum, cells) => sum + Number(cells[5]), 0)).toBeCloseTo(tail, 12);
    const weights = new Map<string, number>();
    for (const [point, , , , weight] of linesOf(tables['frontier.csv']!)) {
      weights.set(point!, (weights.get(point!) ?? 0) + Number(weight));
    }
    for (const total of weights.values()) expect(total).toBeCloseTo(1, 12);
    expect(linesOf(tables['correlation.csv']!)).toHaveLength(25);
    expect(readFileSync(join(directory, 'charts', 'risk.svg'), 'utf8')).toContain('halves');
    expect(existsSync(join(directory, 'manifest.json'))).toBe(true);
    const redrawn = await opset(folder, 'report', directory);
    expect(redrawn).toMatchObject({ code: 2, stderr: expect.stringContaining('drawn by opset risk') });
    const again = await risk(folder, '--replicates', '30', '--jobs', '1', '--operators', 'wild', '--json');
    const document = JSON.parse(again.stdout);
    expect(document.choices).toEqual(['wild']);
    const [one, two, three] = ['wild-1', 'wild-2', 'wild-3'].map(name => risks.get(name)![3]!);
    expect(document.risks[0].netApr.value).toBeCloseTo((one! + two! + three!) / 3, 12);
  });

  it('says which name it does not know, and what is wrong with a portfolio', async () => {
    const folder = folderWith({ 'market.yaml': market });
    const of = (...args: readonly string[]) => risk(folder, '--replicates', '2', '--jobs', '1', ...args);
    const unknown = await of('--operators', 'clam');
    expect(unknown).toMatchObject({ code: 2, stderr: expect.stringContaining('did you mean `calm`?') });
    expect(await of('--strategy', 'btc')).toMatchObject({ code: 2 });
  });

  it('says what a stake of some size earns and risks, in tokens and in USD', async () => {
    const folder = folderWith({ 'market.yaml': market });
    const few = ['--replicates', '2', '--jobs', '1', '--operators', 'calm'];
    const { code, stdout, stderr } = await risk(folder, ...few, '--stake', '500eth', '--json');
    expect(code, stderr).toBe(0);
    const { stake, risks } = JSON.parse(stdout);
    expect(stake).toEqual({ amount: 500, strategy: 'eth', priceUsd: 2500 });
    expect(stderr).toContain('Of 500 eth, at $2.5k each, in a year');
    const [, rewards, usd] = /calm +([\d.]+) eth, \$([\d.]+)k/.exec(stderr)!.map(Number);
    expect(rewards! / (500 * risks[0].grossApr)).toBeCloseTo(1, 2);
    expect((usd! * 1000) / (2500 * rewards!)).toBeCloseTo(1, 2);
    expect(await risk(folder, ...few, '--stake', '5btc')).toMatchObject({ code: 2 });
  });

  it.each([
    ['calm=50%,wild=60%', 'its weights add up to 1.1, not 1'],
    ['calm', 'invalid portfolio: calm'],
  ])('refuses a portfolio that makes no sense before it does a run: %s', async (portfolio, message) => {
    const folder = folderWith({ 'market.yaml': market });
    const { code, stderr } = await risk(folder, '--portfolio', portfolio);
    expect({ code, stderr }).toMatchObject({ code: 2, stderr: expect.stringContaining(message) });
    expect(stderr).toContain('write name=weight,name=weight, with weights that add up to 1 (100%)');
    expect(existsSync(join(folder, 'reports'))).toBe(false);
  });

  it.each([
    ['a name for two portfolios', 'mine: calm=1\nmine: wild=1\n', 'mixes.txt:2:1: duplicate portfolio: mine'],
    ['an operator twice in one', 'mine: calm=0.5, calm=0.5\n', 'it has calm twice'],
    ['the name of a group', 'wild: calm=1\n', 'duplicate name: wild is an operator or group'],
    ['no name', '# all\n\n  calm=1\n', 'mixes.txt:3:3: invalid portfolio: calm=1'],
    ['a negative weight', 'mine: calm=-1,wild=2\n', 'mixes.txt:1:1: invalid portfolio'],
  ])('refuses a file of portfolios with %s, at its line', async (_, mixes, message) => {
    const folder = folderWith({ 'market.yaml': market, 'mixes.txt': mixes });
    const { code, stderr } = await risk(folder, '--portfolios', 'mixes.txt');
    expect({ code, stderr }).toMatchObject({ code: 2, stderr: expect.stringContaining(message) });
    expect(existsSync(join(folder, 'reports'))).toBe(false);
  });

  it.each(['/dev/zero', '.', 'none.txt'])('refuses a file of portfolios that is no text: %s', async file => {
    const folder = folderWith({ 'market.yaml': market });
    const { code, stderr } = await risk(folder, '--portfolios', file);
    expect({ code, stderr }).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/(invalid|missing) file/),
    });
  });

  it('refuses an operator that is asked for twice', async () => {
    const folder = folderWith({ 'market.yaml': market });
    const { code, stderr } = await risk(folder, '--operators', 'wild-1,calm,wild-1');
    expect({ code, stderr }).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('duplicate operator: wild-1'),
    });
  });
});
