import { compact, count } from '../../format.ts';
import { numberOf, rowsOf, textOf } from '../../frame.ts';
import { frameOf, horizonOf, replicatesOf } from '../../results.ts';
import { level, stepName, stepOf } from '../../series.ts';
import { setCurves, setPanels, speakOf } from '../by-set.ts';
import type { DrawChart } from '../chart.ts';
import { lineChart } from '../lines.ts';

/**
 * Members of each set over time. A difference below half a member between the first and the last weeks is told as
 * none.
 */
export const membersChart: DrawChart = results => {
  const all = setCurves(results, 'members');
  if (all.length === 0) return undefined;
  const horizon = horizonOf(results);
  const frame = frameOf(results, 'sets');
  const runs = Math.max(replicatesOf(results), 1);
  const path = (row: number) => `${textOf(frame, 'avs')(row)}.${textOf(frame, 'set')(row)}`;
  const parts = speakOf(all).map(({ view, points }) => {
    const rows = rowsOf(frame, row => path(row) === view.path);
    const total = (column: string) =>
      rows.reduce((sum, row) => sum + (numberOf(frame, column)(row) || 0), 0) / runs;
    const [from, to] = [level(points, 'start'), level(points, 'end')];
    const verb =
      Math.abs(to - from) < 0.5
        ? 'stays at'
        : to > from
          ? `grows from ${compact(from)} to`
          : `falls from ${compact(from)} to`;
    return `the ${view.label} set ${verb} ${compact(to)} members (${count(total('joins'))} joined, ${count(total('exits'))} left)`;
  });
  return {
    name: 'members',
    title: 'Who serves?',
    reading: `Registered operators of each set, ${stepName(stepOf(horizon))}.`,
    sentence: `From the first weeks to the last, ${parts.join('; ')}${runs > 1 ? ', counts per run' : ''}.`,
    spec: view =>
      lineChart(setPanels(all, { unit: 'members', format: 'count', include: [0] }), horizon, view),
  };
};
