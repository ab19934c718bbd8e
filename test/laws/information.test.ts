import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AvsObservation, type Policies, type Row, simulate } from '../../sim/index.ts';
import { merged, resolved, type Written, written } from '../scenario/small.ts';
import { scenarios } from './worlds/random-scenario.ts';
import { number, observations } from './worlds/rows.ts';

/** Whatever happens after this day is not there to be seen on it. */
const day = 14;
const never = { reviewEvery: '1000y' };

function always(law: (input: Written) => void): void {
  fc.assert(
    fc.property(scenarios, input => law(input)),
    { seed: 5, numRuns: 20, endOnFailure: true },
  );
}

/** Each thing of a kind, changed. */
function each(input: Written, kind: string, change: (thing: Written) => Written): Written {
  const things = Object.entries(input[kind] as Record<string, Written>);
  return { ...input, [kind]: Object.fromEntries(things.map(([name, thing]) => [name, change(thing)])) };
}

/** Prices that are as they were until the day, and then times a factor. */
function withFuture(input: Written, factor: number): Written {
  const series = (usd: number) => ({
    series: [
      [0, usd],
      [5, 1.3 * usd],
      [day + 1, factor * usd],
    ],
  });
  const assets = {
    eth: { price: series(1_000) },
    eigen: { price: series(5), restaked: 'token' },
    ait: { price: series(1) },
  };
  return { ...input, assets, gpus: { h100: { rentUsdPerHour: series(2) } } };
}

/** AVSs that take all they can on the day after, or, if honesty pays, do not. */
function tempted(input: Written, franchiseUsdPerYear: number): Written {
  const abuse = { franchiseUsdPerYear, discount: 1, fraction: 0.5, checkEvery: `${day + 1}d` };
  return each(input, 'avss', avs =>
    each({ ...avs, abuse }, 'sets', set => ({ ...set, slashed: 'redistribute' })),
  );
}

interface Seen {
  readonly rows: readonly Row[];
  readonly observed: readonly AvsObservation[];
}

/** A run in which every AVS that pays pays more each week, and what they saw. */
function seen(input: Written): Seen {
  const observed: AvsObservation[] = [];
  const policy = (observation: AvsObservation) => {
    observed.push(structuredClone(observation));
    return { usdPerWeek: observation.budget.usdPerWeek + 100 + observation.day };
  };
  const paying = Object.entries(input.avss as Record<string, Written>).filter(([, avs]) => avs.budget);
  const policies: Policies = { avs: Object.fromEntries(paying.map(([name]) => [name, policy])) };
  return { rows: [...simulate(resolved(input), undefined, policies)], observed };
}

/** Rows about times up to some time. */
function until(rows: readonly Row[], time: number, but: (row: Row) => boolean = () => false): Row[] {
  const closing = new Set([
    'outcomes',
    'exposure',
    'choices',
    'overlaps',
    'attribution',
    'payments',
    'summary',
  ]);
  return rows.filter(row => !closing.has(row.table) && Number(row.values[0]) <= time && !but(row));
}

/** Demands that two runs are one up to a time, decisions, books and what AVSs saw, and counts those that then part. */
function sameUntil(a: Seen, b: Seen, time: number, but?: (row: Row) => boolean): number {
  const [rows, others] = [until(a.rows, time, but), until(b.rows, time, but)];
  expect(rows.find((row, i) => JSON.stringify(row) !== JSON.stringify(others[i]))).toBeUndefined();
  expect(rows.length).toBe(others.length);
  expect(a.observed.filter(observation => observation.day <= time)).toEqual(
    b.observed.filter(observation => observation.day <= time),
  );
  return JSON.stringify(a.rows) === JSON.stringify(b.rows) ? 0 : 1;
}

describe('nobody acts on', () => {
  it('prices to come', () => {
    let parted = 0;
    always(input => {
      parted += sameUntil(seen(withFuture(input, 0.2)), seen(withFuture(input, 3)), day);
    });
    expect(parted).toBe(20);
  });

  it('a grab that an AVS is going to make', () => {
    let parted = 0;
    always(input => {
      parted += sameUntil(seen(tempted(input, 0)), seen(tempted(input, 1e12)), day);
    });
    expect(parted).toBeGreaterThan(10);
  });

  it('how often operators will offend, before one is slashed for it', () => {
    let parted = 0;
    always(input => {
      const offending = (perYear: number) =>
        seen(each(input, 'operators', group => ({ ...group, hazards: { wrongResult: perYear } })));
      const [careful, careless] = [offending(0), offending(20)];
      const first = (run: Seen) =>
        Math.min(
          ...observations(run.rows, 'events')
            .filter(row => row.kind === 'slash' && row.detail === 'wrongResult')
            .map(row => number(row, 'time_days')),
          100,
        );
      // What is reported and what is vetoed goes into the events; it is the slash that everybody sees.
      const unseen = ({ table, values }: Row) =>
        table === 'events' && ['offence', 'veto'].includes(String(values[1]));
      parted += sameUntil(careful, careless, first(careless) - 1e-9, unseen);
    });
    expect(parted).toBeGreaterThan(3);
  });

  it("another operator's costs and cash", () => {
    let parted = 0;
    always(input => {
      const first = Object.keys(input.operators as Written)[0]!;
      const rich = (costs: Written, cashUsd: number) =>
        seen(
          merged(input, {
            operators: {
              [first]: { costs: { gpuHourUsd: 0, setMonthlyUsd: 0, ...costs }, cashUsd, policy: never },
            },
          }),
        );
      const own = ({ table, values }: Row) => table === 'operators' && values[2] === first;
      const [cheap, dear] = [rich({ monthlyUsd: 1 }, 1e9), rich({ monthlyUsd: 50_000 }, 2e9)];
      parted += sameUntil(cheap, dear, 100, own);
    });
    expect(parted).toBe(20);
  });
});

describe('restakers with an attention lag of nine days', () => {
  const honest = {
    budget: { token: 'ait', usdPerWeek: 5_000, split: { main: 1 } },
    sets: { main: { strategies: ['eth'], reward: { kind: 'uniqueStake' } } },
  };
  const world = (franchiseUsdPerYear: number): Written => {
    const { avss } = tempted(written({ avss: { one: honest } }), franchiseUsdPerYear);
    const group = (starts: Written) => ({ count: 6, ownStake: { eth: 10 }, starts, policy: never });
    const policy = { reviewEvery: '10d', attentionLag: '9d', flight: 1, rationality: 300 };
    return written({
      horizon: '40d',
      sampleEvery: '1d',
      avss: { ...(avss as Written), two: honest },
      operators: { ordinary: group({ 'one.main': 1 }), other: group({ 'two.main': 1 }) },
      restakers: { holders: { count: 300, stake: { eth: 3 }, policy } },
    });
  };
  const moves = (franchiseUsdPerYear: number) =>
    observations([...simulate(resolved(world(franchiseUsdPerYear)))], 'restakers').map(row =>
      number(row, 'moves'),
    );

  it('move as if nothing had happened for nine days after one AVS slashed everyone, and then do not', () => {
    const [robbed, spared] = [moves(0), moves(1e12)];
    const early = (days: readonly number[]) => days.slice(0, day + 9);
    expect(early(robbed)).toEqual(early(spared));
    expect(early(robbed).reduce((a, b) => a + b)).toBeGreaterThan(10);
    expect(robbed).not.toEqual(spared);
  });
});
