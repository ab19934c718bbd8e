import type { SlashCorrelation } from '../../../study/risk/correlations.ts';
import { shorten } from '../../format.ts';
import type { Palette } from '../../theme.ts';
import { arrange, type Block, type Chart, type Viewport } from '../chart.ts';
import { textWidth } from '../lines.ts';

/** Side of a cell in pixels. */
const side = 64;

/**
 * How often choices are slashed in the same runs. Nothing where fewer than two are slashed in some runs only.
 *
 * @param pairs every ordered pair, each choice with itself too
 */
export function correlationChart(pairs: readonly SlashCorrelation[]): Chart | undefined {
  // A choice that is slashed in every run or in none has no correlation, not even with itself.
  const known = pairs.filter(({ ofBeing }) => ofBeing !== null);
  const names = [...new Set(known.map(({ a }) => a))];
  if (names.length < 2) return undefined;
  const closest = known.filter(({ a, b }) => a !== b).reduce((x, y) => (y.ofBeing! > x.ofBeing! ? y : x));
  const left = [...new Set(pairs.map(({ a }) => a))].length - names.length;
  const rest = left > 0 ? ` ${left} more are slashed in every run or in none and are left out.` : '';
  return {
    name: 'slash-correlation',
    title: 'Who is slashed together?',
    reading: `Correlation over runs of whether each choice was slashed at all: 1 always together, 0 independently.${rest}`,
    sentence:
      closest.ofBeing! > 0
        ? `Slashed together most often are ${closest.a} and ${closest.b}: correlation ${closest.ofBeing!.toFixed(2)}.`
        : 'No two are slashed together more often than by chance.',
    spec: view => matrix(known, names, view),
  };
}

/**
 * A matrix of the pairs of some choices, shaded by their correlation. Cells are square, and smaller where many
 * choices would not fit beside one another; the right margin takes what is left.
 */
function matrix(pairs: readonly SlashCorrelation[], names: readonly string[], view: Viewport): Block {
  const { palette } = view;
  const label = (name: string) => shorten(name, 18);
  const widest = Math.max(...names.map(name => textWidth(label(name)))) + 12;
  const size = Math.min(side, Math.floor((view.width - widest - 20) / names.length));
  const height = size * names.length;
  const rows = pairs.map(({ a, b, ofBeing }) => ({
    a,
    b,
    value: ofBeing,
    shade: Math.abs(ofBeing!),
    text: ofBeing!.toFixed(2),
  }));
  const axis = {
    title: null,
    grid: false,
    domain: false,
    ticks: false,
    labelLimit: 400,
    labelColor: palette.ink,
  };
  const x = {
    field: 'b',
    type: 'nominal',
    sort: names,
    axis: { ...axis, orient: 'bottom', labelAngle: -60 },
  };
  const y = { field: 'a', type: 'nominal', sort: names, axis };
  return arrange(
    [
      {
        height,
        margins: {
          left: widest,
          right: Math.max(12, view.width - widest - height),
          top: 12,
          bottom: widest,
        },
        draw: width => ({
          width: Math.min(width, height),
          height,
          layer: cellLayers({ x, y }, size, palette),
        }),
      },
    ],
    { pairs: rows },
    view,
  );
}

/** Shaded cells, with the correlation in each where cells are large enough to read it. */
function cellLayers(
  position: { readonly x: Block; readonly y: Block },
  size: number,
  palette: Palette,
): readonly Block[] {
  const cells = { data: { name: 'pairs' } };
  return [
    {
      ...cells,
      mark: { type: 'rect', stroke: palette.paper, strokeWidth: 1 },
      encoding: {
        ...position,
        fill: {
          condition: { test: 'datum.value < 0', value: palette.restakers },
          value: palette.set0,
        },
        // The page's colours are names that a scale cannot mix.
        fillOpacity: { field: 'shade', type: 'quantitative', scale: null, legend: null },
      },
    },
    ...(size >= 32
      ? [
          {
            ...cells,
            mark: { type: 'text', fontSize: 12 },
            encoding: {
              ...position,
              text: { field: 'text' },
              color: {
                condition: { test: 'abs(datum.value) > 0.6', value: palette.paper },
                value: palette.ink,
              },
            },
          },
        ]
      : []),
  ];
}
