import type { Stream, Streams } from '../engine/index.ts';
import { type Quantity, sample, sampleLabel } from './quantity.ts';
import { sizeOf } from './schema.ts';
import { setByPath, type World } from './world.ts';

/** One operator as it enters the world: hardware, costs, placement, habits. */
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

/** Restaker accounts in flat arrays: account `a` here is account `operators + a` of the ledger. */
export interface AccountTraits {
  readonly count: number;
  /** Cohort of each account. */
  readonly cohort: Int32Array;
  /** Restaker behind each account, numbered over all cohorts. */
  readonly restaker: Int32Array;
  /** Stake in units of each strategy, `[account * S + strategy]`. */
  readonly stake: Float64Array;
  /** 1 where the account starts outside restaking. */
  readonly outside: Uint8Array;
}

/** Shortest mean time between failures or to repair that a draw may give: a minute. */
const SHORTEST_DAYS = 1 / 1_440;

/** Draws every operator of the world; an operator's traits depend on its group and number alone. */
export function sampleOperators(world: World, streams: Streams): OperatorTraits[] {
  const operators: OperatorTraits[] = [];
  const names = new Set<string>();
  world.groups.forEach(({ name, spec }, group) => {
    for (let index = 0; index < sizeOf(spec); index++) {
      const row = spec.rows?.[index % spec.rows.length] ?? {};
      const draw = (key: string, quantity: Quantity): number => {
        const given = row[key];
        if (given !== undefined && given !== '') return Number(given);
        if (typeof quantity === 'number') return quantity;
        // A stream for each attribute: giving one a distribution leaves the others' draws as they were.
        return sample(quantity, streams.stream(`operator ${name} ${key}`, index));
      };
      const split = Math.min(1, draw('split', spec.split));
      const placement = Object.fromEntries(
        Object.entries(spec.placement).map(([key, label]) => [
          key,
          String(row[key] ?? sampleLabel(label, streams.stream(`operator ${name} ${key}`, index))),
        ]),
      );
      const { entry } = spec;
      const dormant =
        entry !== undefined && streams.stream(`operator ${name} dormant`, index)() < entry.dormant;
      operators.push({
        id: operators.length,
        name: unused(names, nameOf(name, index, row.name, spec.rows?.length ?? 0)),
        group,
        index,
        gpus: Math.round(draw('gpus', spec.gpus)),
        gpu: spec.gpu === undefined ? -1 : world.gpus.indexOf(spec.gpu),
        cores: spec.cores,
        ownStake: world.scenario.strategies.map(strategy =>
          draw(`ownStake.${strategy}`, spec.ownStake[strategy] ?? 0),
        ),
        popularity: dormant ? 0 : draw('popularity', spec.popularity),
        gpuHourUsd: draw('gpuHourUsd', spec.costs.gpuHourUsd),
        monthlyUsd: draw('monthlyUsd', spec.costs.monthlyUsd),
        setMonthlyUsd: draw('setMonthlyUsd', spec.costs.setMonthlyUsd),
        savesUsdPerHour: draw('savedByFakingUsdPerHour', spec.costs.savedByFakingUsdPerHour),
        cashUsd: draw('cashUsd', spec.cashUsd),
        placement,
        failure: spec.failure && {
          everyDays: Math.max(SHORTEST_DAYS, draw('failure.every', spec.failure.every)),
          repairDays: Math.max(SHORTEST_DAYS, draw('failure.repair', spec.failure.repair)),
        },
        splits: world.sets.map(({ avsName, name: set }) => {
          const quantity = spec.splits[`${avsName}.${set}`];
          return quantity === undefined ? split : Math.min(1, draw(`splits.${avsName}.${set}`, quantity));
        }),
        allocationDelayDays: draw('allocationDelay', spec.allocationDelay),
        dormant,
        starts: startsOf(
          world,
          dormant ? {} : spec.starts,
          path => streams.stream(`operator ${name} starts ${path}`, index)(),
          dormant ? 0 : Math.floor(draw('startsIn', spec.startsIn)),
          () => streams.stream(`operator ${name} starts in`, index),
        ),
      });
    }
  });
  return operators;
}

/** Name of an operator: its row's, numbered where a row stands for several, or else its group's and number. */
function nameOf(group: string, index: number, given: number | string | undefined, rows: number): string {
  if (given === undefined || given === '') return `${group}-${index + 1}`;
  return index < rows ? String(given) : `${given}-${Math.floor(index / rows) + 1}`;
}

/** A name that nobody has yet: a number behind it tells namesakes apart. */
function unused(names: Set<string>, name: string): string {
  let own = name;
  for (let number = 2; names.has(own); number++) own = `${name} (${number})`;
  names.add(own);
  return own;
}

function startsOf(
  world: World,
  starts: Readonly<Record<string, number>>,
  draw: (path: string) => number,
  others: number,
  among: () => Stream,
): boolean[] {
  const flags = world.sets.map(() => false);
  for (const [path, probability] of Object.entries(starts))
    flags[setByPath(world, path)] = draw(path) < probability;
  if (others === 0) return flags;
  const stream = among();
  const left = world.sets.filter(({ id }) => !flags[id]).map(({ id }) => id);
  for (let drawn = 0; drawn < others && left.length > 0; drawn++) {
    const [set] = left.splice(Math.floor(stream() * left.length), 1);
    flags[set!] = true;
  }
  return flags;
}

/** Draws every restaker account; a restaker's stake is shared equally by its accounts. */
export function sampleAccounts(world: World, streams: Streams): AccountTraits {
  const S = world.strategies.length;
  const count = world.cohorts.reduce((sum, { spec }) => sum + sizeOf(spec) * spec.accounts, 0);
  const accounts: AccountTraits = {
    count,
    cohort: new Int32Array(count),
    restaker: new Int32Array(count),
    stake: new Float64Array(count * S),
    outside: new Uint8Array(count),
  };
  let account = 0;
  let restaker = 0;
  world.cohorts.forEach(({ name, spec }, cohort) => {
    const stakes = world.scenario.strategies.map(strategy => {
      const quantity = spec.stake[strategy] ?? 0;
      const stream = streams.stream(`restaker ${name} ${strategy}`);
      const drawn = Array.from({ length: sizeOf(spec) }, (_, index) => {
        const given = spec.rows?.[index % spec.rows.length]?.[`stake.${strategy}`];
        return given === undefined || given === '' ? sample(quantity, stream) : Number(given);
      });
      const total = spec.total[strategy];
      const sum = drawn.reduce((a, b) => a + b, 0);
      const factor = total === undefined || sum === 0 ? 1 : total / sum;
      return drawn.map(stake => (stake * factor) / spec.accounts);
    });
    const outside = streams.stream(`restaker ${name} outside`);
    for (let index = 0; index < sizeOf(spec); index++, restaker++) {
      for (let own = 0; own < spec.accounts; own++, account++) {
        accounts.cohort[account] = cohort;
        accounts.restaker[account] = restaker;
        accounts.outside[account] = outside() < spec.outside ? 1 : 0;
        for (let strategy = 0; strategy < S; strategy++)
          accounts.stake[account * S + strategy] = stakes[strategy]![index]!;
      }
    }
  });
  return accounts;
}
