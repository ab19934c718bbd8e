import type { Stream, Streams } from '../../engine/index.ts';
import { setByPath, type World } from '../numbered-world.ts';
import { type Quantity, sample, sampleLabel } from '../values/quantity.ts';
import { heldStake } from './held-stake.ts';
import { memberNames } from './member-names.ts';

/**
 * One operator as it enters the world: hardware, costs, placement, habits. Nothing here changes during a run: what
 * does is in `OperatorAccounts`, `Availability` and on the ledger.
 */
export interface OperatorTraits {
  readonly id: number;
  readonly name: string;
  /** Number of its group, and its number within the group. */
  readonly group: number;
  readonly index: number;
  /** GPUs it owns and their kind (-1: none). */
  readonly gpus: number;
  readonly gpu: number;
  readonly cores: number;
  /** Own stake in units of each strategy. */
  readonly ownStake: readonly number[];
  readonly popularity: number;
  readonly gpuHourUsd: number;
  readonly monthlyUsd: number;
  readonly setMonthlyUsd: number;
  /** What it saves by faking an hour of task work, in USD. */
  readonly savesUsdPerHour: number;
  readonly cashUsd: number;
  readonly placement: Readonly<Record<string, string>>;
  /** What sets may ask of it, by name: its placement, its kind of GPU as `gpu`, and what else it can show. */
  readonly credentials: Readonly<Record<string, string>>;
  /** Mean time between its own failures and mean time to repair, in days; undefined: it never fails by itself. */
  readonly failure: { readonly everyDays: number; readonly repairDays: number } | undefined;
  /** Share of pay it keeps in each set at the start. */
  readonly splits: readonly number[];
  readonly allocationDelayDays: number;
  /** Whether it starts out of business: nobody knows it, it serves nothing and costs nothing. */
  readonly dormant: boolean;
  /** Whether it starts as a member of each set, where it qualifies. */
  readonly starts: readonly boolean[];
}

/**
 * Draws every operator of the world; an operator's traits depend on its group and number alone. Numbers run through
 * the groups in the order of the scenario and are those of the ledger.
 */
export function sampleOperators(world: World, streams: Streams): OperatorTraits[] {
  const operators: OperatorTraits[] = [];
  memberNames(world.groups).forEach((names, group) => {
    for (const [index, name] of names.entries())
      operators.push(sampleOperator(world, { id: operators.length, name, group, index }, streams));
  });
  return operators;
}

/**
 * Traits of one operator, drawn attribute by attribute; one literal, since all that runs daily reads them. A cell
 * of its row stands for a draw and takes none.
 */
function sampleOperator(
  world: World,
  { id, name: own, group, index }: Pick<OperatorTraits, 'id' | 'name' | 'group' | 'index'>,
  streams: Streams,
): OperatorTraits {
  const { name, spec } = world.groups[group]!;
  const { entry } = spec;
  const row = spec.rows?.[index % spec.rows.length] ?? {};
  // A stream for each attribute: giving one a distribution leaves the others' draws as they were.
  const streamOf = (attribute: string): Stream => streams.stream(`operator ${name} ${attribute}`, index);
  const draw = (attribute: string, quantity: Quantity): number => {
    const given = row[attribute];
    if (given !== undefined && given !== '') return Number(given);
    return typeof quantity === 'number' ? quantity : sample(quantity, streamOf(attribute));
  };
  const drawLabels = (labels: typeof spec.placement, prefix: string): Record<string, string> =>
    Object.fromEntries(
      Object.entries(labels).map(([key, label]) => [
        key,
        String(row[`${prefix}${key}`] || sampleLabel(label, streamOf(`${prefix}${key}`))),
      ]),
    );
  const placement = drawLabels(spec.placement, '');
  // Once, and for every set without a split of its own: an operator has one habit, not one for each set.
  const split = draw('split', spec.split);
  const dormant = entry !== undefined && streamOf('dormant')() < entry.dormant;
  return {
    id,
    name: own,
    group,
    index,
    gpus: draw('gpus', spec.gpus),
    gpu: spec.gpu === undefined ? -1 : world.gpus.indexOf(spec.gpu),
    cores: spec.cores,
    ownStake: world.scenario.strategies.map(strategy =>
      heldStake(draw(`ownStake.${strategy}`, spec.ownStake[strategy] ?? 0)),
    ),
    // By popularity nobody is to be drawn to an operator that is out of business.
    popularity: dormant ? 0 : draw('popularity', spec.popularity),
    gpuHourUsd: draw('gpuHourUsd', spec.costs.gpuHourUsd),
    monthlyUsd: draw('monthlyUsd', spec.costs.monthlyUsd),
    setMonthlyUsd: draw('setMonthlyUsd', spec.costs.setMonthlyUsd),
    savesUsdPerHour: draw('savedByFakingUsdPerHour', spec.costs.savedByFakingUsdPerHour),
    cashUsd: draw('cashUsd', spec.cashUsd),
    placement,
    credentials: {
      ...placement,
      ...drawLabels(spec.credentials, 'credentials.'),
      ...(spec.gpu === undefined ? {} : { gpu: spec.gpu }),
    },
    failure: spec.failure && {
      everyDays: draw('failure.every', spec.failure.every),
      repairDays: draw('failure.repair', spec.failure.repair),
    },
    splits: world.sets.map(({ avsName, name: set }) => {
      const quantity = spec.splits[`${avsName}.${set}`];
      return quantity === undefined ? split : draw(`splits.${avsName}.${set}`, quantity);
    }),
    allocationDelayDays: draw('allocationDelay', spec.allocationDelay),
    dormant,
    starts: dormant
      ? world.sets.map(() => false)
      : startsOf(world, spec.starts, Math.floor(draw('startsIn', spec.startsIn)), streamOf),
  };
}

/**
 * Whether an operator starts in each set of the world. Each set of `starts` has a stream of its own; the others
 * share one, so that a set more in the world changes which of them are drawn.
 *
 * @param starts probability by set, as `avs.set`
 * @param others number of sets besides, drawn evenly among those it is not in yet
 * @param streamOf stream of an attribute of the operator
 */
function startsOf(
  world: World,
  starts: Readonly<Record<string, number>>,
  others: number,
  streamOf: (attribute: string) => Stream,
): boolean[] {
  const flags = world.sets.map(() => false);
  for (const [path, probability] of Object.entries(starts))
    flags[setByPath(world, path)] = streamOf(`starts ${path}`)() < probability;
  if (others === 0) return flags;
  const stream = streamOf('starts in');
  const left = world.sets.filter(({ id }) => !flags[id]).map(({ id }) => id);
  for (let drawn = 0; drawn < others && left.length > 0; drawn++) {
    const [set] = left.splice(Math.floor(stream() * left.length), 1);
    flags[set!] = true;
  }
  return flags;
}
