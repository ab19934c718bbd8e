import { scaleLinear } from 'd3';
import { list, percent, shorten, usd } from '../../format.ts';
import { numberOf, textOf } from '../../frame.ts';
import { frameOf, type Results, replicatesOf } from '../../results.ts';
import { getOr } from '../../series.ts';
import { type ShownSet, setsOf } from '../../sets-shown.ts';
import { arrange, type Block, type DrawChart, type Panel, type Viewport } from '../chart.ts';
import { labelExpression, textWidth } from '../lines.ts';

/** Payees in the order in which pay reaches them; each layer of the stack from the AVS's own downwards. */
const kinds = ['operators', 'restakers', 'avs', 'protocol', 'refunded', 'unminted', 'stuck'];
const layers = ['rewards', 'fees', 'programmatic'];
const people = new Set(['operators', 'restakers']);
const impersonal: Readonly<Record<string, string>> = {
  avs: 'kept by the AVS',
  protocol: 'protocol fee',
  unminted: 'not minted',
};
const payer: Readonly<Record<string, string>> = {
  rewards: 'Rewards that AVSs pay to their sets',
  fees: 'Fees that users pay for tasks',
  programmatic: 'Programmatic incentives',
};

/** Most payees with a bar in a layer. */
const mostPayees = 10;
const barHeight = 26;

interface PayeeBar {
  readonly payee: string;
  readonly kind: string;
  readonly total: number;
  readonly bySet: ReadonlyMap<string, number>;
}

interface PayLayer {
  readonly name: string;
  readonly bars: readonly PayeeBar[];
  readonly total: number;
}

function layersOf(results: Results): readonly PayLayer[] {
  const frame = frameOf(results, 'attribution');
  const [avs, set, layer, kind, payee] = ['avs', 'set', 'layer', 'payee_kind', 'payee'].map(name =>
    textOf(frame, name),
  );
  const amount = numberOf(frame, 'amount_usd');
  const runs = Math.max(replicatesOf(results), 1);
  const found = new Map<string, Map<string, { kind: string; bySet: Map<string, number> }>>();
  for (let row = 0; row < frame.length; row++) {
    const usdPerRun = amount(row) / runs;
    if (!(usdPerRun > 0)) continue;
    const who = payee?.(row) ?? '';
    const what = kind?.(row) ?? '';
    const name = people.has(what) && who !== '' ? `${what}: ${who}` : (impersonal[what] ?? what);
    const bars = getOr(
      found,
      layer?.(row) ?? '',
      () => new Map<string, { kind: string; bySet: Map<string, number> }>(),
    );
    const bar = getOr(bars, name, () => ({ kind: what, bySet: new Map<string, number>() }));
    const path = [avs?.(row), set?.(row)].filter(part => part).join('.');
    bar.bySet.set(path, (bar.bySet.get(path) ?? 0) + usdPerRun);
  }
  const sum = (values: Iterable<number>) => [...values].reduce((a, b) => a + b, 0);
  const rank = (order: readonly string[], name: string) =>
    order.includes(name) ? order.indexOf(name) : order.length;
  return [...found]
    .map(([name, payees]) => {
      const bars = [...payees].map(([who, bar]) => ({ payee: who, ...bar, total: sum(bar.bySet.values()) }));
      bars.sort((a, b) => rank(kinds, a.kind) - rank(kinds, b.kind) || b.total - a.total);
      return { name, bars, total: sum(bars.map(bar => bar.total)) };
    })
    .sort((a, b) => rank(layers, a.name) - rank(layers, b.name) || (a.name < b.name ? -1 : 1));
}

/** Who paid whom, layer by layer of the incentive stack. */
export const attributionChart: DrawChart = results => {
  const all = layersOf(results);
  if (all.length === 0) return undefined;
  const runs = replicatesOf(results);
  const total = all.reduce((sum, layer) => sum + layer.total, 0);
  const parts = all.map(
    layer =>
      `${percent(layer.total / total)} is ${layer.name === 'programmatic' ? 'programmatic incentives' : layer.name}`,
  );
  const bars = all.flatMap(layer => layer.bars.map(bar => ({ ...bar, layer: layer.name })));
  const largest = bars.reduce((a, b) => (b.total > a.total ? b : a));
  return {
    name: 'attribution',
    title: 'Who paid whom?',
    reading: `Paid over the whole run${runs > 1 ? ', mean over runs' : ''}, in USD; coloured by the set that the pay came through, or the service or programme where there is none.`,
    sentence: `Of ${usd(total)} paid ${runs > 1 ? 'per run' : 'in all'}, ${list(parts)}. The largest single stream is ${usd(largest.total)} ${largest.layer === 'slashed' ? '' : 'of '}${largest.layer}${largest.payee.includes(': ') ? ' to ' : ', '}${largest.payee}.`,
    spec: view => spec(all, payersOf(results, all), view),
  };
};

/** Whoever pay came through: a set, an AVS whose fees belong to no set, or a programme of the protocol. */
type PayChannel = Pick<ShownSet, 'path' | 'label' | 'role'>;

function payersOf(results: Results, all: readonly PayLayer[]): readonly PayChannel[] {
  const sets = setsOf(results);
  const known = new Set(sets.map(set => set.path));
  const paths = new Set(all.flatMap(layer => layer.bars.flatMap(bar => [...bar.bySet.keys()])));
  const others = [...paths].filter(path => !known.has(path));
  return [
    ...sets,
    ...others.map((path): PayChannel => {
      const dot = path.indexOf('.');
      return { path, label: path.slice(dot + 1), role: dot < 0 ? 'avs' : 'muted' };
    }),
  ];
}

/** What the panels of all layers share. */
interface SharedScale {
  readonly channels: readonly PayChannel[];
  /** Space for the names of payees, in pixels. */
  readonly left: number;
  /** End of the axis, in USD. */
  readonly most: number;
}

function spec(all: readonly PayLayer[], channels: readonly PayChannel[], view: Viewport): Block {
  const shown = all.map(layer => ({
    ...layer,
    bars: layer.bars
      .slice()
      .sort((a, b) => b.total - a.total)
      .slice(0, mostPayees)
      .sort((a, b) => layer.bars.indexOf(a) - layer.bars.indexOf(b)),
  }));
  const names = shown.flatMap(layer => layer.bars.map(bar => shorten(bar.payee, 22)));
  const left = Math.min(Math.max(...names.map(textWidth)) + 12, 150);
  const largest = Math.max(...shown.flatMap(layer => layer.bars.map(bar => bar.total)));
  const [, most = largest] = scaleLinear([0, largest], [0, 1]).nice(5).domain();
  const panels = shown.map((layer, index) => {
    const place = { id: index, isLast: index === shown.length - 1 };
    return layerPanel(layer, place, { channels, left, most }, view);
  });
  const datasets = Object.fromEntries(
    shown.flatMap(({ bars }, index) => [
      [`layer-${index}`, bars.flatMap(bar => stacked(bar, channels))],
      [`totals-${index}`, bars.map(({ payee, total }) => ({ payee, total, note: usd(total) }))],
    ]),
  );
  return arrange(panels, datasets, view, 1);
}

/** The pieces of a bar, one for each channel that pay came through, end to end. */
function stacked({ payee, bySet }: PayeeBar, channels: readonly PayChannel[]): Block[] {
  let from = 0;
  return channels.flatMap(({ path, label }) => {
    const amount = bySet.get(path) ?? 0;
    from += amount;
    const short = shorten(label, 16);
    const piece = { payee, set: path, label: short, room: textWidth(short) + 8, usd: amount };
    return amount > 0 ? [{ ...piece, from: from - amount, until: from }] : [];
  });
}

function layerPanel(
  { name, bars }: PayLayer,
  { id, isLast }: { readonly id: number; readonly isLast: boolean },
  shared: SharedScale,
  view: Viewport,
): Panel {
  const { left, most } = shared;
  const height = barHeight * bars.length;
  const y = {
    field: 'payee',
    type: 'nominal',
    scale: { domain: bars.map(bar => bar.payee), paddingInner: 0.3 },
    axis: {
      title: null,
      grid: false,
      labelColor: view.palette.ink,
      labelExpr: 'length(datum.label) > 22 ? slice(datum.label, 0, 21) + "…" : datum.label',
      labelLimit: 200,
    },
  };
  const axis = isLast
    ? {
        title: 'USD over the run',
        tickCount: 5,
        labelExpr: labelExpression('usd'),
        domain: false,
        ticks: false,
      }
    : null;
  const x = (field: string): Block => ({ field, type: 'quantitative', scale: { domain: [0, most] }, axis });
  return {
    height,
    margins: { left, right: 58, top: 36, bottom: isLast ? 46 : 8 },
    draw: width => ({
      title: { text: payer[name] ?? name, dx: -left, offset: 10 },
      width,
      height,
      layer: [
        pieceLayer(id, { x: x('from'), y }, shared.channels, view),
        {
          // The name of the set stands in every bar that has room for it.
          data: { name: `layer-${id}` },
          transform: [{ filter: `datum.usd * ${width / most} > datum.room` }],
          mark: { type: 'text', align: 'left', dx: 5, fontSize: 11, color: view.palette.paper },
          encoding: { x: x('from'), y, text: { field: 'label' } },
        },
        {
          data: { name: `totals-${id}` },
          mark: { type: 'text', align: 'left', dx: 6, color: view.palette.muted },
          encoding: { x: x('total'), y, text: { field: 'note' } },
        },
      ],
    }),
  };
}

/** The pieces of all bars, in the colours of what pay came through. */
function pieceLayer(
  id: number,
  position: { readonly x: Block; readonly y: Block },
  channels: readonly PayChannel[],
  { palette, live }: Viewport,
): Block {
  const tooltip = [
    { field: 'payee', type: 'nominal', title: 'to' },
    { field: 'set', type: 'nominal', title: 'through' },
    { field: 'usd', type: 'quantitative', title: 'USD', format: '$,.0f' },
  ];
  return {
    data: { name: `layer-${id}` },
    mark: { type: 'bar', height: 15, stroke: palette.paper, strokeWidth: 1 },
    encoding: {
      x: position.x,
      x2: { field: 'until' },
      y: position.y,
      color: {
        field: 'set',
        type: 'nominal',
        legend: null,
        scale: {
          domain: channels.map(({ path }) => path),
          range: channels.map(({ role }) => palette[role]),
        },
      },
      ...(live ? { tooltip } : {}),
    },
  };
}
