import { scaleLinear } from 'd3';
import type { Results } from '../results.ts';
import { type Palette, vegaConfig } from '../theme.ts';

/** A piece of a Vega-Lite specification, which is JSON. */
export type Block = Readonly<Record<string, unknown>>;

/**
 * Where a picture is drawn: its width in pixels, its colours, and whether a reader can point at it. `live` adds
 * tooltips and what follows a pointer: they are left out of still pictures, which they would only enlarge.
 */
export interface Viewport {
  readonly width: number;
  readonly palette: Palette;
  readonly live: boolean;
}

/** A statistical picture and what it says. */
export interface Chart {
  /** Name of its files. */
  readonly name: string;
  /** The question it answers. */
  readonly title: string;
  /** How to read it: what is drawn, in which unit. */
  readonly reading: string;
  /**
   * What it shows, computed from the data. One or more whole sentences: it stands below the picture and is what a
   * screen reader reads.
   */
  readonly sentence: string;
  /** Draws it; called several times for one page, and must give the same for the same view. */
  readonly spec: (view: Viewport) => Block;
}

/** Draws a chart of some results; nothing when they lack its table. */
export type DrawChart = (results: Results) => Chart | undefined;

/** Least width in pixels at which panels stand beside each other. */
const wide = 560;

/**
 * Space in pixels around a panel's plot: axis labels, names of lines, heading, time axis. Nothing measures text: a
 * panel asks for the room that its labels need, and what reaches beyond the picture is cut off.
 */
export interface Margins {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** A panel of a chart: a function of the width of its plot, so that panels can share a row. */
export interface Panel {
  readonly margins: Margins;
  /** Of the plot, in pixels. */
  readonly height: number;
  readonly draw: (width: number) => Block;
}

/** Scales are each panel's own: the same name may be that of another curve in the next. */
const independent = { x: 'independent', y: 'independent', color: 'independent' };

/**
 * The time axis of a plot: days from the start to the end of the run, as many ticks as there is room for.
 *
 * @param horizon length of the run in days
 * @param width of the plot in pixels
 */
export function timeScale(horizon: number, width: number): Block {
  return {
    type: 'quantitative',
    scale: { domain: [0, horizon], nice: false, zero: false },
    axis: { title: 'days since the start', tickCount: Math.max(2, Math.floor(width / 60)), format: ',~r' },
  };
}

/**
 * The least round numbers around some values; so far apart where all are equal.
 *
 * @param values at least one, all finite
 * @param least width of the domain where all values are equal
 */
export function roundDomain(values: readonly number[], least = 1): readonly [number, number] {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const [a, b] = scaleLinear([low, low === high ? low + least : high], [0, 1])
    .nice(5)
    .domain();
  return [a ?? low, b ?? high];
}

/** Space in pixels between rows of panels. */
const gap = 14;

/**
 * Panels side by side where there is room, below one another on a phone; with exact outer measures. Rows are filled
 * from the left. All plots have the same width, and the largest margins of any panel on each side, so that their axes
 * stand in line; the picture is exactly as wide as the view.
 *
 * @param datasets rows by the name that panels read them under
 * @param most columns at most
 * @throws Error without a panel
 */
export function arrange(panels: readonly Panel[], datasets: Block, view: Viewport, most = 2): Block {
  const columns = view.width >= wide ? Math.min(most, panels.length) : 1;
  const first = panels[0];
  if (first === undefined) throw new Error('missing panel: a chart has at least one');
  const margins = panels
    .map(panel => panel.margins)
    .reduce((outer, own) => ({
      left: Math.max(outer.left, own.left),
      right: Math.max(outer.right, own.right),
      top: Math.max(outer.top, own.top),
      bottom: Math.max(outer.bottom, own.bottom),
    }));
  const gutter = columns > 1 ? 16 : 0;
  const across = margins.left + margins.right;
  const width = Math.floor((view.width - columns * across - (columns - 1) * gutter) / columns);
  const rows = Array.from({ length: Math.ceil(panels.length / columns) }, (_, row) =>
    panels.slice(row * columns, (row + 1) * columns),
  );
  const below = rows.map(row => Math.max(...row.map(panel => panel.margins.bottom)));
  const bottom = below.at(-1) ?? 0;
  const inner = Math.max(0, ...below.slice(0, -1)) + gap;
  const heights = rows.reduce((sum, row) => sum + Math.max(...row.map(panel => panel.height)), 0);
  const height = heights + (rows.length - 1) * (margins.top + inner);
  return {
    $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
    config: vegaConfig(view.palette),
    autosize: 'none',
    padding: { ...margins, bottom },
    datasets,
    ...(panels.length === 1
      ? first.draw(width)
      : {
          // Vega-Lite leaves the size of a concatenation to its contents' bounds; fonts should not decide it.
          params: [
            { name: 'width', value: view.width - margins.left - margins.right },
            { name: 'height', value: height },
          ],
          columns,
          bounds: 'flush',
          align: 'none',
          resolve: { scale: independent, axis: { x: 'independent', y: 'independent' } },
          spacing: { row: margins.top + inner, column: across + gutter },
          concat: panels.map(panel => panel.draw(width)),
        }),
  };
}
