import { percent } from '../format.ts';
import { numberOf, rowsOf, textOf } from '../frame.ts';
import { frameOf, horizonOf } from '../results.ts';
import { curves, level, type Point, stepName, stepOf } from '../series.ts';
import { setsOf, taskRoles } from '../world.ts';
import type { Draw } from './chart.ts';
import { type LinePanel, lineChart } from './lines.ts';

/** Capacity against demand and the share of tasks on time, by task. */
export const service: Draw = results => {
  const frame = frameOf(results, 'service');
  if (frame.length === 0) return undefined;
  const horizon = horizonOf(results);
  const step = stepOf(horizon);
  const avs = textOf(frame, 'avs');
  const task = textOf(frame, 'task');
  const several = new Set(rowsOf(frame).map(avs)).size > 1;
  const key = (row: number) => `${avs(row)}.${task(row)}`;
  const roles = taskRoles(results, setsOf(results));
  const [onTime, late, lost] = ['on_time', 'late', 'lost'].map(name => numberOf(frame, name));
  const ended = (row: number) => (onTime?.(row) ?? 0) + (late?.(row) ?? 0) + (lost?.(row) ?? 0);
  const recipe = { key, step, horizon };
  const coverage = curves(frame, { ...recipe, value: numberOf(frame, 'coverage_fraction') });
  const timely = curves(frame, { ...recipe, value: numberOf(frame, 'on_time_fraction'), weight: ended });
  const name = (path: string) => (several ? path : path.slice(path.indexOf('.') + 1));
  const panel = (title: string, unit: string, data: ReadonlyMap<string, readonly Point[]>): LinePanel => ({
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
    sentence: sentence(timely, coverage, name),
    spec: view => lineChart(panels, horizon, view),
  };
};

function sentence(
  timely: ReadonlyMap<string, readonly Point[]>,
  coverage: ReadonlyMap<string, readonly Point[]>,
  name: (path: string) => string,
): string {
  const shares = [...timely].map(([path, points]) => ({ path, points, mean: level(points, 'all') }));
  shares.sort((a, b) => a.mean - b.mean);
  const parts = shares.slice(0, 2).map(({ path, points, mean }) => {
    const worst = points.reduce((a, b) => (b.mid < a.mid ? b : a));
    const low = `worst ${percent(worst.mid)} around day ${Math.round(worst.x)}`;
    return `${percent(mean)} of ${name(path)} tasks met their deadline (${low})`;
  });
  const banded = [...coverage.values()].some(points => points.some(point => point.hi > point.lo));
  const short = [...coverage].filter(([, points]) => points.some(point => point.lo < 1));
  const gaps = short.slice(0, 2).map(([path, points]) => {
    const least = points.reduce((a, b) => (b.lo < a.lo ? b : a));
    const when = `${percent(least.lo)} of demand, around day ${Math.round(least.x)}`;
    if (banded)
      return `in the worst twentieth of runs, capacity for ${name(path)} tasks covered as little as ${when}`;
    const below = points.filter(point => point.mid < 1).length / points.length;
    return `capacity for ${name(path)} tasks fell short in ${percent(below)} of the periods, at worst to ${when}`;
  });
  const first = parts.length > 0 ? `On average ${parts.join('; ')}.` : '';
  const second = gaps.length > 0 ? `${gaps.join('; ')}.` : 'Capacity never fell short of demand.';
  return `${first} ${second.charAt(0).toUpperCase()}${second.slice(1)}`.trim();
}
