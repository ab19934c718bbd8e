import type { Row } from '../../../sim/measures/tables/index.ts';
import { flowsTable } from '../../../sim/measures/tables/over-time/flows-table.ts';
import type { Scenario } from '../../../sim/scenario/index.ts';
import type { FlowNode, FlowState } from '../../report/flow/network.ts';
import { setsOf } from '../../report/sets-shown.ts';
import { settingOf } from '../../report/setting.ts';
import type { Change } from './levers/change.ts';

/** Name of the stake that operators own themselves, among those who delegate. */
const OWN_STAKE = 'own stake';

/**
 * The nodes of the flow drawing and the links between them, in a fixed order, so that the stake at a time is a list of
 * numbers. Operators are one node a group: single ones are others in each run.
 */
export interface FlowLayout {
  readonly nodes: readonly FlowNode[];
  /** Numbers of the nodes at both ends of each link. */
  readonly links: readonly (readonly [from: number, to: number])[];
}

/**
 * The layout of a scenario's flows: every cohort to every group, every group to every set, every set to its AVS.
 * Nodes have the ids, and sets the colours, of a report on the same scenario.
 */
export function flowLayout(scenario: Scenario): FlowLayout {
  const results = { setting: settingOf(scenario), files: [], frames: new Map(), summary: [] };
  const sets = setsOf(results);
  const nodes: FlowNode[] = [
    ...[...results.setting.cohorts, OWN_STAKE].map(
      (label): FlowNode => ({ id: `restakers:${label}`, kind: 'restakers', label, role: 'restakers' }),
    ),
    ...results.setting.groups.map(
      (label): FlowNode => ({ id: `operator:${label}`, kind: 'operator', label, role: 'operators' }),
    ),
    ...sets.map(
      ({ path, label, role }): FlowNode => ({
        id: `set:${path}`,
        kind: 'set',
        label: path.length > 18 ? label : path,
        role,
      }),
    ),
    ...[...new Set(sets.map(({ avs }) => avs))].map(
      (label): FlowNode => ({ id: `avs:${label}`, kind: 'avs', label, role: 'avs' }),
    ),
  ];
  const of = (kind: string): number[] => nodes.flatMap((node, id) => (node.kind === kind ? [id] : []));
  const every = (from: readonly number[], to: readonly number[]) =>
    from.flatMap(source => to.map(target => [source, target] as const));
  const idOf = (id: string): number => nodes.findIndex(node => node.id === id);
  return {
    nodes,
    links: [
      ...every(of('restakers'), of('operator')),
      ...every(of('operator'), of('set')),
      ...sets.map(({ path, avs }) => [idOf(`set:${path}`), idOf(`avs:${avs}`)] as const),
    ],
  };
}

/**
 * Adds rows of the table `flows` up by the links of a layout. The function takes the rows of one time and gives the
 * stake of each link in USD. Rows of what the layout has no node for are left out.
 */
export function flowCollector({ nodes, links }: FlowLayout): (rows: readonly Row[]) => Float64Array {
  const idOf = new Map(nodes.map(({ id }, number) => [id, number]));
  const linkOf = new Map(links.map(([from, to], number) => [from * nodes.length + to, number]));
  const { fromKind, from, toKind, to, group, stakeUsd } = flowsTable.at;
  return rows => {
    const usd = new Float64Array(links.length);
    for (const { values } of rows) {
      // Operators go by their group.
      const source = values[fromKind] === 'operator' ? values[group] : values[from];
      const target = values[toKind] === 'operator' ? values[group] : values[to];
      const [start, end] = [
        idOf.get(`${values[fromKind]}:${source}`),
        idOf.get(`${values[toKind]}:${target}`),
      ];
      const link =
        start === undefined || end === undefined ? undefined : linkOf.get(start * nodes.length + end);
      if (link !== undefined) usd[link]! += Number(values[stakeUsd]);
    }
    return usd;
  };
}

/**
 * What changes add to a scenario that the layout has no node for: cohorts, groups, sets and AVSs by name.
 *
 * @param changes of one setting
 */
export function addedBeyond({ nodes }: FlowLayout, changes: readonly Change[]): readonly string[] {
  const ids = new Set(nodes.map(({ id }) => id));
  const kinds = [
    ['restakers', /^restakers\.([^.]+)$/],
    ['operator', /^operators\.([^.]+)$/],
    ['avs', /^avss\.([^.]+)$/],
    ['set', /^avss\.([^.]+)\.sets\.([^.]+)$/],
  ] as const;
  return changes.flatMap(({ path, value }) =>
    kinds.flatMap(([kind, pattern]) => {
      const name = pattern.exec(path)?.slice(1).join('.');
      return value === null || name === undefined || ids.has(`${kind}:${name}`) ? [] : [name];
    }),
  );
}

/**
 * The network of stake at a time between two samples, which are mixed. Links without stake are left out; its `day` is
 * not used in drawings, and is 0.
 *
 * @param before stake by link at the sample before, in USD
 * @param after stake by link at the sample after
 * @param part part of the way from the one to the other, from 0 to 1
 */
export function flowBetween(
  { nodes, links }: FlowLayout,
  before: Float64Array,
  after: Float64Array,
  part: number,
): FlowState {
  return {
    day: 0,
    nodes,
    marks: new Map(),
    links: links.flatMap(([from, to], number) => {
      const usd = before[number]! * (1 - part) + after[number]! * part;
      return usd > 0 ? [{ from: nodes[from]!.id, to: nodes[to]!.id, usd }] : [];
    }),
  };
}
