import { capital, percent, usd } from '../../format.ts';
import { horizonOf } from '../../results.ts';
import { level, stepName, stepOf } from '../../series.ts';
import { setCurves, setPanels, speakOf } from '../by-set.ts';
import type { DrawChart } from '../chart.ts';
import { lineChart } from '../lines.ts';

/** Slashable stake behind each set over time. A change below a two-thousandth is told as none. */
export const stakeChart: DrawChart = results => {
  const all = setCurves(results, 'slashable_stake_usd');
  if (all.length === 0) return undefined;
  const horizon = horizonOf(results);
  const parts = speakOf(all).map(({ view, points }) => {
    const [from, to] = [level(points, 'start'), level(points, 'end')];
    const change = from > 0 ? to / from - 1 : Number.NaN;
    const way = Number.isNaN(change)
      ? `has ${usd(to)} of slashable stake in the last weeks`
      : Math.abs(change) < 0.0005
        ? `stays at ${usd(to)} of slashable stake`
        : `has ${usd(to)} of slashable stake in the last weeks, ${percent(Math.abs(change))} ${change < 0 ? 'less' : 'more'} than in the first`;
    return `the ${view.label} set ${way}`;
  });
  const ends = all.map(one => level(one.points, 'end'));
  const total = ends.reduce((sum, end) => sum + end, 0);
  const spoken = speakOf(all).reduce((sum, one) => sum + level(one.points, 'end'), 0);
  const share =
    total > 0 && spoken < total * 0.999
      ? ` Together that is ${percent(spoken / total)} of all allocated stake.`
      : '';
  return {
    name: 'stake',
    title: 'What can be slashed?',
    reading: `Stake that members have allocated to each set, in USD, ${stepName(stepOf(horizon))}.`,
    sentence: `${capital(parts.join('; '))}.${share}`,
    spec: view =>
      lineChart(
        setPanels(all, { unit: 'USD of slashable stake', format: 'usd', include: [0] }),
        horizon,
        view,
      ),
  };
};
