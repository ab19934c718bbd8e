import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { folderWith } from '../../input/folder.ts';
import { opset } from '../opset.ts';

/** Two operators in both sets of an AVS, and one in neither. */
const scenario = `name: previewed
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
      side:
        strategies: [eth]
        reward: { kind: uniqueStake }
        slashing: { doubleSign: { fraction: 50% } }
operators:
  ordinary:
    count: 2
    ownStake: { eth: 10 }
    starts: { one.main: 100%, one.side: 100% }
  idle:
    count: 1
    ownStake: { eth: 10 }
restakers:
  retail: { count: 6, stake: { eth: 2 } }
`;

interface Loss {
  readonly before: number;
  readonly lost: number;
}

interface Document {
  readonly day: number;
  readonly block: number;
  readonly usd: number;
  readonly strategies: readonly { readonly priceUsd: number; readonly lostFraction: number }[];
  readonly losses: readonly { readonly who: string; readonly state: string; readonly usd: Loss }[];
  readonly sets: readonly {
    readonly operatorSet: string;
    readonly slashable: { readonly before: number; readonly after: number };
  }[];
}

const slash = ['slash-preview', 's.yaml', '--operator-set', 'one.main', '--operator', 'ordinary-1'];

async function previewed(...args: readonly string[]): Promise<Document> {
  const { code, stdout, stderr } = await opset(
    folderWith({ 's.yaml': scenario }),
    ...slash,
    '--json',
    ...args,
  );
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return JSON.parse(stdout) as Document;
}

describe('opset slash-preview', () => {
  it('prints tables as data, the next command to people, and writes nothing', async () => {
    const folder = folderWith({ 's.yaml': scenario });
    const { code, stdout, stderr } = await opset(folder, ...slash, '--fraction', '10%');
    expect(code, stderr).toBe(0);
    expect(stdout).toMatch(/^A slash of 10% of what ordinary-1 allocates to one\.main, on day 0, takes /);
    for (const head of ['Taken ', 'Who loses ', 'Slashable by ', 'ordinary-1, own ', 'one.side ']) {
      expect(stdout).toContain(`\n${head}`);
    }
    expect(stderr).toContain('next: npx opset slash-preview s.yaml');
    expect(stderr).toContain('--at 15d');
    expect(readdirSync(folder)).toEqual(['s.yaml']);
  });

  it('answers the same from a results directory as from the scenario it was made from', async () => {
    const folder = folderWith({ 's.yaml': scenario });
    const run = await opset(folder, 'run', 's.yaml', '--seed', '7', '--quiet');
    expect(run.code, run.stderr).toBe(0);
    const saved = run.stdout.trim();
    const rest = [
      '--operator-set',
      'one.main',
      '--operator',
      'ordinary-1',
      '--fraction',
      '10%',
      '--at',
      '9d',
      '--json',
    ];
    const from = async (...source: string[]) =>
      (await opset(folder, 'slash-preview', ...source, ...rest)).stdout;
    expect(JSON.parse(await from(saved))).toEqual(JSON.parse(await from('s.yaml', '--seed', '7')));
  });

  it('takes the same part of each class, which adds up to what is taken, and spares other sets', async () => {
    const { usd, losses, sets, strategies } = await previewed('--fraction', '0.1');
    const [{ lostFraction }] = strategies as [Document['strategies'][0]];
    expect(losses.length).toBeGreaterThan(1);
    for (const { usd: loss } of losses) expect(loss.lost / loss.before).toBeCloseTo(lostFraction, 12);
    expect(losses.reduce((sum, loss) => sum + loss.usd.lost, 0)).toBeCloseTo(usd, 6);
    const [main, side] = sets as [Document['sets'][0], Document['sets'][0]];
    expect([main.operatorSet, side.operatorSet]).toEqual(['one.main', 'one.side']);
    expect(main.slashable.after).toBeLessThan(main.slashable.before);
    expect(side.slashable.after).toBeCloseTo(side.slashable.before, 12);
  });

  it.each([[], ['--operator', 'ordinary']])(
    'sums up what it takes from all of a set, or of a group: %j',
    async (...who) => {
      const one = ['slash-preview', 's.yaml', '--operator-set', 'one.main', '--fraction', '10%', '--json'];
      const folder = folderWith({ 's.yaml': scenario });
      const documentOf = async (...args: readonly string[]) =>
        JSON.parse((await opset(folder, ...one, ...args)).stdout) as Document & {
          readonly operators: readonly { readonly operator: string; readonly usd: number }[];
          readonly stake: { readonly lost: number; readonly lostUsd: number };
        };
      const [all, first, second] = await Promise.all([
        documentOf('--stake', '3eth', ...who),
        documentOf('--operator', 'ordinary-1'),
        documentOf('--operator', 'ordinary-2'),
      ]);
      expect(all.operators.map(({ operator }) => operator)).toEqual(['ordinary-1', 'ordinary-2']);
      expect(all.usd).toBeCloseTo(first.usd + second.usd, 6);
      expect(all.losses.reduce((sum, { usd }) => sum + usd.lost, 0)).toBeCloseTo(all.usd, 6);
      expect(all.sets[0]!.slashable.after).toBeCloseTo(
        first.sets[0]!.slashable.after + second.sets[0]!.slashable.after,
        9,
      );
      // Half of the stake is with each.
      const lost = 1.5 * (first.strategies[0]!.lostFraction + second.strategies[0]!.lostFraction);
      expect(all.stake).toMatchObject({ amount: 3, strategy: 'eth' });
      expect(all.stake.lost).toBeCloseTo(lost, 12);
      expect(all.stake.lostUsd).toBeCloseTo(lost * 2000, 8);
    },
  );

  it('names those who lose most of many, and says what it takes of a stake', async () => {
    const args = ['--operator-set', 'one.main', '--fraction', '10%', '--stake', '3 eth'];
    const { stdout } = await opset(folderWith({ 's.yaml': scenario }), 'slash-preview', 's.yaml', ...args);
    expect(stdout).toMatch(
      /^Of 3 eth spread equally over the 2 operators it takes [\d.]+ eth, [\d.]+ usd\.\n/,
    );
    for (const head of ['\nOperator ', '\nordinary-2 ', '\noperators, own ', '\none.side '])
      expect(stdout).toContain(head);
  });

  it('looks at the chain and the prices as they are at the end of a later day', async () => {
    const [start, later] = await Promise.all([
      previewed('--fraction', '10%'),
      previewed('--fraction', '10%', '--at', '20d', '--set', 'assets.eth.price.drift=50%'),
    ]);
    expect([start.day, later.day]).toEqual([0, 20]);
    expect(later.block - start.block).toBe(20 * 7_200);
    expect(start.strategies[0]!.priceUsd).toBe(2000);
    expect(later.strategies[0]!.priceUsd).toBeCloseTo(2000 * 1.5 ** (20 / 365), 6);
  });

  it.each([
    [['--operator-set', 'one.mian'], 'unknown operator set: one.mian', 'did you mean `one.main`?'],
    [['--operator', 'ordinary1'], 'unknown operator or group: ordinary1', 'did you mean `ordinary-1`?'],
    [
      ['--operator', 'idle-1'],
      'invalid operator: one.main cannot slash idle-1 on day 0',
      'one.main can slash ordinary-1, ordinary-2',
    ],
    [['--stake', '5'], 'invalid stake: 5', 'write a number above 0 and what is staked, such as 500eth'],
    [['--stake', '0eth'], 'invalid stake: 0eth', 'write a number above 0 and what is staked, such as 500eth'],
    [['--stake', '5btc'], 'unknown strategy: btc', 'known here: `eth`'],
    [
      ['--operator', 'idle'],
      'invalid operator: one.main cannot slash idle on day 0',
      'one.main can slash ordinary-1, ordinary-2',
    ],
    [['--fraction', '0%'], 'invalid fraction: 0%', 'write 0.02 or 2%, above 0 and at most 100%'],
    [['--fraction', '1.5'], 'invalid fraction: 1.5', 'write 0.02 or 2%, above 0 and at most 100%'],
    [['--at', '31d'], 'invalid at: 31d', "write whole days from 0d to 30d, the scenario's horizon"],
    [['--at', '6h'], 'invalid at: 6h', "write whole days from 0d to 30d, the scenario's horizon"],
  ])('refuses %j with exit code 2 and a word of help', async (wrong, message, help) => {
    const options = { '--operator-set': 'one.main', '--operator': 'ordinary-1', '--fraction': '10%' };
    const args = Object.entries({ ...options, [wrong[0]!]: wrong[1]! }).flat();
    const folder = folderWith({ 's.yaml': scenario });
    expect(await opset(folder, 'slash-preview', 's.yaml', ...args)).toEqual({
      code: 2,
      stdout: '',
      stderr: `error: ${message}\n  ${help}\n`,
    });
  });
});
