import { type Network, slashableBy, toNumber } from '../../../sim/security/index.ts';
import { count } from '../format.ts';
import { type Role, setRole } from '../theme.ts';
import type { Mark } from './attack-marks.ts';
import type { FlowLink, FlowNode, FlowState } from './network.ts';

/** Most operators and services drawn singly; the smaller ones are folded into one. */
const most = { operators: 14, services: 10 };

/** Who takes part in an attack, by their places in a network. */
export interface AttackParts {
  readonly services: ReadonlySet<number>;
  readonly operators: ReadonlySet<number>;
  /** Operators that are lost before it. */
  readonly lost: ReadonlySet<number>;
}

/** A network of operators and services as a flow of stake, with an attack marked in it: its parts are drawn singly first. */
export function writtenFlow(network: Network, { services, operators, lost }: AttackParts): FlowState {
  const stakes = network.operators.map(({ stake }) => toNumber(stake));
  const secured = network.services.map(() => 0);
  for (const { allocations } of network.operators) {
    for (const allocation of allocations) secured[allocation.service]! += toNumber(slashableBy(allocation));
  }
  const markOf = (operator: number): Mark | undefined =>
    lost.has(operator) ? 'lost' : operators.has(operator) ? 'attack' : undefined;
  const left = columnOf({
    kind: 'operator',
    names: network.operators.map(({ name }) => name),
    sizes: stakes,
    marks: stakes.map((_, operator) => markOf(operator)),
    most: most.operators,
    roleOf: () => 'operators',
  });
  const right = columnOf({
    kind: 'set',
    names: network.services.map(({ name }) => name),
    sizes: secured,
    marks: secured.map((_, service) => (services.has(service) ? 'attack' : undefined)),
    most: most.services,
    roleOf: setRole,
  });
  const links = new Map<string, FlowLink>();
  for (const [operator, { allocations }] of network.operators.entries()) {
    for (const allocation of allocations) {
      const [from, to] = [left.placeOf[operator]!, right.placeOf[allocation.service]!];
      const key = JSON.stringify([from, to]);
      const usd = (links.get(key)?.usd ?? 0) + toNumber(slashableBy(allocation));
      if (usd > 0) links.set(key, { from, to, usd });
    }
  }
  return {
    day: 0,
    nodes: [...left.nodes, ...right.nodes],
    marks: new Map([...left.marks, ...right.marks]),
    links: [...links.values()],
  };
}

/** Agents of one kind, in the order of the network. */
interface FlowColumn {
  readonly kind: 'operator' | 'set';
  readonly names: readonly string[];
  readonly sizes: readonly number[];
  readonly marks: readonly (Mark | undefined)[];
  readonly most: number;
  readonly roleOf: (place: number) => Role;
}

/** The nodes of a column, and the node of each agent: those marked and the largest on their own, the others by mark. */
function columnOf({ kind, names, sizes, marks, most: few, roleOf }: FlowColumn) {
  const order = [...names.keys()].sort(
    (a, b) => Number(marks[b] !== undefined) - Number(marks[a] !== undefined) || sizes[b]! - sizes[a]!,
  );
  const single = new Set(order.slice(0, few));
  const nodes: FlowNode[] = [];
  const marked = new Map<string, Mark>();
  const placeOf: string[] = [];
  const folded = new Map<string, number[]>();
  for (const [place, name] of names.entries()) {
    const mark = marks[place];
    const id = `${kind}:${single.has(place) ? name : `folded ${mark ?? ''}`}`;
    placeOf.push(id);
    if (mark !== undefined) marked.set(id, mark);
    if (single.has(place)) nodes.push({ id, kind, label: name, role: roleOf(place) });
    else folded.set(id, [...(folded.get(id) ?? []), place]);
  }
  for (const [id, places] of folded) {
    const role = kind === 'operator' ? 'operators' : 'muted';
    nodes.push({ id, kind, label: `${count(places.length)} other`, role });
  }
  return { nodes, marks: marked, placeOf };
}
