import { describe, expect, it } from 'vitest';
import { parseScenario } from '../../../sim/scenario/index.ts';
import { type Written, written } from '../small.ts';

/** What is wrong with a lever. */
function problemsOf(lever: Written): string[] {
  const parsed = parseScenario(written({ play: { levers: [lever] } }));
  return parsed.ok
    ? []
    : parsed.problems.map(({ path, message }) => `${path.slice(3).join('.')}: ${message}`);
}

const path = 'operators.ordinary.count';

describe('A lever', () => {
  it('is refused where it leads to no number, or its range or its step leads nowhere', () => {
    for (const [lever, problem] of [
      [{ path: 'operators.ordinry.count', min: 1, max: 9 }, 'path: unknown path: operators.ordinry.count'],
      [{ path: [path, 'x.y'], min: 1, max: 9 }, 'path.1: unknown path: x.y'],
      [{ path: 'operators.ordinary', min: 1, max: 9 }, 'path: invalid path: operators.ordinary is no number'],
      [{ path, min: 9, max: 1 }, ': invalid bounds: 9 to 1'],
      [{ path, min: 4, max: 4 }, ': invalid bounds: 4 to 4'],
      [{ path, min: 0, max: '50%' }, ': invalid bounds: min, max and step are written in different units'],
      [{ path, min: 1, max: 9, step: 0 }, 'step: invalid step: 0'],
      [{ path, min: 1, max: 9, step: -1 }, 'step: invalid step: -1'],
      [{ path, min: 1, max: 9, step: 10 }, 'step: invalid step: 10'],
    ] as const)
      expect(problemsOf(lever)).toEqual([problem]);
  });

  it('is taken where it leads to a number within bounds', () => {
    expect(problemsOf({ path, min: 1, max: 9 })).toEqual([]);
    expect(problemsOf({ path, min: 1, max: 9, step: 8 })).toEqual([]);
  });
});
