import { linkHorizontal } from 'd3';
import { type SankeyGraph, type SankeyLink, type SankeyNode, sankey } from 'd3-sankey';
import { escapeMarkup } from '../escape.ts';
import { shorten, usd } from '../format.ts';
import type { Palette } from '../theme.ts';
import { type AgentKind, type FlowNode, type FlowState, kinds } from './network.ts';

type Node = SankeyNode<FlowNode & { readonly place: number }, Flow>;
interface Flow {
  readonly usd: number;
}
type Link = SankeyLink<FlowNode & { readonly place: number }, Flow>;

const size = { width: 820, left: 118, right: 138, top: 40, bottom: 12, node: 11, gap: 15 };

/** Height in pixels of the fullest column of the largest state, gaps not counted. */
const thickness = 380;

const headings: Readonly<Record<AgentKind, string>> = {
  restakers: 'restakers',
  operator: 'operators',
  set: 'operator sets',
  avs: 'services (AVSs)',
};

/**
 * Draws each state as SVG: restakers to operators to operator sets to AVSs, as wide as the stake, to one scale. A state
 * with less stake has a lower picture: empty space below it would say nothing.
 */
export function drawFlows(states: readonly FlowState[], palette: Palette): readonly string[] {
  const scale = flowScale(states, thickness);
  return states.map(state => drawFlow(state, { scale, height: heightOf(state, scale), palette }));
}

/** Pixels a USD at which the fullest column of the largest state is so thick; gaps between nodes come on top. */
export function flowScale(states: readonly FlowState[], pixels: number): number {
  return pixels / Math.max(...states.map(state => Math.max(...columns(state).map(column => column.usd))));
}

/** Height in pixels that a state takes at a scale, headings not counted. */
export function heightOf(state: FlowState, scale: number): number {
  return Math.max(...columns(state).map(one => one.usd * scale + Math.max(0, one.nodes - 1) * size.gap));
}

/** How a state is drawn. */
export interface FlowStyle {
  /** Pixels a USD. */
  readonly scale: number;
  /** Height in pixels, headings not counted: at least that of the state. */
  readonly height: number;
  readonly palette: Palette;
}

/** Number of nodes in each column and the stake that passes it. */
function columns(state: FlowState): readonly { readonly nodes: number; readonly usd: number }[] {
  return kinds.map(kind => {
    const nodes = state.nodes.filter(node => node.kind === kind && touched(state).has(node.id));
    const usdOf = (id: string) => Math.max(sum(state, 'from', id), sum(state, 'to', id));
    return { nodes: nodes.length, usd: nodes.reduce((total, node) => total + usdOf(node.id), 0) };
  });
}

const sum = (state: FlowState, end: 'from' | 'to', id: string) =>
  state.links.reduce((total, link) => total + (link[end] === id ? link.usd : 0), 0);

const touched = (state: FlowState) => new Set(state.links.flatMap(link => [link.from, link.to]));

/** Draws a state as SVG at a scale, from the top: whatever height is left below stays empty. */
export function drawFlow(state: FlowState, { scale, height, palette }: FlowStyle): string {
  const present = touched(state);
  const nodes = state.nodes.filter(node => present.has(node.id)).map((node, place) => ({ ...node, place }));
  const columnOf = kinds.filter(kind => nodes.some(node => node.kind === kind));
  const layout = sankey<FlowNode & { readonly place: number }, Flow>()
    .nodeId(node => node.id)
    .nodeAlign((node, n) => Math.min(columnOf.indexOf(node.kind), n - 1))
    .nodeSort((a, b) => a.place - b.place)
    .linkSort(
      (a, b) => end(a.source).place - end(b.source).place || end(a.target).place - end(b.target).place,
    )
    .nodeWidth(size.node)
    .nodePadding(size.gap)
    .extent([
      [size.left, size.top],
      [size.width - size.right, size.top + heightOf(state, scale)],
    ]);
  const graph: SankeyGraph<FlowNode & { readonly place: number }, Flow> = layout({
    nodes,
    links: state.links.map(link => ({ source: link.from, target: link.to, value: link.usd, usd: link.usd })),
  });
  const path = linkHorizontal<Link, readonly [number, number]>()
    .source(link => [end(link.source).x1 ?? 0, link.y0 ?? 0])
    .target(link => [end(link.target).x0 ?? 0, link.y1 ?? 0]);
  const total = size.top + height + size.bottom;
  const paint = (name: string) => `fill="${escapeMarkup(name)}"`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${size.width}" height="${round(total)}" viewBox="0 0 ${size.width} ${round(total)}" font-family="${escapeMarkup(palette.font)}" font-size="12">`,
    `<rect width="${size.width}" height="${round(total)}" ${paint(palette.paper)}/>`,
    ...columnOf.map(kind => {
      const node = graph.nodes.find(one => one.kind === kind);
      const [x, anchor] = labelPlace(node, kind, columnOf);
      return `<text x="${round(x)}" y="16" text-anchor="${anchor}" font-weight="600" font-size="13" ${paint(palette.ink)}>${headings[kind]}</text>`;
    }),
    '<g fill="none">',
    ...graph.links
      .slice()
      .sort((a, b) => b.value - a.value)
      .map(link => {
        const [from, to] = [end(link.source), end(link.target)];
        const colour = palette[to.kind === 'operator' ? from.role : to.kind === 'set' ? to.role : from.role];
        return `<path d="${(path(link) ?? '').replace(/\d+\.\d+/g, round)}" stroke="${escapeMarkup(colour!)}" stroke-opacity="0.32" stroke-width="${round(Math.max(link.width ?? 0, 0.6))}"><title>${escapeMarkup(`${from.label} → ${to.label}: ${usd(link.usd)}`)}</title></path>`;
      }),
    '</g>',
    ...graph.nodes.map(node => {
      const box = `x="${round(node.x0 ?? 0)}" y="${round(node.y0 ?? 0)}" width="${size.node}" height="${round(Math.max((node.y1 ?? 0) - (node.y0 ?? 0), 1))}"`;
      const [x, anchor] = labelPlace(node, node.kind, columnOf);
      const y = ((node.y0 ?? 0) + (node.y1 ?? 0)) / 2 + 4;
      const halo = `stroke="${escapeMarkup(palette.paper)}" stroke-width="3" stroke-linejoin="round" paint-order="stroke"`;
      const title = escapeMarkup(`${node.label}: ${usd(node.value ?? 0)}`);
      const name = escapeMarkup(shorten(node.label, 14));
      return `<g><title>${title}</title><rect ${box} ${paint(palette[node.role]!)}/><text x="${round(x)}" y="${round(y)}" text-anchor="${anchor}" ${halo} ${paint(palette.ink)}>${name} <tspan ${paint(palette.muted)}>${escapeMarkup(usd(node.value ?? 0))}</tspan></text></g>`;
    }),
    '</svg>',
  ].join('');
}

/** Beside the node: outside for the first column, to its right for the others. */
function labelPlace(
  node: Node | undefined,
  kind: AgentKind,
  present: readonly AgentKind[],
): [number, 'start' | 'end'] {
  return present.indexOf(kind) === 0 ? [(node?.x0 ?? 0) - 6, 'end'] : [(node?.x1 ?? 0) + 6, 'start'];
}

function end(node: string | number | Node): Node {
  if (typeof node === 'object') return node;
  throw new Error(`unknown node: ${node}`);
}

function round(value: number | string): string {
  return String(Math.round(Number(value) * 100) / 100);
}
