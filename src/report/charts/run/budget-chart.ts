import { scaleLinear } from 'd3';
import { capital, percent, usd } from '../../format.ts';
import { numberOf, textOf } from '../../frame.ts';
import { frameOf, horizonOf, type Results } from '../../results.ts';
import { curves, type SeriesPoint, stepName, stepOf } from '../../series.ts';
import { type ShownSet, setsOf } from '../../sets-shown.ts';
import type { Role } from '../../theme.ts';
import { arrange, type Block, type DrawChart, type Panel, timeScale, type Viewport } from '../chart.ts';
import { dodge, heading, labelExpression, textWidth } from '../lines.ts';

/**
 * What becomes of a reward, from the bottom of the stack: a column of the table `sets` in USD a day, and its colour.
 */
const fates: readonly { readonly column: string; readonly name: string; readonly role: Role }[] = [
  { column: 'operators_usd', name: 'operators', role: 'operators' },
  { column: 'restakers_usd', name: 'restakers', role: 'restakers' },
  { column: 'fee_usd', name: 'protocol', role: 'muted' },
  { column: 'refunded_usd', name: 'refunded', role: 'refunded' },
  { column: 'stuck_usd', name: 'stuck', role: 'stuck' },
];

/** Most sets with a panel. */
const mostSets = 6;
const height = 170;
const left = 50;
const right = textWidth('restakers') + 10;

interface SetSpending {
  readonly view: ShownSet;
  /** Weekly USD by fate, in the order of the fates. */
  readonly parts: readonly (readonly SeriesPoint[])[];
  /** Mean over time of each part and of their sum, in USD a week. */
  readonly mean: readonly number[];
  readonly total: number;
}

/**
 * The sets that were paid anything. Parts are means over runs (`pooled`): medians of parts do not add up to that of
 * the whole.
 */
function budgets(results: Results): readonly SetSpending[] {
  const frame = frameOf(results, 'sets');
  const horizon = horizonOf(results);
  const avs = textOf(frame, 'avs');
  const set = textOf(frame, 'set');
  const key = (row: number) => `${avs(row)}.${set(row)}`;
  const byFate = fates.map(({ column }) => {
    const cell = numberOf(frame, column);
    return curves(frame, { key, pooled: true, value: row => cell(row) * 7, step: stepOf(horizon), horizon });
  });
  return setsOf(results)
    .map(view => {
      const parts = byFate.map(found => found.get(view.path) ?? []);
      const mean = parts.map(
        points => points.reduce((sum, point) => sum + point.mid, 0) / Math.max(points.length, 1),
      );
      return { view, parts, mean, total: mean.reduce((sum, value) => sum + value, 0) };
    })
    .filter(one => one.total > 0);
}

/** What became of each set's budget, week by week. */
export const budgetChart: DrawChart = results => {
  const all = budgets(results);
  if (all.length === 0) return undefined;
  const focal = all.filter(one => one.view.focal);
  const shown = (focal.length > 0 ? focal : all.slice().sort((a, b) => b.total - a.total)).slice(0, mostSets);
  const horizon = horizonOf(results);
  const hidden = all.length - shown.length;
  const parts = shown.slice(0, 3).map(({ view, mean, total }) => {
    const [operators = 0, restakers = 0, fee = 0, refunded = 0, stuck = 0] = mean.map(value => value / total);
    const taken = fee > 0.0005 ? `, ${percent(fee)} to the protocol` : '';
    const lost = refunded + stuck > 0.0005 ? `, ${percent(refunded + stuck)} to nobody` : '';
    return `${usd(total)} a week goes to the ${view.label} set: ${percent(operators)} to operators, ${percent(restakers)} to restakers${taken}${lost}`;
  });
  return {
    name: 'budget',
    title: 'Who was paid?',
    reading: `Rewards of each set by who got them, in USD a week, ${stepName(stepOf(horizon))}. The part of the protocol is its fee; refunded went back to the AVS; stuck stayed in the rewards contract.${hidden > 0 ? ` ${hidden} more sets are in sets.csv.` : ''}`,
    sentence: `${capital(parts.join('; '))}.`,
    spec: view => spec(shown, horizon, view),
  };
};

/** A panel for each set, all on one scale, so that budgets can be compared. */
function spec(shown: readonly SetSpending[], horizon: number, view: Viewport): Block {
  const { palette } = view;
  const datasets: Record<string, unknown> = {};
  const tops = shown.flatMap(one => (one.parts[0] ?? []).map((_, i) => stacked(one, fates.length, i)));
  const [, most = 1] = scaleLinear([0, Math.max(...tops)], [0, 1])
    .nice(4)
    .domain();
  const y = {
    field: 'from',
    type: 'quantitative',
    scale: { domain: [0, most] },
    axis: { title: null, tickCount: 4, labelExpr: labelExpression('usd') },
  };
  const colour = (role: (fate: (typeof fates)[number]) => Role) => ({
    field: 'to',
    type: 'nominal',
    legend: null,
    scale: { domain: fates.map(fate => fate.name), range: fates.map(fate => palette[role(fate)]) },
  });
  const panels = shown.map((one, index): Panel => {
    datasets[`panel-${index}`] = areas(one);
    datasets[`panel-${index}-labels`] = names(one, most);
    return {
      height,
      margins: { left, right, top: 52, bottom: 46 },
      draw: width => ({
        title: heading(one.view.label, 'USD a week', palette, left),
        width,
        height,
        layer: [
          {
            data: { name: `panel-${index}` },
            mark: { type: 'area', fillOpacity: 0.85, opacity: 1 },
            encoding: {
              x: { field: 'x', ...timeScale(horizon, width) },
              y,
              y2: { field: 'until' },
              color: colour(fate => fate.role),
            },
          },
          {
            data: { name: `panel-${index}-labels` },
            mark: { type: 'text', align: 'left', baseline: 'middle', dx: 7, fontWeight: 600 },
            encoding: {
              x: { datum: horizon },
              y: { ...y, field: 'y' },
              text: { field: 'to' },
              // Text needs more contrast than an area.
              color: colour(fate => (fate.role === 'refunded' ? 'muted' : fate.role)),
            },
          },
        ],
        resolve: { scale: { color: 'independent' } },
      }),
    };
  });
  return arrange(panels, datasets, view);
}

/** Sum of the first fates of a budget at a point. */
function stacked(one: SetSpending, fateCount: number, i: number): number {
  return one.parts.slice(0, fateCount).reduce((sum, points) => sum + (points[i]?.mid ?? 0), 0);
}

/** The areas of a panel, stacked here and not by Vega, as names and axis need their ends too. */
function areas(one: SetSpending): readonly Block[] {
  return one.parts.flatMap((points, fate) =>
    points.map((point, i) => ({
      to: fates[fate]?.name,
      x: point.x,
      from: stacked(one, fate, i),
      until: stacked(one, fate + 1, i),
    })),
  );
}

/**
 * Names beside the end of each area that is not empty. Fates with less than a two-thousandth of the budget have no
 * name: their area cannot be seen.
 */
function names(one: SetSpending, most: number): readonly Block[] {
  const last = (one.parts[0]?.length ?? 1) - 1;
  const present = fates.map((_, fate) => fate).filter(fate => (one.mean[fate] ?? 0) > 0.0005 * one.total);
  const toPixel = scaleLinear([0, most], [height, 0]);
  const middles = present.map(fate => toPixel((stacked(one, fate, last) + stacked(one, fate + 1, last)) / 2));
  const places = dodge(middles, 15, 4, height - 4);
  return present.map((fate, i) => ({ to: fates[fate]?.name, y: toPixel.invert(places[i] ?? 0) }));
}
