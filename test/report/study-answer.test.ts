import { describe, expect, it } from 'vitest';
import { statedHeadline } from '../../src/report/answer/stated-headline.ts';
import { studyAnswer } from '../../src/report/answer/study-answer.ts';
import { settingOf } from '../../src/report/setting.ts';
import { responseChart } from '../../src/report/study/response-chart.ts';
import type { Response, StudyResults } from '../../src/report/study/results.ts';
import { light } from '../../src/report/theme.ts';

/** A measure at the points, with an interval of so much to either side of each mean. */
function response(
  name: string,
  unit: string,
  means: readonly number[],
  more: Partial<Response> = {},
): Response {
  const half = 0.01 * Math.max(...means);
  const at = new Map(
    means.map((mean, point) => [point, { mean, low: mean - half, high: mean + half, isSame: false }]),
  );
  return { name, unit, meaning: `Meaning of ${name}`, target: {}, at, ...more };
}

/** A study of one factor at four shares. */
function studyOf(answering: readonly Response[], question = ''): StudyResults {
  return {
    name: '',
    description: '',
    question,
    setting: settingOf({}),
    factors: [{ name: 'share', unit: 'fraction', isNumeric: true, isLog: false }],
    points: new Map([0.5, 0.6, 0.7, 0.8].map((share, point) => [point, { share }])),
    runs: 32,
    failed: 0,
    answering,
    responses: answering,
  };
}

const onTime = response('one.heavy.on_time', 'fraction', [0.4, 0.945, 0.97, 0.99], {
  target: { atLeast: 0.95 },
});
const cost = response('one.gpu.cost', 'USD/week', [75_000, 90_000, 105_000, 120_000]);

describe('the answer to the question of a study', () => {
  it('says at which points targets are met, and where each measure is lowest and highest', () => {
    const { question, sentence } = studyAnswer(studyOf([onTime, cost], 'Which share?'));
    expect(question).toBe('Which share?');
    expect(sentence).toBe(
      'Over 32 runs at 4 points, the target is met at share 70% and 80%, not certain at share 60%. ' +
        'Lowest to highest mean: 40% at share 50% to 99% of heavy tasks on time at share 80% (at least 95%); ' +
        '$75k at share 50% to $120k a week for one.gpu at share 80%.',
    );
  });

  it('meets targets only where all of them are met together', () => {
    const cheap = { ...cost, target: { atMost: 95_000 } };
    expect(studyAnswer(studyOf([onTime, cheap])).sentence).toContain(
      'no point is shown to meet both targets',
    );
    const fair = { ...cost, target: { atMost: 110_000 } };
    expect(studyAnswer(studyOf([onTime, fair])).sentence).toContain('both targets are met at share 70%,');
  });

  it('names no place where the intervals of lowest and highest overlap', () => {
    const flat = response('one.gpu.members.end', 'count', [25, 25.2, 25.3, 25.1]);
    expect(studyAnswer(studyOf([flat])).sentence).toContain(
      '25 to 25.3 operators of one.gpu at the end (not shown to differ)',
    );
  });

  it('asks what the factors change where the study does not say', () => {
    expect(studyAnswer(studyOf([cost])).question).toBe('What does share change?');
  });

  it('shows a card for each measure, with its interval at both ends and how often its target is met', () => {
    const [card] = studyAnswer(studyOf([onTime])).cards;
    expect(card).toMatchObject({
      value: '40% to 99%',
      target: { text: 'at least 95%', words: 'met at 2 of 4 points' },
      range: 'lowest at share 50% [39% to 41%], highest at share 80% [98% to 99.99%]',
    });
  });

  it('tells what each measure depends on where the study was made to say', () => {
    const findings = [
      { kind: 'total', factors: ['share'], value: 0.8, interval: null },
      { kind: 'first', factors: ['share'], value: 0.7, interval: null },
    ] as const;
    const { sentence } = studyAnswer(studyOf([cost]), [{ measure: cost.name, unit: cost.unit, findings }]);
    expect(sentence).toBe('one.gpu.cost depends most on share (80% of its variance).');
  });

  it('draws a target as a line in the unit of its measure, within the panel', () => {
    const study = studyOf([{ ...cost, target: { atMost: 200_000 } }]);
    const drawn = JSON.stringify(
      responseChart(study, study.factors[0]!)!.spec({ width: 760, palette: light, live: false }),
    );
    expect(drawn).toContain('"bound":200000');
    expect(drawn).toContain('"domain":[0,200000]');
  });
});

describe('the measures that answer a study', () => {
  const known = new Set(['a.x.cost', 'a.y.cost', 'a.x.members', 'a.x.slack']);
  const scenario = settingOf({ headline: [{ measure: 'a.x.slack' }] });
  const objective = {
    minimise: 'a.x.cost + a.y.cost',
    constraints: [
      { measure: 'a.x.members', atLeast: 5 },
      { measure: 'a.x.slack', atLeast: 0.1, probability: 0.95 },
    ],
  };

  it('are those that it names, else those of its objective, else those of its scenario', () => {
    const named = [{ measure: 'a.y.cost', atMost: 5 }];
    const names = (study: Record<string, unknown>) => statedHeadline(study, scenario, known);
    expect(names({ headline: named, objective })).toEqual(named);
    expect(names({ objective }).map(({ measure }) => measure)).toEqual([
      'a.x.members',
      'a.x.slack',
      'a.x.cost',
      'a.y.cost',
    ]);
    expect(names({}).map(({ measure }) => measure)).toEqual(['a.x.slack']);
  });

  it('have a bound as target only where the mean of that measure must keep it', () => {
    const [members, slack] = statedHeadline({ objective }, scenario, known);
    expect(members).toMatchObject({ atLeast: 5 });
    expect(slack).toEqual({ measure: 'a.x.slack' });
  });
});
