import { scaleLinear } from 'd3';
import { arrange, type Block, type Chart, type Panel, type Viewport } from '../charts/chart.ts';
import { heading, labelExpression } from '../charts/lines.ts';
import { quantity, shorten } from '../format.ts';
import { levelOf, type Response, type StudyFactor, type StudyResults } from './results.ts';

/** Most levels of a factor in a map, and most at which cells carry their value. */
const mostLevels = 30;
const mostWritten = 7;
const mostMaps = 4;
const cellHeight = 30;

/**
 * Measures over two factors as maps; nothing where there are not two factors with few levels, most pairs of which
 * have a point. Replicates are averaged; colours are stretched over the means of each measure, so that maps are not
 * on one scale.
 */
export function heatChart(results: StudyResults): Chart | undefined {
  const [across, up, more] = results.factors;
  const shown = results.responses.slice(0, mostMaps);
  if (across === undefined || up === undefined || more !== undefined || shown.length === 0) return undefined;
  const levels = (factor: StudyFactor) =>
    new Set([...results.points.values()].map(point => point[factor.name]));
  const sizes = [levels(across).size, levels(up).size];
  if (Math.min(...sizes) < 2 || Math.max(...sizes) > mostLevels) return undefined;
  // The points of a space-filling design share no levels: nearly every cell would be empty.
  if (results.points.size < (sizes[0]! * sizes[1]!) / 2) return undefined;
  const maps = shown.map(response => ({ response, cells: cellsOf(results, response) }));
  return {
    name: 'map',
    title: `What do ${across.name} and ${up.name} change together?`,
    reading: 'Mean over replicates at each pair of levels; the stronger the colour, the higher.',
    sentence: `${maps.map(({ response }) => said(results, response)).join('. ')}.`,
    spec: view =>
      arrange(
        maps.map(({ response }, index) => panel([across, up], response, { id: `map-${index}`, sizes }, view)),
        Object.fromEntries(maps.map(({ cells }, index) => [`map-${index}`, cells])),
        view,
      ),
  };
}

interface HeatCell {
  readonly across: number | string;
  readonly up: number | string;
  readonly mean: number;
  readonly text: string;
  /** How strongly it is coloured, from 0 to 1. */
  readonly shade: number;
}

/** A cell for each point; the shade is kept off 0, so that the lowest cell is not blank. */
function cellsOf({ points, factors }: StudyResults, { at, unit }: Response): HeatCell[] {
  const means = [...at.values()].map(({ mean }) => mean);
  const shade = scaleLinear([Math.min(...means), Math.max(...means)], [0.06, 0.95]);
  return [...at].map(([point, { mean }]) => {
    const levels = points.get(point) ?? {};
    const [across, up] = factors.map(({ name }) => levels[name] ?? '');
    return { across: across!, up: up!, mean, text: quantity(mean, unit)[0], shade: shade(mean) };
  });
}

/** Where a measure is lowest and where it is highest. */
function said({ points, factors }: StudyResults, { name, unit, at }: Response): string {
  const ordered = [...at].sort(([, a], [, b]) => a.mean - b.mean);
  const spot = ([point, { mean }]: (typeof ordered)[number]) => {
    const place = factors.map(factor => levelOf(factor, points.get(point)?.[factor.name]));
    return `${quantity(mean, unit).join(' ').trim()} at ${place.join(' and ')}`;
  };
  return `${name} is lowest with ${spot(ordered[0]!)} and highest with ${spot(ordered.at(-1)!)}`;
}

/**
 * A map with its numbers in the cells where there are at most seven columns.
 *
 * @param sizes number of levels of the two factors, across and up
 */
function panel(
  [across, up]: readonly [StudyFactor, StudyFactor],
  { name, unit }: Response,
  { id, sizes }: { readonly id: string; readonly sizes: readonly number[] },
  view: Viewport,
): Panel {
  const { palette } = view;
  const height = Math.min(300, Math.max(90, cellHeight * sizes[1]!));
  const axis = (field: string, factor: StudyFactor): Block => ({
    field,
    type: factor.isNumeric ? 'ordinal' : 'nominal',
    ...(factor.isNumeric ? { sort: field === 'up' ? 'descending' : 'ascending' } : { sort: null }),
    scale: { padding: 0.04 },
    axis: {
      title: factor.name,
      labelAngle: 0,
      grid: false,
      labelOverlap: true,
      ...(factor.isNumeric && {
        labelExpr: labelExpression(factor.unit === 'fraction' ? 'percent' : 'count'),
      }),
      labelLimit: 60,
    },
  });
  const x = axis('across', across);
  const y = axis('up', up);
  const tooltip = [
    { field: 'across', title: across.name },
    { field: 'up', title: up.name },
    { field: 'mean', title: 'mean', type: 'quantitative', format: '.4~r' },
  ];
  return {
    height,
    margins: { left: 74, right: 8, top: 52, bottom: 46 },
    draw: width => ({
      title: heading(shorten(name, 40), unit, palette, 74),
      width,
      height,
      data: { name: id },
      layer: [
        {
          mark: { type: 'rect', fill: palette.restakers, opacity: 1 },
          encoding: {
            x,
            y,
            fillOpacity: { field: 'shade', type: 'quantitative', scale: null, legend: null },
            ...(view.live ? { tooltip } : {}),
          },
        },
        ...(sizes[0]! <= mostWritten
          ? [
              {
                mark: { type: 'text', fontSize: 11 },
                encoding: {
                  x,
                  y,
                  text: { field: 'text' },
                  color: {
                    condition: { test: 'datum.shade > 0.5', value: palette.paper },
                    value: palette.ink,
                  },
                },
              },
            ]
          : []),
      ],
    }),
  };
}
