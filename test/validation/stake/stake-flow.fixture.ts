import { streams } from '../../../sim/engine/index.ts';
import { simulate } from '../../../sim/index.ts';
import { sampleAccounts } from '../../../sim/scenario/index.ts';
import { slashableUsd } from '../../../sim/state/stake.ts';
import { readScenario } from '../../../src/input/scenario-file.ts';

/** Changes of the flagship under which prices and rents stay as they are. */
export const constantPrices = [
  'assets.eth.price.volatility=0',
  'assets.eigen.price.volatility=0',
  'assets.ait.price.volatility=0',
  'gpus.h100.rentUsdPerHour.drift=0',
  'gpus.h100.rentUsdPerHour.volatility=0',
  'gpus.h100.rentUsdPerHour.jumps=null',
];

/** Changes of the flagship under which nobody is slashed for what takes half of a stake at once. */
export const noDoubleSigning = ['gpu', 'cpu'].map(group => `operators.${group}.hazards.doubleSign=0`);

/** Changes of the flagship under which no operator ever acts. */
export const operatorsAtRest = ['gpu', 'cpu'].flatMap(group => [
  `operators.${group}.policy.reviewEvery=1000y`,
  `operators.${group}.policy.splitStep=0`,
]);

/** Changes of the flagship under which no restaker ever acts. */
export const restakersAtRest = ['retail', 'whales', 'curators'].flatMap(cohort => [
  `restakers.${cohort}.policy.reviewEvery=1000y`,
  `restakers.${cohort}.policy.flight=0`,
]);

/** Where stake was on a day. */
export interface StakeOnDay {
  /** Stake that each set can slash, USD at the prices of the start, by `avs.set`. */
  readonly slashable: ReadonlyMap<string, number>;
  /** Stake with each operator, USD at the prices of the start, `[operator]`. */
  readonly stake: Float64Array;
  /** Stake of each cohort with each operator, as it came, USD at the prices of the start, `[operator]`. */
  readonly cohorts: ReadonlyMap<string, Float64Array>;
  /** Operator of each account, `[account]`; those of operators come first. */
  readonly delegatedTo: Int32Array;
}

/** Runs the flagship with changes, and notes where stake is at the end of each day from the start on. */
export function stakeByDay(changes: readonly string[], days: number, seed: number): StakeOnDay[] {
  const reading = readScenario('scenarios/decentralized-ai.yaml', [`horizon=${days}d`, ...changes]);
  if (!reading.ok) throw new Error(JSON.stringify(reading.problems));
  const run = simulate(reading.value.scenario, seed, {}, ['summary']);
  const { world, mirrors, prices } = run.state;
  const { memberships, operatorShares, strategies } = mirrors;
  const startUsd = world.strategies.map(asset => prices.usd[asset]!);
  const accounts = sampleAccounts(world, streams(seed));
  const first = run.state.operators.length;
  const byDay: StakeOnDay[] = [];
  for (const _ of run.parts) {
    const slashable = new Map<string, number>();
    for (let membership = 0; membership < memberships.count; membership++) {
      const { avsName, name } = world.sets[memberships.set[membership]!]!;
      const now = prices.usd.slice();
      world.strategies.forEach((asset, strategy) => {
        prices.usd[asset] = startUsd[strategy]!;
      });
      const usd = memberships.registered[membership] ? slashableUsd(run.state, membership) : 0;
      prices.usd.set(now);
      slashable.set(`${avsName}.${name}`, (slashable.get(`${avsName}.${name}`) ?? 0) + usd);
    }
    const stake = new Float64Array(run.state.operators.length);
    for (let slot = 0; slot < operatorShares.length; slot++)
      stake[Math.floor(slot / strategies)]! += operatorShares[slot]! * startUsd[slot % strategies]!;
    const cohorts = new Map(world.cohorts.map(({ name }) => [name, new Float64Array(first)]));
    for (let index = 0; index < accounts.count; index++) {
      const operator = mirrors.delegatedTo[first + index]!;
      if (operator < 0) continue;
      const held = cohorts.get(world.cohorts[accounts.cohort[index]!]!.name)!;
      startUsd.forEach((usd, strategy) => {
        held[operator]! += accounts.stake[index * strategies + strategy]! * usd;
      });
    }
    byDay.push({ slashable, stake, cohorts, delegatedTo: Int32Array.from(mirrors.delegatedTo) });
  }
  return byDay.slice(0, days + 1);
}

/** Sum of absolute weekly changes of what a set can slash over its mean, a year, from a day on. */
export function turnoverOf(byDay: readonly StakeOnDay[], set: string, from = 30): number {
  const series = byDay.slice(from).map(({ slashable }) => slashable.get(set) ?? 0);
  let changes = 0;
  let weeks = 0;
  for (let day = 7; day < series.length; day += 7, weeks++)
    changes += Math.abs(series[day]! - series[day - 7]!);
  const mean = series.reduce((sum, usd) => sum + usd, 0) / series.length;
  return changes / mean / ((7 * weeks) / 365);
}

/** Part of stake that is with other operators than a while before: half the summed absolute changes of share. */
export function movedBetween(before: Float64Array, after: Float64Array): number {
  const share = (stake: Float64Array): Float64Array => {
    const total = stake.reduce((sum, usd) => sum + usd, 0);
    return stake.map(usd => usd / total);
  };
  const [a, b] = [share(before), share(after)];
  return a.reduce((sum, part, operator) => sum + Math.abs(part - b[operator]!), 0) / 2;
}

/**
 * Part of stake that moves between operators in so many days, on average from a day on.
 *
 * @param cohort whose stake; all stake if left out
 */
export function movedWithin(byDay: readonly StakeOnDay[], days: number, cohort?: string, from = 30): number {
  const of = ({ stake, cohorts }: StakeOnDay): Float64Array =>
    cohort === undefined ? stake : cohorts.get(cohort)!;
  let [moved, times] = [0, 0];
  for (let day = from; day + days < byDay.length; day += 7, times++)
    moved += movedBetween(of(byDay[day]!), of(byDay[day + days]!));
  return moved / times;
}
