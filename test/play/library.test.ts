import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readScenario } from '../../src/input/scenario-file.ts';
import { changeSetsOf } from '../../src/play/model/levers/change.ts';
import { leverChanges } from '../../src/play/model/levers/lever.ts';
import { nearestValue } from '../../src/play/model/levers/lever-value.ts';
import { playSentence } from '../../src/play/model/sentence.ts';
import { openPlayer } from '../../src/play/page/player.ts';

const folder = join(import.meta.dirname, '..', '..', 'scenarios');
const files = readdirSync(folder).filter(name => name.endsWith('.yaml'));

describe('every scenario of the library', () => {
  it.each(files)('asks a question, names the measures that answer it, and plays: %s', file => {
    const reading = readScenario(join(folder, file));
    if (!reading.ok) throw new Error(`${file} is no scenario`);
    const player = openPlayer({ file: basename(file), written: reading.value.written });
    const { question, headline = [] } = reading.value.scenario;
    expect(question).toMatch(/^[A-Z].*\?$/);
    expect(headline.length).toBeGreaterThanOrEqual(3);
    const { levers, series, layout, sampleDays } = player.setup;
    expect(levers.length).toBeGreaterThan(0);
    expect(series.length).toBeGreaterThan(0);
    expect(layout.nodes.some(({ kind }) => kind === 'set')).toBe(true);
    // Each lever makes a scenario at both of its ends, and lets it run.
    const run = player.run({ changes: [], replicate: 0, toDay: 3, details: true });
    const news = run.advance(3, () => false);
    expect(news.day).toBe(3);
    expect(news.samples.length).toBe(sampleDays.filter(day => day <= 3).length);
    for (const lever of levers) {
      for (const end of [lever.min, lever.max]) {
        const changes = leverChanges(lever, nearestValue(lever, end));
        expect(
          () => player.run({ changes, replicate: 0, toDay: 1, details: false }),
          `${lever.label} ${end}`,
        ).not.toThrow();
      }
    }
  });
});

describe('the sentence', () => {
  const facts = {
    comparisons: [],
    pairs: 0,
    days: 0,
    simulated: { to: 32, of: 365 },
    isSame: true,
    avs: 'one',
    hasSameSets: true,
  };
  const comparison = {
    measure: 'one.gpu.members',
    unit: 'count',
    meaning: '',
    better: 'neither',
    n: 20,
    meanA: 1,
    meanB: 28,
    difference: 27,
    interval: [25, 29],
    standardised: 9,
    paired: 0.5,
  } as const;
  const cost = {
    ...comparison,
    measure: 'one.gpu.cost',
    unit: 'USD/week',
    meanA: 150_000,
    meanB: 150_000,
    difference: 0,
    interval: null,
  };
  const text = (of: Parameters<typeof playSentence>[0]) =>
    playSentence(of)
      .map(part => part.text)
      .join('');

  it('says how far the runs are while nothing is measured', () => {
    expect(text(facts)).toBe('Day 32 of 365. Move a lever: B answers beside A.');
  });

  it('says what differs, and at what cost', () => {
    const told = { ...facts, comparisons: [comparison, cost], pairs: 20, days: 365, isSame: false };
    expect(text(told)).toBe(
      'Over 20 runs of a year, B keeps 28 operators of one.gpu, A 1, at the same $150k a week.',
    );
  });

  it('says no cost where one of the two pays sets that the other does not have', () => {
    const added = [{ path: 'avss.one.sets.extra', value: {} }];
    const told = { ...facts, comparisons: [comparison, cost], pairs: 20, days: 365, isSame: false };
    const hasSameSets = !changeSetsOf('one', added);
    expect(text({ ...told, hasSameSets })).toBe(
      'Over 20 runs of a year, B keeps 28 operators of one.gpu, A 1.',
    );
    expect(changeSetsOf('one', [{ path: 'avss.one', value: null }])).toBe(true);
    expect(changeSetsOf('one', [{ path: 'avss.one.sets.gpu.cap', value: 3 }])).toBe(false);
    expect(changeSetsOf('one', [{ path: 'avss.two.sets.extra', value: {} }])).toBe(false);
  });

  it('calls nothing a difference that may be chance', () => {
    const chance = { ...comparison, interval: [-1, 55] as const };
    const told = { ...facts, comparisons: [chance], pairs: 20, days: 365, isSame: false };
    expect(text(told)).toContain('nothing here differs by more than chance');
  });
});
