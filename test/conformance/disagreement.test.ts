import { describe, expect, it } from 'vitest';
import { checkFile } from '../../conformance/check-file.ts';
import type { RecordedWorld } from '../../conformance/rewards/rewards-record.ts';
import { temporaryFolder } from './folder.ts';
import { publicVectors } from './public-lines.ts';

const write = temporaryFolder();
const { lines: worlds } = publicVectors('rewards');
const { lines: traces } = publicVectors('allocation-slashing');

/** As the file has it: integers are decimal strings. */
interface Line {
  readonly world: { events: Record<string, unknown[][]> };
  readonly snapshots: Record<string, unknown[][]>;
  readonly expected: { runs: { rewards: string[][] }[]; cumulative: string[][] };
}

/** Checks the first and the fourth world, the fourth altered. */
async function checkAltered(alter: (line: Line) => void) {
  const line = JSON.parse(worlds[3]!) as Line & Pick<RecordedWorld, 'id'>;
  alter(line);
  return checkFile(write('altered.jsonl', `${worlds[0]}\n${JSON.stringify(line)}\n`));
}

describe('a disagreement', () => {
  it('names world, day, key, expected and got for one amount that is one wei too large', async () => {
    const check = await checkAltered(({ expected }) => {
      const row = expected.runs[0]!.rewards.find(([kind]) => kind === 'total.staker')!;
      expect(row[6]).not.toBe('0');
      row[6] = String(BigInt(row[6]!) + 1n);
    });
    const { rewards, snapshots } = Object.fromEntries(check.rows);
    expect(check).toMatchObject({ passed: 1, failed: 1 });
    expect(rewards!.agreed).toBeLessThan(rewards!.total);
    expect(snapshots!.agreed).toBe(snapshots!.total);
    const { world, day, key, expected, got } = check.disagreement!;
    expect(world).toBe('public-03-total-only');
    expect(day).toMatch(/^2026-07-\d\d$/);
    expect(key).toMatch(/^total\.staker r\d+ \w+ tok\d$/);
    expect(BigInt(expected!) - BigInt(got!)).toBe(1n);
  });

  it('tells a row that is missing from one that is 0', async () => {
    const { disagreement } = await checkAltered(({ expected }) => {
      expected.runs[0]!.rewards.shift();
    });
    expect(disagreement).toMatchObject({ expected: 'no row', got: expect.stringMatching(/^\d+$/) });
  });

  it('is found in a snapshot and in a cumulative sum', async () => {
    const inSnapshot = await checkAltered(({ snapshots }) => {
      snapshots.stakerShares![0]![4] = '1';
    });
    expect(inSnapshot.disagreement).toMatchObject({
      key: expect.stringMatching(/^stakerShares \w+\|strat\d$/),
      expected: '1',
    });
    const inSum = await checkAltered(({ expected }) => {
      expected.cumulative[0]![2] = '1';
    });
    expect(inSum.disagreement).toMatchObject({ key: 'cumulative op0 tok0', expected: '1' });
  });

  it('is found between flows and amounts when an event alone is altered, besides that of the snapshots', async () => {
    const { rows } = await checkAltered(({ world }) => {
      world.events.operatorSetRegistrations = [];
    });
    const { flows } = Object.fromEntries(rows);
    expect(flows!.agreed).toBeLessThan(flows!.total);
  });

  it('names trace, step, key, expected and got for a state that is one unit off', async () => {
    const [header, trace] = traces;
    const line = JSON.parse(trace!) as { steps: { i: number; delta: Record<string, string | null> }[] };
    const step = line.steps.find(({ delta }) => Object.keys(delta).some(key => key.startsWith('opShares/')))!;
    const key = Object.keys(step.delta).find(each => each.startsWith('opShares/'))!;
    const right = step.delta[key]!;
    step.delta[key] = String(BigInt(right) + 1n);
    const check = await checkFile(write('trace.jsonl', `${header}\n${JSON.stringify(line)}\n`));
    expect(check).toMatchObject({ passed: 0, failed: 1 });
    expect(check.rows.get('steps')!.agreed).toBe(step.i);
    expect(check.disagreement).toMatchObject({
      trace: '1',
      step: expect.stringMatching(new RegExp(`^${step.i} \\(\\w+\\)$`)),
      key,
      expected: step.delta[key],
      got: right,
    });
  });
});
