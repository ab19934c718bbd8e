import { capital, list, percent, usd } from '../format.ts';
import { numberOf, textOf } from '../frame.ts';
import { frameOf, horizonOf } from '../results.ts';
import { curves, type Point, stepName, stepOf } from '../series.ts';
import type { Draw } from './chart.ts';
import { type LinePanel, lineChart } from './lines.ts';

/** Most prices with a panel. */
const mostPanels = 6;

/** Prices of assets and of GPU-hours, each over its own start. */
export const prices: Draw = results => {
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
  const moved = ([, points]: readonly [string, readonly { readonly mid: number }[]]) =>
    Math.abs((points.at(-1)?.mid ?? 1) - 1);
  const order = [...found].sort((a, b) => moved(b) - moved(a));
  if (order.length === 0) return undefined;
  const banded = order.some(([, points]) => points.some(point => point.hi > point.lo));
  const isGpu = (asset: string) => results.setting.gpus.includes(asset);
  const panel = ([asset, points]: readonly [string, readonly Point[]]): LinePanel => ({
    title: isGpu(asset) ? `${asset} rent` : asset,
    unit: 'price, 1 at the start',
    format: 'number',
    rule: 1,
    include: [0, 2],
    lines: [{ name: banded ? 'median' : asset, role: 'ink', points }],
  });
  const parts = order.slice(0, 3).map(([asset, points]) => {
    const change = (points.at(-1)?.mid ?? 1) - 1;
    const start = first.get(`0.${asset}`)?.usd;
    const from = start === undefined ? '' : ` (from ${usd(start)}${isGpu(asset) ? ' a GPU-hour' : ''})`;
    const way =
      Math.abs(change) < 0.005 ? 'unchanged' : `${change < 0 ? 'down' : 'up'} ${percent(Math.abs(change))}`;
    return `${asset} is ${way}${from}`;
  });
  return {
    name: 'prices',
    title: 'What did the market do?',
    reading: `Prices over their own start, ${stepName(step)}. Each panel has its own scale.${order.length > mostPanels ? ` ${order.length - mostPanels} more prices are in prices.csv.` : ''}`,
    sentence:
      `By the end ${list(parts)}${order.length > 3 ? `; ${order.length - 3} more moved less` : ''}.`.replace(
        /^./,
        capital,
      ),
    spec: view => lineChart(order.slice(0, mostPanels).map(panel), horizon, view),
  };
};
