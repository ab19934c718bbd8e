import { arrange, type Block, type Chart, type Panel, roundDomain, type Viewport } from '../charts/chart.ts';
import { heading, labelExpression, type NumberFormat } from '../charts/lines.ts';
import { quantity, shorten } from '../format.ts';
import { areApart, groupsOf, type LevelMean, type LevelMeans, type PointValue } from './level-means.ts';
import { levelOf, type Response, type StudyFactor, type StudyResults } from './results.ts';

const height = 170;

/** Most measures that the sentence speaks of. */
const mostSaid = 3;

/** Most points of the design drawn in a panel. */
const mostDots = 300;

/**
 * How measures answer to one factor; nothing where it has one level or no measure differs. Each measure is grouped on
 * its own, as one may lack values at some points; the reading is that of the first.
 */
export function responseChart(results: StudyResults, factor: StudyFactor): Chart | undefined {
  const shown = results.responses
    .map(response => ({ response, grouping: groupsOf(results, factor, response) }))
    .filter(({ grouping }) => grouping.groups.length > 1);
  const [first] = shown;
  if (first === undefined) return undefined;
  const targeted = shown.some(({ response: { target } }) => Object.values(target).some(Number.isFinite));
  return {
    name: `by-${factor.name}`,
    title: `What does ${factor.name} change?`,
    reading: `${readings[first.grouping.basis](factor.name)}${targeted ? ' A dashed line is the target.' : ''}`,
    sentence: `${shown
      .slice(0, mostSaid)
      .map(one => said(factor, one.response, one.grouping))
      .join('. ')}.`,
    spec: view =>
      arrange(
        shown.map(({ response, grouping }, index) =>
          panel(factor, response, { ...grouping, id: `measure-${index}` }, view),
        ),
        Object.fromEntries(
          shown.flatMap(({ grouping: { groups, dots, basis } }, index) => [
            [`measure-${index}`, groups],
            ...(hasDots(basis) ? [[`measure-${index}-points`, thinned(dots)]] : []),
          ]),
        ),
        view,
      ),
  };
}

/** How to read a panel, by where its intervals come from. */
const readings: Readonly<Record<LevelMeans['basis'], (name: string) => string>> = {
  alone: name => `Mean over replicates at each level of ${name}, with the 95% interval of the mean.`,
  crossed: name =>
    `Mean over the points at each level of ${name}, all with the same levels of the other factors, and its 95% interval from replicates. Faint dots are the points.`,
  points: name =>
    `Mean over the points at each level of ${name}, with its 95% interval where more than one walk or point is there. Faint dots are the points, which differ in the other factors too.`,
  stretches: name =>
    `Faint dots are the points of the design, which differ in the other factors too. Bold ones are means over stretches of ${name}, with 95% intervals.`,
  single: name => `One run at each level of ${name}: nothing here tells its effect from chance.`,
};

const hasDots = (basis: LevelMeans['basis']) => basis !== 'alone' && basis !== 'single';

/** Every point of a small design, evenly chosen ones of a large one. */
const thinned = (dots: readonly PointValue[]) => {
  const every = Math.ceil(dots.length / mostDots);
  return dots.filter((_, index) => index % every === 0);
};

/** A course from the first level to the last only where these differ by more than chance; of names the extremes. */
function said(factor: StudyFactor, { name, unit }: Response, { groups, basis }: LevelMeans): string {
  const value = (group: LevelMean) => quantity(group.mid, unit).join(' ').trim();
  const near = basis === 'stretches' ? 'around' : 'at';
  const at = (group: LevelMean) => `${value(group)} ${near} ${levelOf(factor, group.level)}`;
  const low = groups.reduce((a, b) => (b.mid < a.mid ? b : a));
  const high = groups.reduce((a, b) => (b.mid > a.mid ? b : a));
  if (low.mid === high.mid) return `${name} is the same at every level, ${value(low)}`;
  if (!factor.isNumeric) {
    if (basis === 'single' || areApart(low, high))
      return `${name} is lowest with ${at(low)} and highest with ${at(high)}`;
    return `${name} is not shown to differ: from ${at(low)} to ${at(high)}`;
  }
  const [first, last] = [groups[0]!, groups.at(-1)!];
  if (basis === 'single') return `${name} is ${at(first)} and ${at(last)}`;
  const isTurn = (group: LevelMean) =>
    group !== first && group !== last && areApart(first, group) && areApart(group, last);
  const isBeyond = ({ mid }: LevelMean) =>
    mid > Math.max(first.mid, last.mid) || mid < Math.min(first.mid, last.mid);
  const turns = [low, high].filter(group => isTurn(group) && isBeyond(group)).map(at);
  if (areApart(first, last)) {
    if (turns.length > 0)
      return `${name} goes from ${at(first)} by way of ${turns.join(' and ')} to ${at(last)}`;
    return `${name} ${last.mid > first.mid ? 'rises' : 'falls'} from ${at(first)} to ${at(last)}`;
  }
  const but = turns.length > 0 ? `; between them it is ${turns.join(' and ')}` : '';
  return `${name} is not shown to differ between the ends: ${at(first)} and ${at(last)}${but}`;
}

/** How an axis writes a unit: `USD/week` as USD. */
function formatOf(unit: string): NumberFormat {
  const [base] = unit.split('/');
  if (base === 'fraction') return 'percent';
  return base === 'USD' ? 'usd' : base === 'count' ? 'count' : 'number';
}

/** A measure over the levels; its rows are datasets `id` and, for single points, `id-points`. */
function panel(
  factor: StudyFactor,
  { name, unit, target }: Response,
  { id, ...means }: LevelMeans & { readonly id: string },
  view: Viewport,
): Panel {
  const { groups, dots, basis } = means;
  const format = formatOf(unit);
  const bound = target.atLeast ?? target.atMost;
  const y = (field: string): Block => ({
    field,
    type: 'quantitative',
    scale: { domain: domainOf(groups, hasDots(basis) ? dots : [], bound), nice: false },
    axis: { title: null, tickCount: 5, labelExpr: labelExpression(format) },
  });
  const x = levelAxis(factor, means);
  return {
    height,
    margins: { left: 54, right: 16, top: 52, bottom: 46 },
    draw: width => ({
      title: heading(shorten(name, 40), unit, view.palette, 54),
      width,
      height,
      data: { name: id },
      layer: [
        ...(bound === undefined ? [] : [targetLine(bound, y)]),
        ...meanLayers(factor, { id, basis }, { x, y }, view),
      ],
    }),
  };
}

/** The axis of a factor's levels: a scale of numbers, or names side by side. */
function levelAxis(factor: StudyFactor, { groups, dots }: LevelMeans): Block {
  return factor.isNumeric
    ? {
        field: 'level',
        type: 'quantitative',
        scale: factor.isLog ? { type: 'log', nice: false } : { zero: false, nice: false },
        axis: {
          title: axisTitle(factor),
          ...(factor.isLog ? { values: decades(groups, dots) } : { tickCount: 5 }),
          labelExpr: labelExpression(factor.unit === 'fraction' ? 'percent' : 'count'),
        },
      }
    : {
        field: 'level',
        type: 'nominal',
        sort: null,
        axis: { title: factor.name, labelAngle: 0, labelLimit: 90 },
      };
}

/** From the back: the points of the design, the intervals, a line where levels are a course, and the means. */
function meanLayers(
  factor: StudyFactor,
  { id, basis }: { readonly id: string; readonly basis: LevelMeans['basis'] },
  { x, y }: { readonly x: Block; readonly y: (field: string) => Block },
  { palette, live }: Viewport,
): readonly Block[] {
  const colour = palette.restakers;
  const tooltip = [
    { field: 'level', title: factor.name, ...(factor.isNumeric && { type: 'quantitative', format: '.4~r' }) },
    ...['mid', 'lo', 'hi'].map((field, index) => ({
      field,
      title: ['mean', 'interval from', 'interval to'][index],
      type: 'quantitative',
      format: '.4~r',
    })),
  ];
  // A line through means of different points would read their noise as a course.
  const isCurve = factor.isNumeric && basis !== 'stretches' && basis !== 'points';
  const band: Block = isCurve
    ? { mark: { type: 'area', fillOpacity: 0.16, opacity: 1, color: colour } }
    : factor.isNumeric
      ? { mark: { type: 'rule', strokeWidth: 2, color: colour } }
      : { mark: { type: 'bar', width: 10, fillOpacity: 0.22, color: colour, cornerRadius: 5 } };
  return [
    ...(hasDots(basis)
      ? [
          {
            data: { name: `${id}-points` },
            mark: {
              type: 'point',
              filled: true,
              size: 16,
              color: palette.muted,
              fillOpacity: 0.35,
              opacity: 1,
            },
            encoding: { x, y: y('value') },
          },
        ]
      : []),
    { ...band, encoding: { x, y: y('lo'), y2: { field: 'hi' } } },
    ...(isCurve
      ? [{ mark: { type: 'line', strokeWidth: 2, color: colour }, encoding: { x, y: y('mid') } }]
      : []),
    {
      mark: { type: 'point', filled: true, size: 45, color: colour, opacity: 1 },
      encoding: { x, y: y('mid'), ...(live ? { tooltip } : {}) },
    },
  ];
}

/** A dashed line at what the measure shall keep, in its own unit. */
function targetLine(bound: number, y: (field: string) => Block): Block {
  return {
    data: { values: [{ bound }] },
    mark: { type: 'rule', strokeWidth: 1.5, strokeDash: [5, 4], opacity: 1 },
    encoding: { y: y('bound') },
  };
}

/** From zero to the ends of the intervals, the points and the target, in round numbers: panels of a row then have equal frames. */
function domainOf(
  groups: readonly LevelMean[],
  dots: readonly PointValue[],
  bound: number | undefined,
): readonly number[] {
  return roundDomain([
    0,
    ...groups.flatMap(({ mid, lo, hi }) => [lo ?? mid, hi ?? mid]),
    ...dots.map(({ value }) => value),
    ...(bound === undefined ? [] : [bound]),
  ]);
}

/** 1, 2 and 5 times the powers of ten among the levels: a logarithmic axis would label every multiple. */
function decades(groups: readonly LevelMean[], dots: readonly PointValue[]): readonly number[] {
  const levels = [...groups, ...dots].map(({ level }) => Number(level));
  const [low, high] = [Math.min(...levels), Math.max(...levels)];
  const powers = Array.from({ length: 25 }, (_, i) => 10 ** (i - 12));
  return powers
    .flatMap(power => [power, 2 * power, 5 * power])
    .filter(value => value >= low * 0.999 && value <= high * 1.001);
}

function axisTitle({ name, unit }: StudyFactor): string {
  return unit === 'days' ? `${name}, days` : name;
}
