import { scaleLinear } from 'd3';
import type { Factor, Level } from '../../../study/factors/factor.ts';
import type { CandidateSetting } from '../../../study/search/optimisation-problem.ts';
import type { StudyOptimisation } from '../../../study/search/optimise-study.ts';
import { type Block, type Panel, roundDomain, type Viewport } from '../chart.ts';
import { placeLabels } from '../label-placement.ts';
import { heading, labelExpression } from '../lines.ts';

/** A candidate as it is drawn. */
export interface CandidateDot {
  readonly candidate: number;
  readonly kind: 'chosen' | 'confirmed' | 'kept' | 'broken';
  /** Mean of the first objective, in its unit. */
  readonly x: number;
  /** What the vertical axis measures, with its 95% interval; both ends are the value itself where there is none. */
  readonly y: number;
  readonly lo: number;
  readonly hi: number;
  /** Levels of the factors in words. */
  readonly setting: string;
  /** Runs that the dot is the mean of. */
  readonly runs: number;
  /** Whether it stands on the front of several objectives. */
  readonly isFront: boolean;
}

/** What an axis measures. */
export interface PlotAxis {
  readonly title: string;
  readonly unit: string;
  /** Largest value on it. */
  readonly most: number;
}

const height = 300;

/** An axis in the way of its unit. Numbers without one have suffixes only where they reach a thousand. */
function axisOf({ unit, most }: PlotAxis, view: Viewport, title: string | null, vertical: boolean): Block {
  const plain = most >= 1_000 ? 'count' : 'number';
  const format = unit.startsWith('USD') ? 'usd' : unit.startsWith('fraction') ? 'percent' : plain;
  const ticks = vertical ? 5 : Math.max(3, Math.floor(view.width / 190));
  return { title, tickCount: ticks, labelExpr: labelExpression(format), grid: true, domain: false };
}

/** A field on a scale from round number to round number. */
interface Scaled extends Block {
  readonly field: string;
  readonly type: 'quantitative';
  readonly scale: { readonly domain: readonly [number, number]; readonly nice: false };
  readonly axis: Block;
}

const scaled = (field: string, axis: Block, values: readonly number[]): Scaled => ({
  field,
  type: 'quantitative',
  scale: { domain: roundDomain(values), nice: false },
  axis,
});

/**
 * Layers that draw dots: hollow where a constraint is broken, the chosen one named. Rows stand in each layer, as
 * places of names depend on the width.
 *
 * @param text name of the chosen dot
 */
function dotLayers(
  dots: readonly Pick<CandidateDot, 'kind' | 'x' | 'y'>[],
  text: string,
  { x, y, width }: { readonly x: Scaled; readonly y: Scaled; readonly width: number },
  view: Viewport,
): Block[] {
  const { palette } = view;
  const [across, down] = [scaleLinear(x.scale.domain, [0, width]), scaleLinear(y.scale.domain, [height, 0])];
  const spots = dots.map(dot => ({ x: across(dot.x), y: down(dot.y) }));
  const chosen = spots.filter((_, i) => dots[i]!.kind === 'chosen').map(spot => ({ ...spot, text }));
  const names = placeLabels(chosen, spots, [], { width, height }).map(({ align, ...spot }) => ({
    align,
    x: across.invert(spot.x),
    y: down.invert(spot.y),
  }));
  const of = (test: string) => [{ filter: test }];
  const tooltip = [
    { field: 'setting', type: 'nominal', title: 'setting' },
    { field: 'runs', type: 'quantitative', title: 'runs' },
  ];
  const layer = (test: string, mark: Block): Block => ({
    data: { values: dots },
    transform: of(test),
    mark: { type: 'point', size: 42, opacity: 1, ...mark },
    encoding: { x, y, ...(view.live ? { tooltip } : {}) },
  });
  return [
    layer("datum.kind === 'broken'", { color: palette.set0, strokeWidth: 1.2, filled: false }),
    layer("datum.kind === 'kept' || datum.kind === 'confirmed'", {
      color: palette.restakers,
      filled: true,
      fillOpacity: 0.55,
    }),
    layer("datum.kind === 'chosen'", { color: palette.ink, filled: true, size: 130, shape: 'diamond' }),
    // A rim of paper keeps the name readable among dots.
    ...names.flatMap(({ align, ...place }) =>
      [{ stroke: palette.paper, strokeWidth: 4, color: palette.paper }, { color: palette.ink }].map(
        colours => ({
          data: { values: [place] },
          mark: { type: 'text', align, baseline: 'middle', fontWeight: 600, text, ...colours },
          encoding: { x, y },
        }),
      ),
    ),
  ];
}

/** The dots of a search with the name of the chosen one, and what its objective measures. */
export interface SearchPicture {
  readonly dots: readonly CandidateDot[];
  readonly label: string;
  readonly objective: PlotAxis;
}

/**
 * Objective against a second one or how far the tightest constraint is kept, with 95% intervals of what was confirmed.
 *
 * @param second what is on the vertical axis, and the least that is required of it, if anything is
 */
export function tradePanel(
  { dots, label, objective }: SearchPicture,
  { required, ...second }: PlotAxis & { readonly heading: string; readonly required: number | null },
  view: Viewport,
): Panel {
  const { palette } = view;
  const x = scaled(
    'x',
    axisOf(objective, view, objective.title, false),
    dots.map(dot => dot.x),
  );
  const ends = dots.flatMap(({ y: at, lo, hi }) => [at, lo, hi]);
  const y = scaled('y', axisOf(second, view, null, true), required === null ? ends : [...ends, required]);
  const rule =
    required === null
      ? []
      : [
          {
            data: { values: [{}] },
            mark: { type: 'rule', color: palette.ink, strokeWidth: 1, strokeDash: [4, 3] },
            encoding: { y: { datum: required, type: 'quantitative', scale: y.scale } },
          },
        ];
  return {
    height,
    margins: { left: 56, right: 26, top: 52, bottom: 46 },
    draw: width => ({
      title: heading(second.heading, second.title, palette, 56),
      width,
      height,
      layer: [
        ...rule,
        {
          data: { values: dots.filter(({ isFront }) => isFront) },
          mark: { type: 'line', color: palette.muted, strokeWidth: 1.5 },
          encoding: { x, y, order: { field: 'x', type: 'quantitative' } },
        },
        {
          data: { values: dots.filter(({ lo, hi }) => hi > lo) },
          mark: { type: 'rule', color: palette.muted, strokeWidth: 1 },
          encoding: { x, y: { ...y, field: 'lo' }, y2: { field: 'hi' } },
        },
        ...dotLayers(dots, label, { x, y, width }, view),
      ],
    }),
  };
}

/**
 * Where in the first two factors candidates lie; of one factor, the objective over it.
 *
 * @param tried the candidates of the dots, in their order
 * @param factors the numeric factors of the search
 */
export function mapPanel(
  { pointOf }: StudyOptimisation,
  tried: readonly CandidateSetting[],
  { dots, label, objective, factors }: SearchPicture & { readonly factors: readonly Factor[] },
  view: Viewport,
): Panel {
  const [first, second] = factors as readonly [Factor, Factor | undefined];
  const number = (level: Level) => Number(level);
  const rows = tried.map((candidate, i) => {
    const { levels } = pointOf(candidate);
    const { kind, setting, runs, x } = dots[i]!;
    return {
      kind,
      setting,
      runs,
      x: number(levels[first.name]!),
      y: second ? number(levels[second.name]!) : x,
    };
  });
  const axis = ({ name, unit, spread }: Factor): PlotAxis => ({
    title: name,
    unit: unit === 'days' ? '' : unit,
    most: spread.kind === 'range' ? Math.max(Math.abs(spread.low), Math.abs(spread.high)) : 0,
  });
  const ofX = axis(first);
  const ofY = second ? axis(second) : objective;
  const x = scaled(
    'x',
    axisOf(ofX, view, ofX.title, false),
    rows.map(row => row.x),
  );
  const y = scaled(
    'y',
    axisOf(ofY, view, null, true),
    rows.map(row => row.y),
  );
  return {
    height,
    margins: { left: 56, right: 26, top: 52, bottom: 46 },
    draw: width => ({
      title: heading('Where it was tried', ofY.title, view.palette, 56),
      width,
      height,
      layer: dotLayers(rows, label, { x, y, width }, view),
    }),
  };
}
