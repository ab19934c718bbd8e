import { scaleLinear } from 'd3';
import type { Risk } from '../../study/risk/figures.ts';
import type { Efficient } from '../../study/risk/frontier.ts';
import { percent, shorten } from '../format.ts';
import { vegaConfig } from '../theme.ts';
import { arrange, type Block, type Chart, type View } from './chart.ts';
import { dodge, heading, textWidth } from './lines.ts';

const height = 380;

/** Longest label of a choice, in characters. */
const labelLength = 22;

/** Return of each choice against what the worst runs leave of it, with the efficient frontier. */
export function riskChart(
  risks: readonly Risk[],
  front: readonly Efficient[],
  portfolios: ReadonlySet<string>,
): Chart {
  const best = risks.reduce((a, b) => (b.netApr.value > a.netApr.value ? b : a));
  const least = Math.min(...risks.map(({ conditionalValueAtRisk: { value } }) => value));
  // Of those that lose equally little, the one that earns most.
  const safest = risks
    .filter(({ conditionalValueAtRisk: { value } }) => value <= least)
    .reduce((a, b) => (b.netApr.value > a.netApr.value ? b : a));
  const say = ({ name, netApr, conditionalValueAtRisk }: Risk) =>
    `${name}: ${percent(netApr.value)} a year on average, ${percent(-conditionalValueAtRisk.value)} in the worst 5% of runs`;
  const same = best === safest;
  return {
    name: 'risk',
    title: 'Which stake earns what, and at what tail risk?',
    reading:
      'Mean net return a year against the mean of the worst 5% of runs, both with 95% intervals. To the upper right is better. The line is the efficient frontier: the mixes of the dots that leave most in the worst runs for their return.',
    sentence: same
      ? `Best on both counts is ${say(best)}.`
      : `Most is earned with ${say(best)}. Safest is ${say(safest)}.`,
    spec: view => spec(risks, front, portfolios, view),
  };
}

function spec(
  risks: readonly Risk[],
  front: readonly Efficient[],
  portfolios: ReadonlySet<string>,
  view: View,
): Block {
  const { palette } = view;
  const rows = risks.map(({ name, netApr, conditionalValueAtRisk: tail }) => ({
    name,
    label: shorten(name, labelLength),
    x: -tail.value,
    xlo: -(tail.high ?? tail.value),
    xhi: -(tail.low ?? tail.value),
    y: netApr.value,
    ylo: netApr.low ?? netApr.value,
    yhi: netApr.high ?? netApr.value,
    kind: portfolios.has(name) ? 'portfolio' : 'choice',
  }));
  const domain = (values: readonly number[]) => {
    const [low, high] = [Math.min(...values), Math.max(...values)];
    return scaleLinear([low, low === high ? low + 0.01 : high], [0, 1])
      .nice(5)
      .domain();
  };
  const xs = domain(rows.flatMap(({ xlo, xhi }) => [xlo, xhi]));
  const ys = domain(rows.flatMap(({ ylo, yhi }) => [ylo, yhi]));
  const down = scaleLinear(ys, [height, 0]);
  const axis = { format: '.1~%', grid: true, domain: false };
  const x = (field: string): Block => ({
    field,
    type: 'quantitative',
    scale: { domain: xs, nice: false },
    axis: {
      ...axis,
      tickCount: Math.max(3, Math.floor(view.width / 130)),
      title: 'mean net return of the worst 5% of runs, a year',
    },
  });
  const y = (field: string): Block => ({
    field,
    type: 'quantitative',
    scale: { domain: ys, nice: false },
    axis: { ...axis, tickCount: 5, title: null },
  });
  const tooltip = [
    { field: 'name', type: 'nominal', title: 'choice' },
    { field: 'y', type: 'quantitative', format: '.2%', title: 'net a year' },
    { field: 'x', type: 'quantitative', format: '.2%', title: 'worst 5% of runs' },
  ];
  /** Names beside their dots: to the left where another dot or the edge is in the way, clear of one another. */
  const labels = (width: number) => {
    const across = scaleLinear(xs, [0, width]);
    const places = rows.map(({ label, x: at, y: level }) => {
      const [left, top] = [across(at), down(level)];
      const room = textWidth(label) + 18;
      const isTaken = rows.some(other => {
        const step = across(other.x) - left;
        return step > 0 && step < room && Math.abs(down(other.y) - top) < 12;
      });
      return isTaken || left + room > width ? 'right' : 'left';
    });
    return (['left', 'right'] as const).flatMap(align => {
      const own = rows.filter((_, i) => places[i] === align);
      const tops = dodge(
        own.map(({ y: level }) => down(level)),
        15,
        6,
        height - 6,
      );
      return own.map((row, i) => ({ ...row, align, at: down.invert(tops[i]!) }));
    });
  };
  const dots = { data: { name: 'choices' } };
  const colour = {
    condition: { test: "datum.kind === 'portfolio'", value: palette.set2 },
    value: palette.restakers,
  };
  return arrange(
    [
      {
        height,
        margins: { left: 56, right: 24, top: 36, bottom: 46 },
        draw: width => ({
          title: heading('', 'mean net return a year', palette, 56),
          width,
          height,
          layer: [
            {
              data: { name: 'front' },
              mark: { type: 'line', color: palette.ink, strokeWidth: 1.5, point: false },
              encoding: { x: x('x'), y: y('y'), order: { field: 'y', type: 'quantitative' } },
            },
            {
              data: { values: front.slice(0, 1).map(({ mean, tail }) => ({ x: -tail, y: mean })) },
              mark: {
                type: 'text',
                dy: 13,
                color: palette.ink,
                text: front.length > 1 ? 'efficient mixes' : '',
              },
              encoding: { x: x('x'), y: y('y') },
            },
            {
              ...dots,
              mark: { type: 'rule', color: palette.refunded, strokeWidth: 1 },
              encoding: { x: x('xlo'), x2: { field: 'xhi' }, y: y('y') },
            },
            {
              ...dots,
              mark: { type: 'rule', color: palette.refunded, strokeWidth: 1 },
              encoding: { x: x('x'), y: y('ylo'), y2: { field: 'yhi' } },
            },
            ...(['left', 'right'] as const).flatMap(align =>
              // A rim of paper keeps a name readable on lines.
              [{ stroke: palette.paper, strokeWidth: 4 }, {}].map(rim => ({
                data: { values: labels(width).filter(one => one.align === align) },
                mark: { type: 'text', align, dx: align === 'left' ? 9 : -9, fontWeight: 600, ...rim },
                encoding: {
                  x: x('x'),
                  y: y('at'),
                  text: { field: 'label' },
                  ...('stroke' in rim ? { color: { value: palette.paper } } : { color: colour }),
                },
              })),
            ),
            // Above the names, so that none hides a point.
            {
              ...dots,
              mark: { type: 'point', filled: true, size: 80, opacity: 1 },
              encoding: { x: x('x'), y: y('y'), color: colour, ...(view.live ? { tooltip } : {}) },
            },
          ],
        }),
      },
    ],
    { choices: rows, front: front.map(({ mean, tail }) => ({ x: -tail, y: mean })) },
    view,
    vegaConfig(palette),
  );
}
