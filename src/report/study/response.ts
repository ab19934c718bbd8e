import { scaleLinear } from 'd3';
import { arrange, type Block, type Chart, type Panel, type View } from '../charts/chart.ts';
import { heading, labelExpression, type NumberFormat } from '../charts/lines.ts';
import { quantity, shorten } from '../format.ts';
import { vegaConfig } from '../theme.ts';
import { type Group, groupsOf } from './groups.ts';
import { levelOf, type Response, type StudyFactor, type StudyResults } from './results.ts';

const height = 170;

/** Most measures that the sentence speaks of. */
const mostSaid = 3;

/** How measures answer to one factor; nothing where it has one level or no measure differs. */
export function responseChart(results: StudyResults, factor: StudyFactor): Chart | undefined {
  const shown = results.responses
    .map(response => ({ response, groups: groupsOf(results, factor, response) }))
    .filter(({ groups }) => groups.length > 1);
  const [first] = shown;
  if (first === undefined) return undefined;
  const isPooled = first.groups.some(({ points }) => points > 1);
  return {
    name: `by-${factor.name}`,
    title: `What does ${factor.name} change?`,
    reading: isPooled
      ? `Mean over the points at each level of ${factor.name}; the band holds the middle nine tenths of these points, which differ in the other factors.`
      : `Mean over replicates at each level of ${factor.name}, with the 95% interval of the mean.`,
    sentence: `${shown
      .slice(0, mostSaid)
      .map(one => said(factor, one.response, one.groups))
      .join('. ')}.`,
    spec: view =>
      arrange(
        shown.map(({ response, groups }, index) => panel(factor, response, groups, `measure-${index}`, view)),
        Object.fromEntries(shown.map(({ groups }, index) => [`measure-${index}`, groups])),
        view,
        vegaConfig(view.palette),
      ),
  };
}

/** From the first level to the last of a number; between the lowest and the highest of names. */
function said(factor: StudyFactor, { name, unit }: Response, groups: readonly Group[]): string {
  const value = (group: Group) => quantity(group.mid, unit).join(' ').trim();
  const at = (group: Group) => `${value(group)} at ${levelOf(factor, group.level)}`;
  const low = groups.reduce((a, b) => (b.mid < a.mid ? b : a));
  const high = groups.reduce((a, b) => (b.mid > a.mid ? b : a));
  if (low.mid === high.mid) return `${name} is the same at every level, ${value(low)}`;
  const overlap = low.hi >= high.lo ? ', with bands that overlap' : '';
  if (!factor.isNumeric) return `${name} is lowest with ${at(low)} and highest with ${at(high)}${overlap}`;
  const [first, last] = [groups[0]!, groups.at(-1)!];
  const ends = [first, last];
  const turn = [low, high].filter(group => !ends.includes(group) && group.lo > Math.max(first.hi, last.hi));
  const dip = [low].filter(group => !ends.includes(group) && group.hi < Math.min(first.lo, last.lo));
  const between = [...turn, ...dip].map(group => `, by way of ${at(group)}`).join('');
  return `${name} goes from ${at(first)} to ${at(last)}${between}${overlap}`;
}

function formatOf(unit: string): NumberFormat {
  const [base] = unit.split('/');
  if (base === 'fraction') return 'percent';
  return base === 'USD' ? 'usd' : base === 'count' ? 'count' : 'number';
}

function panel(
  factor: StudyFactor,
  { name, unit }: Response,
  groups: readonly Group[],
  id: string,
  view: View,
): Panel {
  const { palette } = view;
  const format = formatOf(unit);
  const colour = palette.restakers;
  const y = (field: string): Block => ({
    field,
    type: 'quantitative',
    scale: { domain: domainOf(groups), nice: false },
    axis: { title: null, tickCount: 5, labelExpr: labelExpression(format) },
  });
  const x: Block = factor.isNumeric
    ? {
        field: 'level',
        type: 'quantitative',
        scale: { zero: false, nice: false },
        axis: {
          title: axisTitle(factor),
          tickCount: 5,
          labelExpr: labelExpression(factor.unit === 'fraction' ? 'percent' : 'count'),
        },
      }
    : {
        field: 'level',
        type: 'nominal',
        sort: null,
        axis: { title: factor.name, labelAngle: 0, labelLimit: 90 },
      };
  const data = { name: id };
  const tooltip = [
    { field: 'level', title: factor.name, ...(factor.isNumeric && { type: 'quantitative', format: '.4~r' }) },
    ...['mid', 'lo', 'hi'].map((field, index) => ({
      field,
      title: ['mean', 'band from', 'band to'][index],
      type: 'quantitative',
      format: '.4~r',
    })),
  ];
  const band: Block = factor.isNumeric
    ? { mark: { type: 'area', fillOpacity: 0.16, opacity: 1, color: colour } }
    : { mark: { type: 'bar', width: 10, fillOpacity: 0.22, color: colour, cornerRadius: 5 } };
  return {
    height,
    margins: { left: 54, right: 16, top: 52, bottom: 46 },
    draw: width => ({
      title: heading(shorten(name, 40), unit === 'count' ? '' : unit, palette, 54),
      width,
      height,
      data,
      layer: [
        { ...band, encoding: { x, y: y('lo'), y2: { field: 'hi' } } },
        ...(factor.isNumeric
          ? [{ mark: { type: 'line', strokeWidth: 2, color: colour }, encoding: { x, y: y('mid') } }]
          : []),
        {
          mark: { type: 'point', filled: true, size: 45, color: colour, opacity: 1 },
          encoding: { x, y: y('mid'), ...(view.live ? { tooltip } : {}) },
        },
      ],
    }),
  };
}

/** From zero to the ends of the bands, in round numbers: panels of a row then have equal frames. */
function domainOf(groups: readonly Group[]): readonly number[] {
  const ends = [0, ...groups.flatMap(({ lo, hi }) => [lo, hi])];
  return scaleLinear([Math.min(...ends), Math.max(...ends)], [0, 1])
    .nice(5)
    .domain();
}

function axisTitle({ name, unit }: StudyFactor): string {
  return unit === 'days' ? `${name}, days` : name;
}
