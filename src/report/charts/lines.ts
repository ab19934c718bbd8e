import { scaleLinear } from 'd3';
import { shorten } from '../format.ts';
import type { SeriesPoint } from '../series.ts';
import { type Palette, type Role, setColours, setRole } from '../theme.ts';
import { arrange, type Block, type Panel, roundDomain, timeScale, type Viewport } from './chart.ts';

/** A curve with its name and colour. */
export interface NamedCurve {
  readonly name: string;
  readonly role: Role;
  readonly points: readonly SeriesPoint[];
}

/** A set of axes with curves over time. */
export interface CurvePanel {
  readonly title: string;
  /** What is measured, with its unit. */
  readonly unit: string;
  readonly format: NumberFormat;
  readonly lines: readonly NamedCurve[];
  /** Values the axis must include. */
  readonly include?: readonly number[];
  /** Least and greatest value of interest; the axis ends near them and what lies beyond is cut off. */
  readonly frame?: readonly [number, number];
  /** A reference value to draw across. */
  readonly rule?: number;
}

/** How an axis writes its numbers. */
export type NumberFormat = 'count' | 'usd' | 'percent' | 'number';

const patterns: Readonly<Record<NumberFormat, string>> = {
  count: '~s',
  usd: '$~s',
  percent: '~%',
  number: '~r',
};

const tooltips: Readonly<Record<NumberFormat, string>> = {
  count: ',.1~f',
  usd: '$,.0f',
  percent: '.1%',
  number: '.3~r',
};

/** Most curves in a panel; those beyond are drawn thin, grey and without a name. */
export const mostNamed = 7;
const height = 220;
const labelLength = 16;

/** The expression by which an axis writes its labels, as texts write them: B for a billion, exponents from 10^15 on. */
export function labelExpression(format: NumberFormat): string {
  const pattern = patterns[format];
  // The formatter's own prefixes would make 800m of 0.8.
  const [small, large] = [pattern.replace('~s', '~r'), pattern.replace('~s', '.2~e')];
  const chosen = `abs(datum.value) < 1 ? '${small}' : abs(datum.value) < 1e15 ? '${pattern}' : '${large}'`;
  return `replace(replace(format(datum.value, ${chosen}), 'G', 'B'), 'e+', 'e')`;
}

const wide =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}/u;

/** Approximate width of a text in pixels at 12 px, rather too much: signs of East Asia and pictures are twice as wide. */
export function textWidth(text: string): number {
  return Math.ceil([...text].reduce((width, sign) => width + (wide.test(sign) ? 13 : 6.7), 0));
}

/**
 * Heights, in the order given, at which labels stand clear of each other by a gap and within bounds:
 * each as near its own height as a pass down and a pass up leave it.
 *
 * @param heights in pixels, from the top
 * @param gap least distance between two, in pixels
 * @param low least height, in pixels
 * @param high largest height, in pixels
 */
export function dodge(heights: readonly number[], gap: number, low: number, high: number): number[] {
  const order = heights.map((_, i) => i).sort((a, b) => (heights[a] ?? 0) - (heights[b] ?? 0));
  const result = heights.slice();
  let floor = low;
  for (const i of order) {
    result[i] = Math.max(heights[i] ?? 0, floor);
    floor = (result[i] ?? 0) + gap;
  }
  let ceiling = Math.max(high, low + gap * (heights.length - 1));
  for (const i of order.reverse()) {
    result[i] = Math.min(result[i] ?? 0, ceiling);
    ceiling = (result[i] ?? 0) - gap;
  }
  return result;
}

function domainOf(panel: CurvePanel): readonly [number, number] {
  if (panel.frame !== undefined) return roundDomain([...panel.frame, ...(panel.include ?? [])]);
  const values = panel.lines.flatMap(line => line.points.flatMap(point => [point.lo, point.hi]));
  const all = [...values, ...(panel.include ?? [])].filter(Number.isFinite);
  return roundDomain(all);
}

function endLabels(panel: CurvePanel, domain: readonly [number, number]): readonly Block[] {
  const named = panel.lines.slice(0, mostNamed).filter(line => line.points.length > 0);
  const toPixel = scaleLinear(domain, [height, 0]);
  const ends = named.map(line => line.points.at(-1)?.mid ?? 0);
  const places = dodge(ends.map(toPixel), 15, 4, height - 4);
  return named.map((line, i) => ({
    name: line.name,
    label: shorten(line.name, labelLength),
    y: toPixel.invert(places[i] ?? 0),
  }));
}

function linePanel(panel: CurvePanel, id: string, view: Viewport, horizon: number): [Panel, Block] {
  const { palette } = view;
  const domain = domainOf(panel);
  const labels = endLabels(panel, domain);
  // Later curves hide earlier ones: those of most interest come last.
  const rows = panel.lines
    .toReversed()
    .flatMap(line => line.points.map(point => ({ name: line.name, ...point })));
  const unnamed = panel.lines.length - mostNamed;
  const unit = unnamed > 0 ? `${panel.unit}; ${unnamed} more in grey` : panel.unit;
  // A clip path would be one of many in a page; values beyond the frame end at it.
  const yScale = { domain, zero: false, nice: false, ...(panel.frame && { clamp: true }) };
  const yAxis = { title: null, tickCount: 5, labelExpr: labelExpression(panel.format) };
  const y = { field: 'mid', type: 'quantitative', scale: yScale, axis: yAxis };
  const colour = {
    field: 'name',
    type: 'nominal',
    legend: null,
    scale: { domain: panel.lines.map(line => line.name), range: lineColours(panel.lines, palette) },
  };
  const axes = { y, colour, yScale };
  const widest = Math.max(0, ...labels.map(label => textWidth(String(label.label))));
  return [
    {
      margins: { left: 50, right: widest + 12, top: panel.title === '' ? 34 : 52, bottom: 46 },
      height,
      draw: width => ({
        title: heading(panel.title, unit, palette),
        width,
        height,
        layer: curveLayers({
          panel,
          id,
          view,
          horizon,
          rows,
          ...axes,
          x: { field: 'x', ...timeScale(horizon, width) },
        }),
      }),
    },
    { [id]: rows, [`${id}-labels`]: labels },
  ];
}

/** What the marks of a panel share. */
interface CurveMarks {
  readonly panel: CurvePanel;
  readonly id: string;
  readonly view: Viewport;
  readonly horizon: number;
  readonly rows: readonly { readonly lo: number; readonly hi: number }[];
  readonly x: Block;
  readonly y: Block;
  readonly colour: Block;
  readonly yScale: Block;
}

/** The marks of a panel, from the back to the front: rule, bands, lines, single points, names, and what follows the pointer. */
function curveLayers({ panel, id, view, horizon, rows, x, y, colour, yScale }: CurveMarks): readonly Block[] {
  const data = { name: id };
  // A line of one point is invisible.
  const dots = panel.lines.filter(({ points }) => points.length === 1).map(({ name }) => name);
  const banded = rows.some(row => row.hi > row.lo);
  return [
    ...(panel.rule === undefined ? [] : [rule(panel.rule, view.palette, yScale)]),
    ...(banded
      ? [
          {
            data,
            mark: { type: 'area', fillOpacity: 0.16, opacity: 1 },
            encoding: { x, y: { ...y, field: 'lo' }, y2: { field: 'hi' }, color: colour },
          },
        ]
      : []),
    {
      data,
      mark: { type: 'line', strokeWidth: 2, strokeJoin: 'round', strokeCap: 'butt' },
      encoding: {
        x,
        y,
        color: colour,
      },
    },
    ...(dots.length === 0
      ? []
      : [
          {
            data,
            transform: [{ filter: { field: 'name', oneOf: dots } }],
            mark: { type: 'point', filled: true, size: 50, opacity: 1 },
            encoding: { x, y, color: colour },
          },
        ]),
    {
      data: { name: `${id}-labels` },
      mark: { type: 'text', align: 'left', baseline: 'middle', dx: 7, fontWeight: 600 },
      encoding: { x: { datum: horizon }, y: { ...y, field: 'y' }, text: { field: 'label' }, color: colour },
    },
    ...(view.live ? [pointer(id, panel, { x, y, color: colour }, banded)] : []),
  ];
}

/**
 * The colours of curves: that of their role, or, where two named ones share it as more sets than colours make them do, for
 * the later one the next that no named curve has.
 */
function lineColours(lines: readonly NamedCurve[], palette: Palette): string[] {
  const named = lines.slice(0, mostNamed).map(({ role }) => role);
  const free = Array.from({ length: setColours }, (_, index) => setRole(index)).filter(
    role => !named.includes(role),
  );
  return lines.map(({ role }, index) => {
    if (index >= mostNamed) return palette.refunded;
    const isTaken = named.indexOf(role) < index && role.startsWith('set');
    return palette[isTaken ? (free.shift() ?? role) : role]!;
  });
}

/** The heading of a panel: its name above the unit of its axis. */
export function heading(title: string, unit: string, palette: Palette, left = 50): Block {
  const dx = -left;
  return title === ''
    ? { text: unit, fontWeight: 400, fontSize: 12, color: palette.muted, dx }
    : { text: shorten(title, 34), subtitle: unit, dx };
}

function rule(value: number, palette: Palette, scale: Block): Block {
  return {
    data: { values: [{}] },
    mark: { type: 'rule', color: palette.ink, strokeWidth: 1 },
    encoding: { y: { datum: value, type: 'quantitative', scale } },
  };
}

function pointer(id: string, panel: CurvePanel, encoding: Block, banded: boolean): Block {
  const number = { type: 'quantitative', format: tooltips[panel.format] };
  const name = `near_${id.replaceAll('-', '_')}`;
  return {
    data: { name: id },
    params: [{ name, select: { type: 'point', on: 'pointermove', clear: 'pointerout', nearest: true } }],
    mark: { type: 'point', filled: true, size: 60 },
    encoding: {
      ...encoding,
      opacity: { condition: { param: name, empty: false, value: 1 }, value: 0 },
      tooltip: [
        { field: 'name', type: 'nominal', title: 'name' },
        { field: 'x', type: 'quantitative', format: ',.0f', title: 'day' },
        { field: 'mid', title: banded ? 'median' : 'value', ...number },
        ...(banded
          ? [
              { field: 'lo', title: '5th percentile', ...number },
              { field: 'hi', title: '95th percentile', ...number },
            ]
          : []),
      ],
    },
  };
}

/** A chart of curves over time, one panel or several. */
export function lineChart(panels: readonly CurvePanel[], horizon: number, view: Viewport, most = 2): Block {
  const drawn = panels.map((panel, i) => linePanel(panel, `panel-${i}`, view, horizon));
  const datasets = Object.assign({}, ...drawn.map(([, data]) => data));
  return arrange(
    drawn.map(([panel]) => panel),
    datasets,
    view,
    most,
  );
}
