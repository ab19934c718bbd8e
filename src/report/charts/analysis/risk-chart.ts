import { scaleLinear } from 'd3';
import type { EfficientPortfolio } from '../../../study/risk/efficient-frontier.ts';
import type { ChoiceRisk } from '../../../study/risk/risk-figures.ts';
import { percent, shorten } from '../../format.ts';
import { arrange, type Block, type Chart, roundDomain, type Viewport } from '../chart.ts';
import { along, placeLabels } from '../label-placement.ts';
import { heading, labelExpression } from '../lines.ts';

const height = 380;

/** Longest label of a choice, in characters. */
const labelLength = 22;

/**
 * Return of each choice against what the worst runs leave of it, with the efficient frontier.
 *
 * @param risks at least one
 * @param front mixes of the choices, from the safest on; a single one gives neither line nor name
 * @param portfolios names of the choices that are mixes themselves, and have a colour of their own
 */
export function riskChart(
  risks: readonly ChoiceRisk[],
  front: readonly EfficientPortfolio[],
  portfolios: ReadonlySet<string>,
): Chart {
  const best = risks.reduce((a, b) => (b.netApr.value > a.netApr.value ? b : a));
  const least = Math.min(...risks.map(({ conditionalValueAtRisk: { value } }) => value));
  // Of those that lose equally little, the one that earns most.
  const safest = risks
    .filter(({ conditionalValueAtRisk: { value } }) => value <= least)
    .reduce((a, b) => (b.netApr.value > a.netApr.value ? b : a));
  const say = ({ name, netApr, conditionalValueAtRisk }: ChoiceRisk) =>
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

/** A choice as it is drawn: its returns with their intervals. */
interface ChoiceDot {
  readonly name: string;
  readonly label: string;
  readonly x: number;
  readonly xlo: number;
  readonly xhi: number;
  readonly y: number;
  readonly ylo: number;
  readonly yhi: number;
  readonly kind: 'portfolio' | 'choice';
}

/** A mix on the efficient frontier as it is drawn. */
interface MixSpot {
  readonly x: number;
  readonly y: number;
}

/** Ends of the two axes: return of the worst runs across, mean return upwards. */
interface AxisEnds {
  readonly xs: readonly [number, number];
  readonly ys: readonly [number, number];
}

/**
 * A choice as a dot. A value at risk is a loss: its sign is turned, and with it the ends of its interval change
 * places.
 */
function dotOf({ name, netApr, conditionalValueAtRisk: tail }: ChoiceRisk, isPortfolio: boolean): ChoiceDot {
  return {
    name,
    label: shorten(name, labelLength),
    x: -tail.value,
    xlo: -(tail.high ?? tail.value),
    xhi: -(tail.low ?? tail.value),
    y: netApr.value,
    ylo: netApr.low ?? netApr.value,
    yhi: netApr.high ?? netApr.value,
    kind: isPortfolio ? 'portfolio' : 'choice',
  };
}

/** The axes end where the intervals end, not at 0: returns of choices often differ by less than they are large. */
function spec(
  risks: readonly ChoiceRisk[],
  front: readonly EfficientPortfolio[],
  portfolios: ReadonlySet<string>,
  view: Viewport,
): Block {
  const dots = risks.map(risk => dotOf(risk, portfolios.has(risk.name)));
  const mixes = front.map(({ mean, tail }) => ({ x: -tail, y: mean }));
  const domain = (values: readonly number[]) => roundDomain(values, 0.01);
  const frame: AxisEnds = {
    xs: domain(dots.flatMap(({ xlo, xhi }) => [xlo, xhi])),
    ys: domain(dots.flatMap(({ ylo, yhi }) => [ylo, yhi])),
  };
  return arrange(
    [
      {
        height,
        margins: { left: 56, right: 24, top: 36, bottom: 46 },
        draw: width => ({
          title: heading('', 'mean net return a year', view.palette, 56),
          width,
          height,
          layer: layers(frame, labelsOf(dots, mixes, frame, width), view),
        }),
      },
    ],
    { choices: dots, front: mixes },
    view,
  );
}

/**
 * Names beside their dots and that of the line, clear of dots and of one another, in the units of the axes. Places
 * are found in pixels, where the widths of texts are known, and turned back into units of the axes.
 */
function labelsOf(
  dots: readonly ChoiceDot[],
  mixes: readonly MixSpot[],
  { xs, ys }: AxisEnds,
  width: number,
) {
  const across = scaleLinear(xs, [0, width]);
  const down = scaleLinear(ys, [height, 0]);
  const spot = (at: number, level: number) => ({ x: across(at), y: down(level) });
  const spots = dots.map(dot => spot(dot.x, dot.y));
  const ends = mixes.map(one => spot(one.x, one.y));
  const lines = [
    ...dots.flatMap(dot => [
      ...along(spot(dot.xlo, dot.y), spot(dot.xhi, dot.y)),
      ...along(spot(dot.x, dot.ylo), spot(dot.x, dot.yhi)),
    ]),
    // The name of a choice should not hide the line.
    // Four times the weight of an interval.
    ...ends.slice(1).flatMap((end, i) => along(ends[i]!, end).flatMap(one => [one, one, one, one])),
  ];
  const named = [
    ...dots.map(({ label, kind }, i) => ({ ...spots[i]!, text: label, kind })),
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
}

/** Fields on the two axes. */
function axes({ xs, ys }: AxisEnds, width: number) {
  const axis = { labelExpr: labelExpression('percent'), grid: true, domain: false };
  const x = (field: string): Block => ({
    field,
    type: 'quantitative',
    scale: { domain: xs, nice: false },
    axis: {
      ...axis,
      tickCount: Math.max(3, Math.floor(width / 130)),
      title: 'mean net return of the worst 5% of runs, a year',
    },
  });
  const y = (field: string): Block => ({
    field,
    type: 'quantitative',
    scale: { domain: ys, nice: false },
    axis: { ...axis, tickCount: 5, title: null },
  });
  return { x, y };
}

/** From the back: the frontier, the intervals, the names, and above them the dots, so that no name hides a point. */
function layers(frame: AxisEnds, labels: ReturnType<typeof labelsOf>, view: Viewport): readonly Block[] {
  const { palette } = view;
  const { x, y } = axes(frame, view.width);
  const tooltip = [
    { field: 'name', type: 'nominal', title: 'choice' },
    { field: 'y', type: 'quantitative', format: '.2%', title: 'net a year' },
    { field: 'x', type: 'quantitative', format: '.2%', title: 'worst 5% of runs' },
  ];
  const colour = {
    condition: [
      { test: "datum.kind === 'portfolio'", value: palette.set2 },
      { test: "datum.kind === 'front'", value: palette.ink },
    ],
    value: palette.restakers,
  };
  const dots = { data: { name: 'choices' } };
  const rule = { type: 'rule', color: palette.refunded, strokeWidth: 1 };
  return [
    {
      data: { name: 'front' },
      mark: { type: 'line', color: palette.ink, strokeWidth: 1.5, point: false },
      encoding: { x: x('x'), y: y('y'), order: { field: 'y', type: 'quantitative' } },
    },
    { ...dots, mark: rule, encoding: { x: x('xlo'), x2: { field: 'xhi' }, y: y('y') } },
    { ...dots, mark: rule, encoding: { x: x('x'), y: y('ylo'), y2: { field: 'yhi' } } },
    ...(['left', 'center', 'right'] as const).flatMap(align =>
      // A rim of paper keeps a name readable on lines.
      [{ stroke: palette.paper, strokeWidth: 4 }, {}].map(rim => ({
        data: { values: labels.filter(one => one.align === align) },
        mark: { type: 'text', align, baseline: 'middle', fontWeight: 600, ...rim },
        encoding: {
          x: x('x'),
          y: y('y'),
          text: { field: 'text' },
          color: 'stroke' in rim ? { value: palette.paper } : colour,
        },
      })),
    ),
    {
      ...dots,
      mark: { type: 'point', filled: true, size: 80, opacity: 1 },
      encoding: { x: x('x'), y: y('y'), color: colour, ...(view.live ? { tooltip } : {}) },
    },
  ];
}
