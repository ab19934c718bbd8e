import { describe, expect, it } from 'vitest';
import { incentiveTokensPerDay } from '../../../../sim/agents/avs/pay/incentives.ts';
import {
  planAllocations,
  stakePoolUsdPerDay,
} from '../../../../sim/agents/operator/valuation/allocation-plan.ts';
import { membershipValue } from '../../../../sim/agents/operator/valuation/membership-value.ts';
import { type Run, simulate } from '../../../../sim/index.ts';
import { worldOf } from '../../../../sim/scenario/index.ts';
import { activeMemberships, slashableFraction } from '../../../../sim/state/stake.ts';
import { number, type Observation, observations, total } from '../../../laws/worlds/rows.ts';
import { merged, resolved, small, type Written, written } from '../../../scenario/small.ts';
import { initialState } from '../../initial-state.fixture.ts';
import { valuationContext } from '../../operator/valuation-context.fixture.ts';

const set = (reward: Written): Written => ({ strategies: ['eth'], reward });
const unique = set({ kind: 'uniqueStake' });
/** Whoever starts stays as it is. */
const still: Written = { reviewEvery: '100y' };

/** An AVS of these sets with 700 USD a week for the first, and operators who all start in it. */
function avs(sets: Written, operators: Written, changes: Written = {}): Written {
  const names = Object.keys(sets);
  return merged(
    written({
      horizon: '21d',
      sampleEvery: '1d',
      avss: {
        one: {
          sets: { main: undefined, ...sets },
          budget: { token: 'ait', usdPerWeek: 700, split: { [names[0]!]: 1 } },
        },
      },
      operators: { ordinary: undefined, ...operators },
    }),
    changes,
  );
}

const group = (more: Written = {}): Written => ({
  count: 1,
  ownStake: { eth: 10 },
  starts: { 'one.a': 1 },
  policy: still,
  ...more,
});

function run(input: Written) {
  const running: Run = simulate(resolved(input));
  const rows = [...running];
  return { state: running.state, table: (name: string): Observation[] => observations(rows, name) };
}

/** Pay of the last day by operator in a set. */
function paid(input: Written, name = 'a'): Record<string, number> {
  const last = run(input)
    .table('memberships')
    .filter(row => row.time_days === 21 && row.set === name);
  return Object.fromEntries(last.map(row => [String(row.operator), number(row, 'paid_usd')]));
}

describe('a set that pays by a rule of its AVS', () => {
  const cores = { heavy: group({ cores: 7 }), middle: group({ cores: 2 }), light: group({ cores: 1 }) };
  const rule = (extra: Written): Written =>
    avs({ a: set({ kind: 'operatorDirected', by: { capacity: 1 }, ...extra }) }, cores);
  const amounts = (pay: Record<string, number>): number[] => Object.values(pay);

  it('caps the weight of a member', () => {
    const pay = amounts(paid(rule({ cap: 0.4 })));
    expect(pay).toEqual([40, 40, 20].map(usd => expect.closeTo(usd, 9)));
  });

  it('gives prizes by rank, to the lower operator number among equals', () => {
    expect(amounts(paid(rule({ prizes: ['50%', '30%', '20%'] })))).toEqual([50, 30, 20]);
    const equals = avs({ a: set({ kind: 'operatorDirected', prizes: [1] }) }, { same: group({ count: 3 }) });
    expect(amounts(paid(equals))).toEqual([100, 0, 0]);
  });

  it('keeps its bonus for those who were up', () => {
    const flaky = group({ failure: { every: '1h', repair: '1h' } });
    const bonus = { part: '30%', minUptime: '99%' };
    const input = avs({ a: set({ kind: 'operatorDirected', bonus }) }, { solid: group(), flaky });
    const pay = amounts(paid(input));
    expect(pay[0]).toBeCloseTo(65, 9);
    expect(pay[1]).toBeCloseTo(35, 9);
  });

  it('gives a fifth to the protocol if its AVS opted in', () => {
    const { table } = run(
      avs({ a: unique }, { some: group({ count: 2 }) }, { avss: { one: { budget: { protocolFee: true } } } }),
    );
    const pay = table('attribution');
    expect(total(pay, 'amount_usd', row => row.payee_kind === 'protocol')).toBeCloseTo(21 * 20, 9);
    expect(total(pay, 'amount_usd', row => row.payee_kind === 'operators')).toBeCloseTo(21 * 80, 9);
    expect(table('summary').find(row => row.measure === 'one.a.cost')!.value).toBeCloseTo(700, 9);
  });
});

describe('a programme', () => {
  const programme = (more: Written): Written => ({
    programmatic: { eigen: { token: 'ait', tokensPerWeek: 700, ...more } },
  });

  it('changes its amount with the first week that begins on the day or later', () => {
    const [incentive] = worldOf(
      small(
        programme({
          change: [
            [7, 0.5],
            [15, 0],
          ],
        }),
      ),
    ).incentives;
    const days = [0, 6, 7, 14, 20, 21, 400];
    expect(days.map(day => incentiveTokensPerDay(incentive!, day))).toEqual([100, 100, 50, 50, 50, 0, 0]);
  });

  it('that is cut pays all earners less', () => {
    const { table } = run(avs({ a: unique }, { some: group() }, programme({ change: [[10, 0.5]] })));
    const layer = (row: Observation) => row.layer === 'programmatic' && row.set === 'eigen';
    expect(total(table('attribution'), 'amount_tokens', layer)).toBeCloseTo(14 * 100 + 7 * 50, 9);
  });

  it('pays the sets that it gauges, by allocated or by total stake, and burns the rest', () => {
    const both = group({ starts: { 'one.a': 1, 'one.b': 1 } });
    const gauged = (kind: string) =>
      avs(
        { a: unique, b: unique },
        { one: group(), both },
        {
          avss: { one: { budget: undefined } },
          ...programme({ kind, eligible: 'all', gauges: { 'one.a': '45%', 'one.b': '45%' } }),
        },
      );
    // One allocates 95% to a; the other half of that, and half to b, for the gauges pay both alike.
    expect(Object.values(paid(gauged('uniqueStake')))).toEqual([30, 15].map(usd => expect.closeTo(usd, 9)));
    expect(Object.values(paid(gauged('uniqueStake'), 'b'))).toEqual([expect.closeTo(45, 9)]);
    expect(Object.values(paid(gauged('totalStake')))).toEqual([22.5, 22.5]);
    const { table } = run(gauged('totalStake'));
    const tokens = (kind: string) =>
      total(table('attribution'), 'amount_tokens', row => row.payee_kind === kind);
    expect(total(table('attribution'), 'amount_tokens')).toBeCloseTo(21 * 100, 9);
    expect(tokens('burned')).toBeCloseTo(21 * 10, 9);
    expect(total(table('sets'), 'pool_usd')).toBe(0);
    const measured = Object.fromEntries(table('summary').map(row => [row.measure, row.value]));
    expect(measured).toMatchObject({
      'programmes.eigen.minted': expect.closeTo(2_100, 9),
      'programmes.eigen.paid': expect.closeTo(0.9, 12),
      'programmes.eigen.burned': expect.closeTo(0.1, 12),
    });
  });

  it('pays by its gauges those alone whose AVS pays the fee, and burns what the others would have had', () => {
    const paidTo = (protocolFee: boolean, eligible?: string) => {
      const input = avs(
        { a: unique },
        { one: group() },
        {
          avss: { one: { budget: { protocolFee } } },
          ...programme({ gauges: { 'one.a': '80%' }, ...(eligible && { eligible }) }),
        },
      );
      const rows = run(input).table('attribution');
      const of = (kinds: string[]) =>
        total(
          rows,
          'amount_tokens',
          row => row.layer === 'programmatic' && kinds.includes(String(row.payee_kind)),
        );
      return [of(['operators', 'restakers']), of(['burned'])];
    };
    const gauged = [expect.closeTo(21 * 80, 9), expect.closeTo(21 * 20, 9)];
    expect(paidTo(true)).toEqual(gauged);
    expect(paidTo(false)).toEqual([0, expect.closeTo(21 * 100, 9)]);
    expect(paidTo(false, 'feePaying')).toEqual([0, expect.closeTo(21 * 100, 9)]);
    expect(paidTo(false, 'all')).toEqual(gauged);
  });

  it('never mints the week that nobody presses, and burns nothing of it', () => {
    const input = avs(
      { a: unique },
      { some: group() },
      {
        avss: { one: { budget: { protocolFee: true } } },
        ...programme({ gauges: { 'one.a': '80%' }, unpressed: [1, 7] }),
      },
    );
    const { table } = run(input);
    const tokens = (kind: string) =>
      total(
        table('attribution'),
        'amount_tokens',
        row => row.layer === 'programmatic' && row.payee_kind === kind,
      );
    expect([tokens('operators'), tokens('burned'), tokens('unminted')]).toEqual([
      expect.closeTo(14 * 80, 9),
      expect.closeTo(14 * 20, 9),
      expect.closeTo(7 * 100, 9),
    ]);
    const daily = table('memberships').map(row => number(row, 'paid_usd') - 80);
    expect(daily).toEqual(
      Array.from({ length: 21 }, (_, day) => expect.closeTo(day >= 7 && day < 14 ? 0 : 80, 9)),
    );
  });

  it('pays for the strategies that it names alone', () => {
    const input = avs(
      { a: { ...unique, strategies: ['eth', 'ait'] } },
      { eth: group({ ownStake: { eth: 10 } }), ait: group({ ownStake: { ait: 5_000 } }) },
      {
        strategies: ['eth', 'ait'],
        avss: { one: { budget: undefined } },
        ...programme({ gauges: { 'one.a': 1 }, eligible: 'all', strategies: ['ait'] }),
      },
    );
    expect(Object.values(paid(input))).toEqual([0, expect.closeTo(100, 9)]);
    const earners = merged(input, programme({ gauges: undefined, eligible: undefined, strategies: ['eth'] }));
    const rows = run(earners).table('attribution');
    expect(rows.map(row => [row.payee, row.amount_tokens])).toEqual([['eth', expect.closeTo(2_100, 9)]]);
  });

  it('gives back to the AVS what its gauge cannot pay, for nobody serves the set', () => {
    const input = avs(
      { a: unique, b: unique },
      { some: group() },
      { avss: { one: { budget: undefined } }, ...programme({ gauges: { 'one.b': 1 }, eligible: 'all' }) },
    );
    const rows = run(input).table('attribution');
    expect(rows.map(row => [row.set, row.payee_kind, row.payee, row.amount_tokens])).toEqual([
      ['b', 'refunded', 'one', expect.closeTo(2_100, 9)],
    ]);
  });
});

describe('an operator', () => {
  const stack: Written = {
    avss: { one: { budget: { protocolFee: true, split: { a: 0.6, b: 0.4 } } } },
    programmatic: {
      one: { token: 'ait', tokensPerWeek: 70, gauges: { 'one.a': 0.5 }, kind: 'totalStake' },
      two: { token: 'ait', tokensPerWeek: 35, gauges: { 'one.a': 0.2, 'one.b': 0.8 }, change: [[14, 0.5]] },
    },
  };
  const starts = { 'one.a': 1, 'one.b': 1 };
  const input = avs(
    { a: set({ kind: 'operatorDirected', by: { capacity: 1 }, cap: 0.4 }), b: unique },
    {
      heavy: group({ cores: 7, starts, ownStake: { eth: 40 } }),
      middle: group({ cores: 2, starts }),
      light: group({ cores: 1 }),
    },
    stack,
  );

  it('expects of cap, fee and gauges what it is paid', () => {
    const { state, table } = run(input);
    const context = valuationContext(state);
    const today = table('memberships').filter(row => row.time_days === 21);
    let compared = 0;
    for (const { id, name } of state.operators) {
      for (const membership of activeMemberships(state, id)) {
        const own = state.mirrors.memberships.set[membership]!;
        const row = today.find(one => one.operator === name && one.set === state.world.sets[own]!.name)!;
        const { pay } = membershipValue(context, id, own, slashableFraction(state, membership));
        expect(pay).toBeCloseTo(7 * number(row, 'paid_usd'), 9);
        compared++;
      }
    }
    expect(compared).toBe(5);
  });

  it('expects no more than the cap of a set that it does not serve yet', () => {
    const { state } = initialState(
      merged(input, {
        programmatic: { one: undefined, two: undefined },
        operators: { new: group({ cores: 1_000, starts: {} }) },
      }),
    );
    const context = valuationContext(state);
    expect(membershipValue(context, 3, 0, 0).pay).toBeCloseTo(0.4 * 0.8 * 420, 9);
  });

  it('leaves a set that only a programme made worth its cost once the programme is cut', () => {
    // 7 a week from the set and 70 from the gauge, against a cost of 50 a week.
    const policy = { reviewEvery: '1d', rationality: 1e6, switchingUsd: 0, memory: '0d' };
    const members = (change: readonly (readonly number[])[]) =>
      run(
        avs(
          { a: unique },
          { some: group({ split: 1, policy, costs: { setMonthlyUsd: (50 * 365) / 84 } }) },
          {
            horizon: '42d',
            avss: { one: { budget: { usdPerWeek: 7 } } },
            programmatic: {
              eigen: { token: 'ait', tokensPerWeek: 70, gauges: { 'one.a': 1 }, eligible: 'all', change },
            },
          },
        ),
      )
        .table('sets')
        .map(row => number(row, 'members'));
    expect(Math.min(...members([[21, 0.7]]))).toBe(1);
    const cut = members([[21, 0.5]]);
    expect(Math.min(...cut.slice(0, 21))).toBe(1);
    expect(cut.at(-1)).toBe(0);
  });

  it('plans its stake by what each set pays for it, the fee taken off and gauges added', () => {
    const { state } = initialState(input);
    // Set a pays for allocated stake through a gauge alone: 5 x 20% a day; b 40 a day less a fifth, and 5 x 80%.
    const pools = [0, 1].map(id => stakePoolUsdPerDay(state, id, () => 1));
    expect(pools).toEqual([expect.closeTo(1, 12), expect.closeTo(36, 12)]);
    const plan = planAllocations(state, 0, [0, 1], id => pools[id]!);
    expect([0, 1].map(id => plan.get(id)!)).toEqual([
      expect.closeTo(0.95 / 37, 12),
      expect.closeTo((0.95 * 36) / 37, 12),
    ]);
  });
});
