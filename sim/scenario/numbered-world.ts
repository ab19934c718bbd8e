import type { SetId, StrategyId } from '../ids.ts';
import type { Avs } from './avs/avs.ts';
import type { OperatorSet } from './avs/operator-set.ts';
import type { Task } from './avs/task-kind.ts';
import { mayPay, type Programmatic } from './market/programmatic-incentives.ts';
import type { OperatorGroup } from './population/operator-group.ts';
import type { RestakerGroup } from './population/restaker-cohort.ts';
import type { Scenario } from './scenario.ts';

/**
 * An operator set by its number, with the names people know it by. `strategies` are ascending, whatever the order
 * in the file, so that sums over them do not depend on it.
 */
export interface SetInWorld {
  readonly id: SetId;
  readonly avs: number;
  readonly avsName: string;
  readonly name: string;
  readonly spec: OperatorSet;
  /** Strategies that the set accepts, by number. */
  readonly strategies: readonly StrategyId[];
  /** Reward weight of a share of each strategy of the world, 0 where the set does not accept it. */
  readonly multipliers: readonly number[];
}

/** A kind of task by its number. */
export interface TaskInWorld {
  readonly id: number;
  readonly avs: number;
  readonly avsName: string;
  readonly name: string;
  readonly spec: Task;
  /** Sets whose members may serve it, by number. */
  readonly sets: readonly SetId[];
}

/** An AVS by its number. */
export interface AvsInWorld {
  readonly id: number;
  readonly name: string;
  readonly spec: Avs;
  readonly sets: readonly SetInWorld[];
}

/** A programme of the protocol by its number. */
export interface ProgrammeInWorld {
  readonly id: number;
  readonly name: string;
  readonly spec: Programmatic;
  readonly token: number;
  /** Fraction of its tokens that goes to no set: swept and burned (ELIP-012). */
  readonly burned: number;
}

/**
 * What a programme of the protocol pays: all earners, or one of the sets that it gauges. A reward stream each
 * (`agents/avs/pay/pay-streams.ts`); a programme with gauges has as many as there are sets that it may pay.
 */
export interface IncentiveInWorld {
  readonly id: number;
  /** The programme's name. */
  readonly name: string;
  readonly spec: Programmatic;
  readonly token: number;
  /** Set that is paid, by number; -1 for all earners. */
  readonly set: SetId;
  /** Fraction of the programme's tokens. */
  readonly share: number;
  readonly kind: 'programmatic' | 'uniqueStake' | 'totalStake';
  /** Weight of a share of each strategy of the world: its price at the start, 0 where the set does not accept it. */
  readonly multipliers: readonly number[];
}

/**
 * A scenario with every name turned into a number once, so that the model never looks a name up. Numbers follow the
 * order of the scenario and are those of the ledger and of every array: sets and tasks over all AVSs. Nothing in it
 * changes during a run; budgets that do are in `State`.
 */
export interface World {
  readonly scenario: Scenario;
  readonly assets: readonly string[];
  /** Asset of each strategy. */
  readonly strategies: readonly number[];
  readonly gpus: readonly string[];
  readonly avss: readonly AvsInWorld[];
  readonly sets: readonly SetInWorld[];
  readonly tasks: readonly TaskInWorld[];
  readonly programmes: readonly ProgrammeInWorld[];
  readonly incentives: readonly IncentiveInWorld[];
  readonly groups: readonly { readonly name: string; readonly spec: OperatorGroup }[];
  readonly cohorts: readonly { readonly name: string; readonly spec: RestakerGroup }[];
}

/**
 * The world of a scenario. It looks names up without asking whether they exist: the scenario must have passed the
 * checks.
 */
export function worldOf(scenario: Scenario): World {
  const assets = Object.keys(scenario.assets);
  const sets: SetInWorld[] = [];
  const tasks: TaskInWorld[] = [];
  const avss = Object.entries(scenario.avss).map(([avsName, spec], avs): AvsInWorld => {
    const first = sets.length;
    for (const [name, set] of Object.entries(spec.sets)) {
      sets.push({
        id: sets.length,
        avs,
        avsName,
        name,
        spec: set,
        strategies: set.strategies
          .map(strategy => scenario.strategies.indexOf(strategy))
          .sort((a, b) => a - b),
        multipliers: scenario.strategies.map(strategy =>
          set.strategies.includes(strategy)
            ? (set.multipliers?.[strategy] ?? startPriceUsd(scenario, strategy))
            : 0,
        ),
      });
    }
    const own = sets.slice(first);
    for (const [name, task] of Object.entries(spec.tasks)) {
      const served = task.sets.map(set => own.find(candidate => candidate.name === set)!.id);
      tasks.push({ id: tasks.length, avs, avsName, name, spec: task, sets: served });
    }
    return { id: avs, name: avsName, spec, sets: own };
  });
  const incentives = incentivesOf(scenario, sets);
  return {
    scenario,
    assets,
    strategies: scenario.strategies.map(strategy => assets.indexOf(strategy)),
    gpus: Object.keys(scenario.gpus),
    avss,
    sets,
    tasks,
    programmes: programmesOf(scenario, incentives),
    incentives,
    groups: Object.entries(scenario.operators).map(([name, spec]) => ({ name, spec })),
    cohorts: Object.entries(scenario.restakers).map(([name, spec]) => ({ name, spec })),
  };
}

/**
 * All programmes, and what of each goes to nobody. Shares of sets that are not eligible are burned too, not divided
 * among the others.
 */
function programmesOf(scenario: Scenario, incentives: readonly IncentiveInWorld[]): ProgrammeInWorld[] {
  return Object.entries(scenario.programmatic).map(([name, spec], id) => {
    const paid = incentives.filter(incentive => incentive.name === name);
    const burned = Math.max(0, 1 - paid.reduce((sum, { share }) => sum + share, 0));
    // Shares that sum to 1 but for rounding burn nothing.
    const rounding = 1e-9;
    const token = Object.keys(scenario.assets).indexOf(spec.token);
    return { id, name, spec, token, burned: burned < rounding ? 0 : burned };
  });
}

/** Payments of all programmes, gauge by gauge; a gauge of a set that is not eligible pays nothing. */
function incentivesOf(scenario: Scenario, sets: readonly SetInWorld[]): IncentiveInWorld[] {
  return Object.entries(scenario.programmatic)
    .flatMap(([name, spec]): Omit<IncentiveInWorld, 'id'>[] => {
      const common = { name, spec, token: Object.keys(scenario.assets).indexOf(spec.token) };
      const prices = scenario.strategies.map(strategy =>
        spec.strategies === undefined || spec.strategies.includes(strategy)
          ? startPriceUsd(scenario, strategy)
          : 0,
      );
      // Without gauges the old rule: one stream for all earners, and nothing is burned.
      if (spec.gauges === undefined)
        return [{ ...common, set: -1, share: 1, kind: 'programmatic', multipliers: prices }];
      return Object.entries(spec.gauges).flatMap(([path, share]) => {
        const { id, avsName, strategies } = sets.find(set => pathOf(set) === path)!;
        if (!mayPay(spec, scenario.avss[avsName]!)) return [];
        const multipliers = prices.map((usd, strategy) => (strategies.includes(strategy) ? usd : 0));
        return [{ ...common, set: id, share, kind: spec.kind ?? 'uniqueStake', multipliers }];
      });
    })
    .map((incentive, id) => ({ id, ...incentive }));
}

/** A set as scenarios name it from outside its AVS. */
function pathOf({ avsName, name }: SetInWorld): string {
  return `${avsName}.${name}`;
}

/** Number of a set named as `avs.set`, or -1. Linear in the sets: for set-up, not for what runs daily. */
export function setByPath(world: World, path: string): number {
  return world.sets.findIndex(set => pathOf(set) === path);
}

/**
 * Price of an asset at the start, in USD; a pegged one starts at its peg. A series starts with its first point,
 * whatever its day. Pegs lead to assets with a price, so that it ends after one step.
 *
 * @throws TypeError for an asset that the scenario does not have
 */
export function startPriceUsd(scenario: Scenario, asset: string): number {
  const spec = scenario.assets[asset]!;
  if ('peg' in spec) return startPriceUsd(scenario, spec.peg.to);
  const { price } = spec;
  return 'usd' in price ? price.usd : price.series[0]![1];
}
