import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readScenario } from '../../src/input/scenario-file.ts';
import { playModelOf } from '../../src/play/model/play-model.ts';
import { newsOfOpening, openingRun } from '../../src/play/model/runs/opening-run.ts';
import { createPlayedRun } from '../../src/play/model/runs/played-run.ts';

describe('the days that a page opens with', () => {
  const reading = readScenario(join(import.meta.dirname, '../../scenarios/audit-and-remove.yaml'));
  if (!reading.ok) throw new Error('no scenario');
  const { scenario } = reading.value;
  const model = playModelOf(scenario);
  const run = createPlayedRun(model, scenario, scenario.seed, true);
  const own = run.advance(model.previewDays, () => false);
  const shown = newsOfOpening(JSON.parse(JSON.stringify(openingRun(scenario, model))));

  it('are those of its own first run, to six digits', () => {
    expect(shown.day).toBe(model.previewDays);
    for (const list of ['samples', 'flows', 'losses'] as const) {
      expect(shown[list]).toHaveLength(own[list].length);
      own[list].forEach((values, sample) => {
        values.forEach((value, at) => {
          const known = shown[list][sample]![at]!;
          if (Number.isNaN(value)) expect(known).toBeNaN();
          else expect(Math.abs(known - value)).toBeLessThanOrEqual(1e-5 * Math.abs(value));
        });
      });
    }
  });

  it('measure and tell what that run measures and tells', () => {
    expect(shown.measures).toEqual(own.measures);
    expect(shown.events).toEqual(own.events);
    expect(shown.isDone).toBe(own.isDone);
  });
});
