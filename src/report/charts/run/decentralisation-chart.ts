import { compact } from '../../format.ts';
import { horizonOf } from '../../results.ts';
import { binOf, level, middleOf, stepName, stepOf } from '../../series.ts';
import { type SetCurve, setCurves, speakOf } from '../by-set.ts';
import type { DrawChart } from '../chart.ts';
import { type CurvePanel, lineChart } from '../lines.ts';

/** Nakamoto coefficient and Herfindahl index of slashable stake, by set. */
export const decentralisationChart: DrawChart = results => {
  const nakamoto = setCurves(results, 'nakamoto_third');
  const hhi = setCurves(results, 'hhi_fraction');
  if (nakamoto.length + hhi.length === 0) return undefined;
  const horizon = horizonOf(results);
  const step = stepOf(horizon);
  const lines = (all: readonly SetCurve[]) =>
    all.map(one => ({ name: one.view.label, role: one.view.role, points: one.points }));
  const panels: readonly CurvePanel[] = [
    {
      title: 'Nakamoto coefficient',
      unit: 'fewest members with over a third of the stake',
      format: 'count',
      include: [0],
      lines: lines(nakamoto),
    },
    {
      title: 'Herfindahl index',
      unit: '0 is many equal members, 1 is a single one',
      format: 'number',
      include: [0],
      lines: lines(hhi),
    },
  ];
  const parts = speakOf(nakamoto).map(({ view, points }) => {
    // A set without stake has no concentration, and so no points.
    if (points.at(-1)!.x < middleOf(binOf(horizon, step, horizon), step, horizon))
      return `no stake is behind ${view.label}`;
    const concentration = hhi.find(one => one.view.path === view.path);
    const equal = concentration ? 1 / level(concentration.points, 'end') : Number.NaN;
    const like = Number.isFinite(equal)
      ? `, as concentrated as ${compact(Number(equal.toFixed(1)))} equal members`
      : '';
    const members = Number(level(points, 'end').toFixed(1));
    return `in ${view.label}, ${members} ${members === 1 ? 'member holds' : 'members together hold'} more than a third of the slashable stake${like}`;
  });
  return {
    name: 'decentralisation',
    title: 'How many must collude?',
    reading: `Concentration of slashable stake over the members of each set, ${stepName(step)}.`,
    sentence: `Over the last weeks, ${parts.join('; ')}.`,
    spec: view =>
      lineChart(
        panels.filter(panel => panel.lines.length > 0),
        horizon,
        view,
      ),
  };
};
