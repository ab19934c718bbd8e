import { describe, expect, it } from 'vitest';
import { answerOf } from '../../src/report/answer/answer.ts';
import { verdictOf } from '../../src/report/answer/target.ts';
import { cards, headlineCards } from '../../src/report/page/cards.ts';
import type { SummaryLine } from '../../src/report/results.ts';
import { settingOf } from '../../src/report/setting.ts';

const line = (name: string, unit: string, mean: number, ends?: readonly [number, number]): SummaryLine => ({
  name,
  unit,
  meaning: `Meaning of ${name}`,
  n: ends === undefined ? 1 : 8,
  mean,
  low: ends?.[0] ?? Number.NaN,
  high: ends?.[1] ?? Number.NaN,
  p05: mean,
  p95: mean,
});

const summary = [
  line('other.main.members.mean', 'count', 90, [88, 92]),
  line('one.heavy.on_time', 'fraction', 0.874, [0.81, 0.93]),
  line('one.gpu.members.mean', 'count', 28.44, [26, 31]),
  line('one.gpu.slashable.mean', 'USD', 14.6e6, [12e6, 17e6]),
  line('one.gpu.cost', 'USD/week', 106_000, [104_000, 108_000]),
  line('one.gpu.slack', 'ratio', 1.5, [-0.2, 3]),
  line('restakers.retail.net_apr', 'fraction/year', 0.0185, [0.008, 0.05]),
];

const written = {
  name: 'x',
  avss: { other: { sets: { main: {} } }, one: { sets: { gpu: {} }, tasks: { heavy: { sets: ['gpu'] } } } },
};

const runs = { runs: 8, days: 365 };

const answer = (headline: unknown, question?: string) =>
  answerOf(summary, settingOf({ ...written, question, headline }), runs);

describe('the answer to a question', () => {
  it('says how many targets are missed, and each figure with its interval and target', () => {
    const { question, sentence } = answer(
      [
        { measure: 'one.heavy.on_time', atLeast: '95%' },
        { measure: 'one.gpu.members.mean', atLeast: 20 },
        { measure: 'one.gpu.cost' },
      ],
      'Is it enough?',
    );
    expect(question).toBe('Is it enough?');
    expect(sentence).toBe(
      'Over 8 runs of a year, 1 of 2 targets is missed: 87.4% of heavy tasks on time [81% to 93%] (at least 95%: missed); ' +
        '28.4 operators of one.gpu [26 to 31] (at least 20: met); $106k a week for one.gpu [$104k to $108k].',
    );
  });

  it('tells targets that chance may have met or missed from those that are missed', () => {
    const sentence = (...headline: unknown[]) => answer(headline).sentence;
    const [missed, open, met] = [
      { measure: 'one.gpu.cost', atMost: 50_000 },
      { measure: 'one.gpu.slack', atLeast: 0 },
      { measure: 'one.gpu.members.mean', atMost: 31 },
    ];
    expect(sentence(missed, open)).toMatch(/, of 2 targets 1 is missed and 1 is not certain: /);
    expect(sentence(open, met, { ...open, atLeast: 1 })).toMatch(/, 2 of 3 targets are not certain: /);
    expect(sentence(met, met)).toMatch(/, both targets are met: /);
    expect(sentence(met)).toMatch(/, the target is met: /);
    expect(sentence(missed)).toMatch(/, the target is missed: /);
    expect(sentence({ measure: 'one.gpu.cost' })).toBe(
      'Over 8 runs of a year: $106k a week for one.gpu [$104k to $108k].',
    );
  });

  it('asks, without a question, for tasks, members, cost and return of the AVS that has tasks', () => {
    const { question, figures } = answer(undefined);
    expect(question).toBe(
      'Are heavy tasks done on time, how many operators serve one.gpu, what does one.gpu cost and what does the stake of retail earn?',
    );
    expect(figures.map(({ measure }) => measure.name)).toEqual([
      'one.heavy.on_time',
      'one.gpu.members.mean',
      'one.gpu.cost',
      'restakers.retail.net_apr',
    ]);
  });

  it('says nothing of measures that the runs do not have, and that there is no value where there is none', () => {
    expect(answer([{ measure: 'one.gpu.nothing' }]).sentence).toBe('');
    const none = [line('one.gpu.slack', 'ratio', Number.NaN)];
    const headline = [{ measure: 'one.gpu.slack', atLeast: 0 }];
    expect(answerOf(none, settingOf({ ...written, headline }), { runs: 1, days: 90 }).sentence).toBe(
      'In one run of 90 days, the target is not certain: no one.gpu.slack (at least 0: not certain).',
    );
  });
});

describe('a target', () => {
  it('is met by one run or equal runs where the value keeps it, its bound included', () => {
    const alone = line('a', 'count', 3);
    expect(verdictOf(alone, { atLeast: 3 })).toBe('met');
    expect(verdictOf(alone, { atMost: 3 })).toBe('met');
    expect(verdictOf(alone, { atMost: 2.99 })).toBe('missed');
    expect(verdictOf(alone, {})).toBeUndefined();
  });
});

describe('cards', () => {
  it('show the figure with its interval, its target and whether it is met', () => {
    const { figures } = answer([{ measure: 'one.heavy.on_time', atLeast: 0.95 }]);
    expect(cards(headlineCards(figures))).toBe(
      '<ul class="cards" aria-label="Headline figures"><li>' +
        '<span class="who" title="one · heavy">one · heavy</span><strong>87.4%</strong>' +
        '<span class="what">Meaning of one.heavy.on_time</span>' +
        '<span class="target missed">at least 95%: <b>missed</b></span>' +
        '<span class="range">95% interval 81% to 93%, 8 runs</span></li></ul>',
    );
  });

  it('have no target where none is asked for', () => {
    expect(cards(headlineCards(answer(undefined).figures))).not.toContain('class="target');
  });
});
