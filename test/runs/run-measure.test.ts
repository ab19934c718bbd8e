import { describe, expect, it } from 'vitest';
import { finishedRunMessage, parseFinishedRun } from '../../src/runs/executors/messages.ts';
import type { CompletedRun } from '../../src/runs/job.ts';
import { segmentText } from '../../src/runs/store/segment.ts';

const run: CompletedRun = {
  key: 'a'.repeat(64),
  seed: 1,
  measures: [
    { name: 'one.cost', unit: 'USD/week', meaning: 'What it cost', better: 'lower', aggregation: null },
    { name: 'one.hhi', unit: 'fraction', meaning: 'Spread', better: 'lower', aggregation: 'mean over days' },
  ],
  values: [5, null],
};
const legend = [
  ['one.cost', 'USD/week', 'What it cost', 'lower', null],
  ['one.hhi', 'fraction', 'Spread', 'lower', 'mean over days'],
];

describe('the measures of a run', () => {
  it('travel in a message as a legend of lists, and come back with their names', () => {
    const message = JSON.parse(JSON.stringify(finishedRunMessage(run)));
    expect(message.legend).toEqual(legend);
    expect(parseFinishedRun(message)).toEqual(run);
  });

  it('stand in a segment once for all runs that have the same', () => {
    const text = segmentText([run, { ...run, key: 'b'.repeat(64), measures: [...run.measures] }]);
    const [first, ...runs] = text
      .trimEnd()
      .split('\n')
      .map(line => JSON.parse(line));
    expect(first.measures).toEqual(legend);
    expect(runs).toEqual([
      { done: run.key, seed: 1, legend: first.legend, values: [5, null] },
      { done: 'b'.repeat(64), seed: 1, legend: first.legend, values: [5, null] },
    ]);
  });

  it('of a message must have a value each', () => {
    const message = { ...(finishedRunMessage(run) as object), values: [5] };
    expect(() => parseFinishedRun(message)).toThrow(/^invalid result/);
  });
});
