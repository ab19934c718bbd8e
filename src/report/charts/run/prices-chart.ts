import { capital, count, list, percent, usd } from '../../format.ts';
import { numberOf, textOf } from '../../frame.ts';
import { frameOf, horizonOf } from '../../results.ts';
import { curves, type SeriesPoint, stepName, stepOf } from '../../series.ts';
import type { DrawChart } from '../chart.ts';
import { type CurvePanel, lineChart } from '../lines.ts';

/** Most prices with a panel. */
const mostPanels = 6;

/** Changes of a price that are none to the eye, and within which an axis is drawn close. */
const still = 0.005;
const narrow = 0.25;

/**
 * Prices of assets and of GPU-hours, each over its own start. Each run's prices are over the first one that the run
 * has. Those that never leave 0.5% around it are left out, and undefined is returned where none does; the ones that
 * moved most come first.
 */
export const pricesChart: DrawChart = results => {
  const frame = frameOf(results, 'prices');
  const time = numberOf(frame, 'time_days');
  const replicate = numberOf(frame, 'replicate');
  const name = textOf(frame, 'name');
  const price = numberOf(frame, 'price_usd');
  const first = new Map<string, { time: number; usd: number }>();
  for (let row = 0; row < frame.length; row++) {
    const key = `${replicate(row)}.${name(row)}`;
    const known = first.get(key);
    if (price(row) > 0 && (known === undefined || time(row) < known.time))
      first.set(key, { time: time(row), usd: price(row) });
  }
  const horizon = horizonOf(results);
  const step = stepOf(horizon);
  const found = curves(frame, {
    key: name,
    value: row => price(row) / (first.get(`${replicate(row)}.${name(row)}`)?.usd ?? Number.NaN),
    step,
    horizon,
  });
  const moved = ([, points]: readonly [string, readonly SeriesPoint[]]) =>
    Math.abs((points.at(-1)?.mid ?? 1) - 1);
  const reach = (points: readonly SeriesPoint[]) =>
    Math.max(...points.flatMap(({ lo, hi }) => [Math.abs(lo - 1), Math.abs(hi - 1)]));
  // A price that stands still is no news.
  const order = [...found]
    .filter(([, points]) => reach(points) > still)
    .sort((a, b) => moved(b) - moved(a) || reach(b[1]) - reach(a[1]));
  if (order.length === 0) return undefined;
  const banded = order.some(([, points]) => points.some(point => point.hi > point.lo));
  const isGpu = (asset: string) => results.setting.gpus.includes(asset);
  const panel = ([asset, points]: readonly [string, readonly SeriesPoint[]]): CurvePanel => ({
    title: isGpu(asset) ? `${asset} rent` : asset,
    unit: 'price, 1 at the start',
    format: 'number',
    rule: 1,
    include: reach(points) > narrow ? [0, 2] : [1 - narrow, 1 + narrow],
    lines: [{ name: banded ? 'median' : asset, role: 'ink', points }],
  });
  const parts = order.slice(0, 3).map(([asset, points]) => {
    const change = (points.at(-1)?.mid ?? 1) - 1;
    const start = first.get(`0.${asset}`)?.usd;
    const from = start === undefined ? '' : ` (from ${usd(start)}${isGpu(asset) ? ' a GPU-hour' : ''})`;
    const way =
      Math.abs(change) < still
        ? 'where it was'
        : `${change < 0 ? 'down' : 'up'} ${percent(Math.abs(change))}`;
    const lowest = points.reduce((a, b) => (b.mid < a.mid ? b : a));
    // A fall that was made good by the end.
    const dip =
      lowest.mid - 1 < Math.min(0, 2 * change) - still
        ? `, after a fall of ${percent(1 - lowest.mid)} by day ${count(lowest.x)}`
        : '';
    return `${asset} is ${way}${from}${dip}`;
  });
  return {
    name: 'prices',
    title: 'What did the market do?',
    reading: `Prices over their own start, ${stepName(step)}. Each panel has its own scale.${order.length > mostPanels ? ` ${order.length - mostPanels} more prices are in prices.csv.` : ''}`,
    sentence:
      `By the end${banded ? ' (medians over runs)' : ''} ${list(parts)}${order.length > 3 ? `; ${order.length - 3} more moved less` : ''}.`.replace(
        /^./,
        capital,
      ),
    spec: view => lineChart(order.slice(0, mostPanels).map(panel), horizon, view),
  };
};
