import { count } from '../format.ts';
import { numberOf, textOf } from '../frame.ts';
import { frameOf, type Results, replicatesOf } from '../results.ts';
import { getOr } from '../series.ts';
import { inOrder, setsOf } from '../sets-shown.ts';
import type { Role } from '../theme.ts';
import { attackedAgents, type Mark } from './attack-marks.ts';

/** Kinds of agents in the order in which stake passes through them. */
export const kinds = ['restakers', 'operator', 'set', 'avs'] as const;
export type AgentKind = (typeof kinds)[number];

/** An agent, or several folded into one. */
export interface FlowNode {
  readonly id: string;
  readonly kind: AgentKind;
  readonly label: string;
  readonly role: Role;
}

/** Stake in USD between two nodes, the mean over replicates. */
export interface FlowLink {
  readonly from: string;
  readonly to: string;
  readonly usd: number;
}

/** The network of stake at one time; every state has the same nodes in the same order. */
export interface FlowState {
  readonly day: number;
  /** Nodes that took part in an attack until then, by id. */
  readonly marks: ReadonlyMap<string, Mark>;
  readonly nodes: readonly FlowNode[];
  readonly links: readonly FlowLink[];
}

/** Most nodes of a kind drawn singly; the smaller ones are folded into one, operators into one a group. */
const most: Readonly<Record<AgentKind, number>> = { restakers: 6, operator: 10, set: 8, avs: 8 };

/** Most groups whose smaller operators are folded apart; with more, all are folded together. */
const mostGroups = 6;

const week = 7;

interface Agent {
  readonly kind: AgentKind;
  readonly name: string;
  group: string;
  size: number;
}

const isKind = (text: string): text is AgentKind => (kinds as readonly string[]).includes(text);

/** The stake flow at each time it was recorded, small agents folded alike in all of them. */
export function flowStates(results: Results): readonly FlowState[] {
  const frame = frameOf(results, 'flows');
  const time = numberOf(frame, 'time_days');
  const usd = numberOf(frame, 'stake_usd');
  const [fromKind, from, toKind, to, group] = ['from_kind', 'from', 'to_kind', 'to', 'group'].map(name =>
    textOf(frame, name),
  );
  const runs = Math.max(replicatesOf(results), 1);
  const agents = new Map<string, Agent>();
  const rows: { readonly day: number; readonly from: string; readonly to: string; readonly usd: number }[] =
    [];
  const meet = (kind: AgentKind, name: string, own: string, stake: number) => {
    const agent = getOr(agents, `${kind}:${name}`, () => ({ kind, name, group: '', size: 0 }));
    agent.size += stake;
    if (kind === 'operator') agent.group = own;
    return `${kind}:${name}`;
  };
  for (let row = 0; row < frame.length; row++) {
    const [source, target] = [fromKind?.(row) ?? '', toKind?.(row) ?? ''];
    if (!isKind(source) || !isKind(target) || !(usd(row) > 0) || !Number.isFinite(time(row))) continue;
    // Stake passes from one kind to the next: anything else would be a cycle.
    if (kinds.indexOf(target) !== kinds.indexOf(source) + 1) continue;
    const own = group?.(row) ?? '';
    rows.push({
      day: time(row),
      from: meet(source, from?.(row) ?? '', own, usd(row)),
      to: meet(target, to?.(row) ?? '', own, usd(row)),
      usd: usd(row) / runs,
    });
  }
  const attacked = attackedAgents(results);
  const { nodes, place } = fold(results, agents, new Set(attacked.map(({ id }) => id)));
  const recorded = [...new Set(rows.map(row => row.day))].sort((a, b) => a - b);
  const last = recorded.at(-1) ?? 0;
  // A state just before the end shows nothing that the end does not.
  const days = recorded.filter(day => day === last || day < last - week);
  return days.map(day => {
    const sums = new Map<string, FlowLink>();
    for (const row of rows) {
      if (row.day !== day) continue;
      const link = { from: place.get(row.from) ?? row.from, to: place.get(row.to) ?? row.to };
      const key = JSON.stringify(link);
      sums.set(key, { ...link, usd: (sums.get(key)?.usd ?? 0) + row.usd });
    }
    const marks = new Map(attacked.filter(one => one.day <= day).map(({ id }) => [id, 'attack'] as const));
    return { day, marks, nodes, links: [...sums.values()] };
  });
}

/**
 * The nodes to draw, in order, and the node in which each agent appears.
 *
 * @param kept agents that are drawn singly before others, however small
 */
function fold(results: Results, agents: ReadonlyMap<string, Agent>, kept: ReadonlySet<string>) {
  const { setting } = results;
  const sets = setsOf(results);
  const order: Readonly<Record<AgentKind, readonly string[]>> = {
    restakers: inOrder(setting.cohorts, []),
    operator: [],
    set: sets.map(set => set.path),
    avs: [...new Set(sets.map(set => set.avs))],
  };
  const place = new Map<string, string>();
  const nodes: FlowNode[] = [];
  for (const kind of kinds) {
    const all = [...agents].filter(([, agent]) => agent.kind === kind).sort((a, b) => b[1].size - a[1].size);
    // Over several runs a drawn operator is another one in each: only groups mean the same in all.
    const few = kind === 'operator' && replicatesOf(results) > 1 ? 0 : most[kind];
    const first = [...all.filter(([id]) => kept.has(id)), ...all.filter(([id]) => !kept.has(id))];
    const single = new Set(first.slice(0, few).map(([id]) => id));
    const rank = (name: string) => order[kind].indexOf(name) + 1 || order[kind].length + 1;
    const named = inOrder(
      kind === 'operator' ? setting.groups : [],
      all.map(([, agent]) => agent.group),
    );
    const groups = [...named.filter(group => all.some(([, agent]) => agent.group === group)), ''];
    const many = groups.length - 1 > mostGroups;
    for (const group of many ? [''] : groups) {
      const own = many ? all : all.filter(([, agent]) => agent.group === group);
      const shown = own.filter(([id]) => single.has(id));
      if (kind !== 'operator') shown.sort((a, b) => rank(a[1].name) - rank(b[1].name));
      for (const [id, agent] of shown) {
        place.set(id, id);
        const set = sets.find(one => one.path === agent.name);
        nodes.push({
          id,
          kind,
          label: set !== undefined && set.path.length > 18 ? set.label : agent.name,
          role: roleOf(kind, set?.role),
        });
      }
      const folded = own.filter(([id]) => !single.has(id));
      if (folded.length === 0) continue;
      const id = `${kind}: folded ${group}`;
      for (const [hidden] of folded) place.set(hidden, id);
      const label = `${count(folded.length)}${shown.length > 0 ? ' other' : ''}${group === '' ? '' : ` ${group}`}`;
      nodes.push({ id, kind, label, role: roleOf(kind, 'muted') });
    }
  }
  return { nodes, place };
}

function roleOf(kind: AgentKind, setRole: Role | undefined): Role {
  return kind === 'set'
    ? (setRole ?? 'muted')
    : kind === 'operator'
      ? 'operators'
      : kind === 'avs'
        ? 'avs'
        : 'restakers';
}
