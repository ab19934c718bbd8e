import { type Fraction, fraction, multiply, sum, toNumber, zero } from './fraction.ts';
import { afterLosses, type Network, totalStake } from './network.ts';
import { type JointProfit, jointAttack } from './submodular.ts';

/** Operators who move their stake to where it earns most. */
export interface Rebalancing {
  /** What each service pays all its operators a year, in the unit of stakes. */
  readonly rewards: readonly number[];
  /** Part of the stake allocated to a service that is expected to be slashed a year, by service. */
  readonly hazards: readonly number[];
  /** Sum of an operator's allocations as a multiple of its stake, at least 0; each one is at most its stake. */
  readonly degree: number;
  /** Rounds in which all operators answer one another, one after another. */
  readonly rounds: number;
}

/**
 * Allocations of operators who answer one another: each puts its stake so that its rewards less its expected slashes are
 * greatest, given what the others allocate. A service's rewards are divided by stake, so that an operator with w where
 * others have W earns reward x w / (w + W): what it gains by a little more falls as w grows, and at its best choice is the same
 * in all services where it could put more or less (after Chitra and Pai, who let operators respond to incentives).
 *
 * @param stakes of each operator
 * @param start amounts by operator and service; left as they are
 * @returns amounts by operator and service
 */
export function rebalance(
  stakes: readonly number[],
  start: readonly (readonly number[])[],
  { rewards, hazards, degree, rounds }: Rebalancing,
): number[][] {
  const amounts = start.map(row => row.slice());
  const allocated = rewards.map((_, service) => amounts.reduce((total, row) => total + row[service]!, 0));
  for (let round = 0; round < rounds; round++) {
    for (const [operator, stake] of stakes.entries()) {
      if (stake === 0) continue;
      const row = amounts[operator]!;
      const others = allocated.map((total, service) => Math.max(0, total - row[service]!));
      const answer = bestAnswer({ rewards, hazards, others, most: stake, budget: degree * stake });
      for (const [service, amount] of answer.entries()) {
        allocated[service] = others[service]! + amount;
        row[service] = amount;
      }
    }
  }
  return amounts;
}

interface Answer {
  readonly rewards: readonly number[];
  readonly hazards: readonly number[];
  /** What the other operators allocate to each service. */
  readonly others: readonly number[];
  /** Most that one service gets, and all of them together. */
  readonly most: number;
  readonly budget: number;
}

/** Halvings of the interval of marginal gains: below the precision of doubles. */
const halvings = 100;

/** The best allocations of one operator: by bisection on the gain of the last unit, which is the same everywhere. */
function bestAnswer({ rewards, hazards, others, most, budget }: Answer): number[] {
  // An operator alone in a service has all its rewards for next to nothing: as if others had just that there.
  const held = others.map(amount => Math.max(amount, 1e-6 * most));
  const at = (gain: number): number[] =>
    rewards.map((reward, service) => {
      const price = gain + hazards[service]!;
      if (!(reward > 0)) return 0;
      if (!(price > 0)) return most;
      return Math.min(most, Math.max(0, Math.sqrt((reward * held[service]!) / price) - held[service]!));
    });
  const total = (amounts: readonly number[]): number => amounts.reduce((sum, amount) => sum + amount, 0);
  let low = 0;
  if (total(at(low)) <= budget) return at(low);
  let high = Math.max(...rewards.map((reward, service) => reward / held[service]!));
  for (let halving = 0; halving < halvings; halving++) {
    const middle = (low + high) / 2;
    if (total(at(middle)) > budget) low = middle;
    else high = middle;
  }
  return at(high);
}

/** How a shock spreads. */
export interface Spread {
  /** Attacks after the shock, one a round: services, and the part of the stake that they cost. */
  readonly rounds: readonly { readonly services: readonly string[]; readonly lost: number }[];
  /** Part of the stake that shock and attacks took together. */
  readonly lost: number;
}

/** A shock, and how the world answers it. */
export interface SpreadQuestion {
  /** Places of the operators that lose all their stake first. */
  readonly shock: ReadonlySet<number>;
  readonly profit: JointProfit;
  /** How operators move their stake before each attack; undefined: they do not. */
  readonly rebalancing?: Rebalancing | undefined;
}

/**
 * What a shock costs when in every round the most profitable attack on what is left takes place, and operators may move
 * their stake before it. A service that was attacked is gone.
 */
export function spread(network: Network, { shock, profit, rebalancing }: SpreadQuestion): Spread {
  const whole = toNumber(totalStake(network));
  const rounds: { readonly services: readonly string[]; readonly lost: number }[] = [];
  const first = network.operators.map(({ stake }, operator) => (shock.has(operator) ? stake : zero));
  const part = (losses: readonly Fraction[]): number => (whole === 0 ? 0 : toNumber(sum(losses)) / whole);
  let rest = afterLosses(network, first, new Set());
  let rule = rebalancing;
  let lost = part(first);
  for (;;) {
    if (rule !== undefined) rest = rebalanced(rest, rule);
    const attack = jointAttack(rest, profit);
    if (attack === undefined) return { rounds, lost };
    const share = part(attack.losses);
    rounds.push({ services: attack.services.map(service => rest.services[service]!.name), lost: share });
    lost += share;
    const gone = new Set(attack.services);
    rest = afterLosses(rest, attack.losses, gone);
    const isKept = (_: number, service: number): boolean => !gone.has(service);
    rule = rule && { ...rule, rewards: rule.rewards.filter(isKept), hazards: rule.hazards.filter(isKept) };
  }
}

/** Whole units in the stake of a rebalanced network: allocations are rounded down to them. */
const units = 2 ** 40;

function rebalanced(network: Network, rule: Rebalancing): Network {
  const { services, operators } = network;
  const stakes = operators.map(({ stake }) => toNumber(stake));
  const start = operators.map(({ allocations }) => {
    const row = services.map(() => 0);
    for (const { service, amount } of allocations) row[service] = toNumber(amount);
    return row;
  });
  const unit = stakes.reduce((total, stake) => total + stake, 0) / units;
  if (unit === 0) return network;
  const amounts = rebalance(stakes, start, rule);
  return {
    services,
    operators: operators.map(({ name, stake }, operator) => ({
      name,
      stake,
      allocations: amounts[operator]!.flatMap((amount, service) => {
        if (!(amount > 0)) return [];
        const portion = Math.floor((amount / stakes[operator]!) * units);
        return [{ service, amount: multiply(stake, fraction(BigInt(portion), BigInt(units))) }];
      }),
    })),
  };
}
