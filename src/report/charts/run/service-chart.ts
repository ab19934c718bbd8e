import { capital, percent } from '../../format.ts';
import { type Frame, numberOf, rowsOf, textOf } from '../../frame.ts';
import { frameOf, horizonOf } from '../../results.ts';
import { curves, getOr, type SeriesPoint, stepName, stepOf } from '../../series.ts';
import { setsOf, taskRoles } from '../../sets-shown.ts';
import type { DrawChart } from '../chart.ts';
import { type CurvePanel, lineChart } from '../lines.ts';

type NumberCell = (row: number) => number;

/**
 * Capacity against demand and the share of tasks on time, by task. The share of a bin weighs each row by its tasks
 * that ended: a quiet day should not count as much as a busy one. Tasks are named with their AVS where several AVSs
 * have some.
 */
export const serviceChart: DrawChart = results => {
  const frame = frameOf(results, 'service');
  if (frame.length === 0) return undefined;
  const horizon = horizonOf(results);
  const step = stepOf(horizon);
  const avs = textOf(frame, 'avs');
  const task = textOf(frame, 'task');
  const several = new Set(rowsOf(frame).map(avs)).size > 1;
  const key = (row: number) => `${avs(row)}.${task(row)}`;
  const roles = taskRoles(results, setsOf(results));
  const onTime = numberOf(frame, 'on_time');
  const late = numberOf(frame, 'late');
  const lost = numberOf(frame, 'lost');
  const ended = (row: number) => onTime(row) + late(row) + lost(row);
  const recipe = { key, step, horizon };
  const coverage = curves(frame, { ...recipe, value: numberOf(frame, 'coverage_fraction') });
  const timely = curves(frame, { ...recipe, value: numberOf(frame, 'on_time_fraction'), weight: ended });
  const name = (path: string) => (several ? path : path.slice(path.indexOf('.') + 1));
  const panel = (
    title: string,
    unit: string,
    data: ReadonlyMap<string, readonly SeriesPoint[]>,
  ): CurvePanel => ({
    title,
    unit,
    format: 'percent',
    include: [1, 0.9],
    lines: [...data].map(([path, points]) => ({ name: name(path), role: roles.get(path) ?? 'ink', points })),
  });
  const panels = [
    panel('Capacity', 'members who are up, % of demand', coverage),
    panel('On time', 'tasks that met their deadline, %', timely),
  ].filter(one => one.lines.length > 0);
  if (panels.length === 0) return undefined;
  return {
    name: 'service',
    title: 'Are the tasks served?',
    reading: `First: work that members who are up could do, over expected demand. Then: tasks that met their deadline, of those that ended. By kind of task, ${stepName(step)}.`,
    sentence: sentence(overall(frame, key, onTime, ended), timely, coverage, name),
    spec: view => lineChart(panels, horizon, view),
  };
};

/**
 * What part of the tasks of the two worst kinds met their deadline, and where capacity fell short of demand, each
 * with its worst moment: the lowest 5th percentile over runs.
 */
function sentence(
  shares: ReadonlyMap<string, number>,
  timely: ReadonlyMap<string, readonly SeriesPoint[]>,
  coverage: ReadonlyMap<string, readonly SeriesPoint[]>,
  name: (path: string) => string,
): string {
  const all = [...timely.values(), ...coverage.values()].flat();
  const worstRuns = all.some(point => point.hi > point.lo) ? ' in the worst twentieth of runs' : '';
  const least = (points: readonly SeriesPoint[]) => {
    const worst = points.reduce((a, b) => (b.lo < a.lo ? b : a));
    return { share: percent(worst.lo), when: `around day ${Math.round(worst.x)}` };
  };
  const parts = [...timely]
    .map(([path, points]) => ({ path, points, share: shares.get(path) ?? Number.NaN }))
    .sort((a, b) => a.share - b.share)
    .slice(0, 2)
    .map(({ path, points, share }) => {
      const low = least(points);
      const worst = low.share === percent(share) ? '' : ` (${low.share}${worstRuns} ${low.when})`;
      return `${percent(share)} of ${name(path)} tasks met their deadline${worst}`;
    });
  const gaps = [...coverage]
    .filter(([, points]) => points.some(point => point.lo < 1))
    .slice(0, 2)
    .map(([path, points]) => {
      const low = least(points);
      return `capacity for ${name(path)} tasks fell to ${low.share} of demand${worstRuns} ${low.when}`;
    });
  const second = gaps.length > 0 ? capital(gaps.join('; ')) : 'Capacity never fell short of demand';
  return [parts.join('; '), second]
    .filter(part => part !== '')
    .map(part => `${part}.`)
    .join(' ');
}

/** Share of all tasks that ended which met their deadline, over every run. */
function overall(
  frame: Frame,
  key: (row: number) => string,
  onTime: NumberCell,
  ended: NumberCell,
): Map<string, number> {
  const sums = new Map<string, [met: number, of: number]>();
  for (const row of rowsOf(frame)) {
    const sum = getOr(sums, key(row), () => [0, 0] as [number, number]);
    sum[0] += onTime(row) || 0;
    sum[1] += ended(row) || 0;
  }
  return new Map([...sums].map(([path, [met, of]]) => [path, of > 0 ? met / of : Number.NaN]));
}
