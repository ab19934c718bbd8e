import { scaleLinear } from 'd3';
import type { Risk } from '../../../study/risk/figures.ts';
import type { Efficient } from '../../../study/risk/frontier.ts';
import { percent, shorten } from '../../format.ts';
import { vegaConfig } from '../../theme.ts';
import { arrange, type Block, type Chart, roundDomain, type Viewport } from '../chart.ts';
import { along, placeLabels } from '../label-placement.ts';
import { heading, labelExpression } from '../lines.ts';

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
  view: Viewport,
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
  const domain = (values: readonly number[]) => roundDomain(values, 0.01);
  const xs = domain(rows.flatMap(({ xlo, xhi }) => [xlo, xhi]));
  const ys = domain(rows.flatMap(({ ylo, yhi }) => [ylo, yhi]));
  const down = scaleLinear(ys, [height, 0]);
  const axis = { labelExpr: labelExpression('percent'), grid: true, domain: false };
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
  const mixes = front.map(({ mean, tail }) => ({ x: -tail, y: mean }));
  /** Names beside their dots and that of the line, clear of dots and of one another. */
  const labels = (width: number) => {
    const across = scaleLinear(xs, [0, width]);
    const spot = (at: number, level: number) => ({ x: across(at), y: down(level) });
    const spots = rows.map(row => spot(row.x, row.y));
    const ends = mixes.map(one => spot(one.x, one.y));
    const lines = [
      ...rows.flatMap(row => [
        ...along(spot(row.xlo, row.y), spot(row.xhi, row.y)),
        ...along(spot(row.x, row.ylo), spot(row.x, row.yhi)),
      ]),
      // The name of a choice should not hide the line.
      ...ends.slice(1).flatMap((end, i) => along(ends[i]!, end).flatMap(one => [one, one, one, one])),
    ];
    const named = [
      ...rows.map(({ label, kind }, i) => ({ ...spots[i]!, text: label, kind })),
      ...(ends.length > 1
        ? [{ ...ends[Math.floor(ends.length / 2)]!, text: 'efficient mixes', kind: 'front' }]
        : []),
    ];
    return placeLabels(named, spots, lines, { width, height }).map(({ x: left, y: top, align }, i) => ({
      text: named[i]!.text,
      kind: named[i]!.kind,
      align,
      x: across.invert(left),
      y: down.invert(top),
    }));
  };
  const dots = { data: { name: 'choices' } };
  const colour = {
    condition: [
      { test: "datum.kind === 'portfolio'", value: palette.set2 },
      { test: "datum.kind === 'front'", value: palette.ink },
    ],
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
              ...dots,
              mark: { type: 'rule', color: palette.refunded, strokeWidth: 1 },
              encoding: { x: x('xlo'), x2: { field: 'xhi' }, y: y('y') },
            },
            {
              ...dots,
              mark: { type: 'rule', color: palette.refunded, strokeWidth: 1 },
              encoding: { x: x('x'), y: y('ylo'), y2: { field: 'yhi' } },
            },
            ...(['left', 'center', 'right'] as const).flatMap(align =>
              // A rim of paper keeps a name readable on lines.
              [{ stroke: palette.paper, strokeWidth: 4 }, {}].map(rim => ({
                data: { values: labels(width).filter(one => one.align === align) },
                mark: { type: 'text', align, baseline: 'middle', fontWeight: 600, ...rim },
                encoding: {
                  x: x('x'),
                  y: y('y'),
                  text: { field: 'text' },
                  color: 'stroke' in rim ? { value: palette.paper } : colour,
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
    { choices: rows, front: mixes },
    view,
    vegaConfig(palette),
  );
}
