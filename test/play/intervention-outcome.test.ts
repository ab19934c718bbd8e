import { describe, expect, it } from 'vitest';
import { outcomeText } from '../../src/play/model/intervention-outcome.ts';
import type { RunRecord } from '../../src/play/model/runs/run-records.ts';

const sampleDays = Array.from({ length: 20 }, (_, index) => index + 1);
const slash = { day: 3, slash: { operatorSet: 'one.main', fraction: 0.2 } } as const;

/** A run up to a day, whose cohort lost an amount by the look at it on day 7, and 1 USD before. */
function run(day: number, usd: number, isSlashed: boolean): RunRecord {
  const event = { where: 'one.main', operator: 'o-1', usd: 500, detail: 'intervention' };
  return {
    samples: [],
    flows: [],
    losses: sampleDays.slice(0, day).map(at => Float64Array.of(at < 7 ? usd / 300 : usd)),
    events: isSlashed
      ? [
          { ...event, day: 3, kind: 'slash' },
          { ...event, day: 5, kind: 'exit' },
        ]
      : [],
    day,
    isDone: day === 20,
  };
}

const outcome = (day: number, days = sampleDays) =>
  outcomeText(slash, {
    a: run(day, 0, false),
    b: run(day, 300, true),
    sampleDays: days,
    sampleEvery: 7,
    cohorts: ['retail'],
  });

describe('What came of a slash by hand', () => {
  it('tells what restakers lost by the first look at them, and not before', () => {
    expect(outcome(2)).toBe('');
    expect(outcome(6)).toBe('took $500 from 1 operator; in 3 days 1 left a set, 0 in A');
    expect(outcome(20)).toBe(
      'took $500 from 1 operator; by day 7 more lost than in A: retail $300; in 17 days 1 left a set, 0 in A',
    );
  });

  it('looks on the last day where no period ends after it', () => {
    expect(outcome(3, [1, 2, 3])).toBe(
      'took $500 from 1 operator; by day 3 more lost than in A: retail $1.00',
    );
  });
});
