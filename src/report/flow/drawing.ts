import { linkHorizontal } from 'd3';
import { type SankeyGraph, type SankeyLink, type SankeyNode, sankey } from 'd3-sankey';
import { textWidth } from '../charts/lines.ts';
import { escapeMarkup } from '../escape.ts';
import { shorten, usd } from '../format.ts';
import type { Palette, Role } from '../theme.ts';
import type { Mark } from './attack-marks.ts';
import { type FlowSize, pageSize } from './flow-size.ts';
import { type AgentKind, type FlowNode, type FlowState, kinds } from './network.ts';

/** A node with its number among those drawn: d3-sankey would order nodes by itself, and differently in each state. */
type Node = SankeyNode<FlowNode & { readonly place: number }, Flow>;
interface Flow {
  readonly usd: number;
}
type Link = SankeyLink<FlowNode & { readonly place: number }, Flow>;

/** Signs around a name that keep one written from right to left from moving the amount behind it (Unicode TR 9). */
const [isolate, endIsolate] = ['\u200e\u2068', '\u2069\u200e'];

/** Height in pixels of the fullest column of the largest state, gaps not counted. */
const thickness = 380;

/**
 * Words of a drawing: how an amount of stake is written, and what the columns are. Networks written by hand need not
 * be in USD.
 */
export interface FlowWords {
  readonly amount: (stake: number) => string;
  readonly headings: Readonly<Record<AgentKind, string>>;
}

/** Words for the operator sets of a scenario. */
export const scenarioWords: FlowWords = {
  amount: usd,
  headings: {
    restakers: 'restakers',
    operator: 'operators',
    set: 'operator sets',
    avs: 'services (AVSs)',
  },
};

/** What each mark means, as the line below a drawing says it. */
const legends: Readonly<Record<Mark, string>> = {
  attack: 'attackers and what is attacked',
  lost: 'lost before the attack',
};

/** Height of that line in pixels. */
export const legendHeight = 26;

/**
 * Draws each state as SVG: restakers to operators to operator sets to AVSs, as wide as the stake, to one scale. A
 * state with less stake has a lower picture: empty space below it would say nothing. Who takes part in an attack is
 * drawn in the colour of attacks, its name in bold. None for no states. A state without links has no scale and cannot
 * be drawn.
 */
export function drawFlows(
  states: readonly FlowState[],
  palette: Palette,
  words: FlowWords = scenarioWords,
): readonly string[] {
  const scale = flowScale(states, thickness);
  return states.map(state => drawFlow(state, { scale, height: heightOf(state, scale), palette, words }));
}

/**
 * Pixels a USD at which the fullest column of the largest state is so thick; gaps between nodes come on top. One for
 * all states, so that equal widths are equal stakes. Infinity where no stake flows.
 */
export function flowScale(states: readonly FlowState[], pixels: number): number {
  return pixels / Math.max(...states.map(state => Math.max(...columns(state).map(column => column.usd))));
}

/**
 * Height in pixels that a state takes at a scale, headings not counted. It is that of the tallest column, its gaps
 * among it; columns differ, for operators pass on less than they get.
 */
export function heightOf(state: FlowState, scale: number, { gap }: FlowSize = pageSize): number {
  return Math.max(...columns(state).map(one => one.usd * scale + Math.max(0, one.nodes - 1) * gap));
}

/** How a drawing looks: its colours and its words. */
interface Look {
  readonly palette: Palette;
  readonly words: FlowWords;
}

/** How a state is drawn. */
export interface FlowStyle extends Look {
  /** Pixels a USD. */
  readonly scale: number;
  /** Height in pixels, headings not counted: at least that of the state. */
  readonly height: number;
  /** Measures; of a page where nothing is said. */
  readonly size?: FlowSize;
}

/**
 * Number of nodes in each column and the stake that passes it. Of what flows into a node and out of it the larger
 * counts: restakers have no inflow, and operators keep stake back. Nodes without a link are not drawn, and not
 * counted.
 */
function columns(state: FlowState): readonly { readonly nodes: number; readonly usd: number }[] {
  return kinds.map(kind => {
    const nodes = state.nodes.filter(node => node.kind === kind && touched(state).has(node.id));
    const usdOf = (id: string) => Math.max(sum(state, 'from', id), sum(state, 'to', id));
    return { nodes: nodes.length, usd: nodes.reduce((total, node) => total + usdOf(node.id), 0) };
  });
}

/** Stake in USD of the links that leave a node (`from`) or enter it (`to`). */
const sum = (state: FlowState, end: 'from' | 'to', id: string) =>
  state.links.reduce((total, link) => total + (link[end] === id ? link.usd : 0), 0);

/** Ids of the nodes that a link begins or ends at. */
const touched = (state: FlowState) => new Set(state.links.flatMap(link => [link.from, link.to]));

/** Draws a state as SVG at a scale, from the top: whatever height is left below stays empty. */
export function drawFlow(
  state: FlowState,
  { scale, height, palette, words, size = pageSize }: FlowStyle,
): string {
  const { graph, columnOf } = layOut(state, heightOf(state, scale, size), { words, size });
  const path = linkHorizontal<Link, readonly [number, number]>()
    .source(link => [end(link.source).x1 ?? 0, link.y0 ?? 0])
    .target(link => [end(link.target).x0 ?? 0, link.y1 ?? 0]);
  const shown = new Set(graph.nodes.flatMap(node => state.marks.get(node.id) ?? []));
  const bottom = size.top + height + size.bottom;
  const total = bottom + (shown.size > 0 ? legendHeight : 0);
  const pen = { palette, words, size, marks: state.marks, columnOf };
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${size.width}" height="${round(total)}" viewBox="0 0 ${size.width} ${round(total)}" font-family="${escapeMarkup(palette.font)}" font-size="12">`,
    `<rect width="${size.width}" height="${round(total)}" ${fill(palette.paper)}/>`,
    ...columnOf.map(kind => {
      const node = graph.nodes.find(one => one.kind === kind);
      const [x, anchor] = labelPlace(node, kind, columnOf);
      return `<text x="${round(x)}" y="16" text-anchor="${anchor}" font-weight="600" font-size="${size.isNarrow ? 11.5 : 13}" ${fill(palette.ink)}>${headingOf(words.headings[kind], size)}</text>`;
    }),
    '<g fill="none">',
    ...graph.links
      .slice()
      // The widest first: thin links stay visible on top of them.
      .sort((a, b) => b.value - a.value)
      .map(link => linkMarkup(link, path(link) ?? '', pen)),
    '</g>',
    ...graph.nodes.map(node => nodeMarkup(node, pen)),
    ...legendMarkup([...shown], bottom + 10, pen),
    '</svg>',
  ].join('');
}

/** A column's heading, of which a narrow drawing has the one word that says most: `sets` of `operator sets`. */
function headingOf(heading: string, { isNarrow }: FlowSize): string {
  return isNarrow ? heading.replace(/ \(.*$/, '').replace(/^.* /, '') : heading;
}

/**
 * Places of the nodes and links of a state, and its columns; the outer ones leave room for their names. d3-sankey
 * takes no scale: it stretches the fullest column to the height that it is given. The height here is the one which
 * that column has at the wanted scale, so that it arrives at that scale.
 */
function layOut(
  state: FlowState,
  height: number,
  { words, size }: { readonly words: FlowWords; readonly size: FlowSize },
) {
  const present = touched(state);
  const nodes = state.nodes.filter(node => present.has(node.id)).map((node, place) => ({ ...node, place }));
  const columnOf = kinds.filter(kind => nodes.some(node => node.kind === kind));
  const roomFor = (kind: AgentKind | undefined, side: 'from' | 'to') =>
    nodes
      .filter(node => node.kind === kind)
      .map(({ id, label }) => {
        const [name, stake] = [shorten(label, size.nameLength), words.amount(sum(state, side, id))];
        return (
          8 + (size.isNarrow ? Math.max(textWidth(name), textWidth(stake)) : textWidth(`${name} ${stake}`))
        );
      });
  const left = Math.max(size.left, ...roomFor(columnOf[0], 'from'));
  const right = Math.max(size.right, ...roomFor(columnOf.at(-1), 'to'));
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
      [left, size.top],
      [size.width - right, size.top + height],
    ]);
  const graph: SankeyGraph<FlowNode & { readonly place: number }, Flow> = layout({
    nodes,
    links: state.links.map(link => ({ source: link.from, target: link.to, value: link.usd, usd: link.usd })),
  });
  return { graph, columnOf };
}

/** What nodes and links are drawn with. */
interface Pen extends Look {
  readonly size: FlowSize;
  readonly marks: ReadonlyMap<string, Mark>;
  readonly columnOf: readonly AgentKind[];
}

/**
 * A link as a path, in the colour of its restakers up to an operator and in that of the set from there on. One
 * between attackers and what they attack has the attack's colour; one from an operator that is lost is faint. It is
 * at least 0.6 pixels wide, so that small stakes can be seen.
 */
function linkMarkup(link: Link, path: string, { palette, words, marks }: Pen): string {
  const [from, to] = [end(link.source), end(link.target)];
  const role = to.kind === 'operator' ? from.role : to.kind === 'set' ? to.role : from.role;
  const isAttack = to.kind === 'set' && marks.get(from.id) === 'attack' && marks.get(to.id) === 'attack';
  const colour = isAttack ? palette.attack : palette[role]!;
  const opacity = isAttack ? 0.6 : marks.get(from.id) === 'lost' ? 0.14 : 0.32;
  const title = escapeMarkup(`${from.label} → ${to.label}: ${words.amount(link.usd)}`);
  return `<path d="${path.replace(/\d+\.\d+/g, round)}" stroke="${escapeMarkup(colour)}" stroke-opacity="${opacity}" stroke-width="${round(Math.max(link.width ?? 0, 0.6))}"><title>${title}</title></path>`;
}

/**
 * A node as a box, its name and its stake, with the whole name in the tooltip. The rim of paper around the text keeps
 * it readable where it stands on links.
 */
function nodeMarkup(node: Node, { palette, words, size, marks, columnOf }: Pen): string {
  const mark = marks.get(node.id);
  const box = `x="${round(node.x0 ?? 0)}" y="${round(node.y0 ?? 0)}" width="${size.node}" height="${round(Math.max((node.y1 ?? 0) - (node.y0 ?? 0), 1))}"`;
  const [x, anchor] = labelPlace(node, node.kind, columnOf);
  const y = ((node.y0 ?? 0) + (node.y1 ?? 0)) / 2 + 4;
  const halo = `stroke="${escapeMarkup(palette.paper)}" stroke-width="3" stroke-linejoin="round" paint-order="stroke"`;
  const stake = words.amount(node.value ?? 0);
  const title = escapeMarkup(`${node.label}: ${stake}${mark === undefined ? '' : ` (${legends[mark]})`}`);
  const label = size.isNarrow && node.kind === 'set' ? node.label.replace(/^.*\./, '') : node.label;
  const name = `${isolate}${escapeMarkup(shorten(label, size.nameLength))}${endIsolate}`;
  const [up, below] = size.isNarrow ? [6, `x="${round(x)}" dy="13" `] : [0, ''];
  return `<g><title>${title}</title><rect ${box} ${boxStyle(mark, node.role, palette)}/><text x="${round(x)}" y="${round(y - up)}" text-anchor="${anchor}" ${halo} ${fill(palette.ink)}><tspan ${nameStyle(mark, palette)}>${name}</tspan> <tspan ${below}${fill(palette.muted)}>${escapeMarkup(stake)}</tspan></text></g>`;
}

/** How the name of a node is written. */
export function nameStyle(mark: Mark | undefined, palette: Palette): string {
  if (mark === 'attack') return `font-weight="600" ${fill(palette.attack)}`;
  return fill(mark === 'lost' ? palette.muted : palette.ink);
}

/** How the box of a node is filled: hollow where it is lost. */
function boxStyle(mark: Mark | undefined, role: Role, palette: Palette): string {
  if (mark !== 'lost') return fill(mark === 'attack' ? palette.attack : palette[role]!);
  return `${fill(palette.paper)} stroke="${escapeMarkup(palette.muted)}" stroke-dasharray="3 2"`;
}

/** The line below a drawing that says what its marks mean; nothing without any. */
export function legendMarkup(
  shown: readonly Mark[],
  y: number,
  { palette, size }: Pick<Pen, 'palette' | 'size'>,
): readonly string[] {
  let x = size.left;
  return shown.toSorted().flatMap(mark => {
    const at = x;
    x += textWidth(legends[mark]) + 44;
    return [
      `<rect x="${at}" y="${round(y - 10)}" width="${size.node}" height="${size.node}" ${boxStyle(mark, 'ink', palette)}/>`,
      `<text x="${at + size.node + 6}" y="${round(y)}" ${nameStyle(mark, palette)}>${legends[mark]}</text>`,
    ];
  });
}

/** The attribute that fills with a colour. */
export function fill(colour: string): string {
  return `fill="${escapeMarkup(colour)}"`;
}

/** Beside the node: outside for the first column, to its right for the others. */
function labelPlace(
  node: Node | undefined,
  kind: AgentKind,
  present: readonly AgentKind[],
): [number, 'start' | 'end'] {
  return present.indexOf(kind) === 0 ? [(node?.x0 ?? 0) - 6, 'end'] : [(node?.x1 ?? 0) + 6, 'start'];
}

/** The node at an end of a link, which d3-sankey has in place of its id once it has laid them out. */
function end(node: string | number | Node): Node {
  if (typeof node === 'object') return node;
  throw new Error(`unknown node: ${node}`);
}

/** A number of pixels in at most two decimals; more would only make files larger. */
function round(value: number | string): string {
  return String(Math.round(Number(value) * 100) / 100);
}
