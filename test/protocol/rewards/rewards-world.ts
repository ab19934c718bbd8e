import {
  createMirrors,
  ensureMembership,
  type Mirrors,
  touch,
} from '../../../sim/protocol/ledger/mirrors.ts';
import {
  closeDay,
  createRewards,
  type RewardStream,
  type Rewards,
} from '../../../sim/protocol/rewards/index.ts';

/**
 * A stand-in for the ledger that keeps the mirrors as the ledger does: stake in float64, effects at once,
 * exits leaving the day's `eligible` members.
 */
export interface World {
  readonly mirrors: Mirrors;
  delegate(account: number, operator: number): void;
  hold(account: number, strategy: number, scaledShares: number): void;
  register(operator: number, set: number): void;
  deregister(operator: number, set: number): void;
  allocate(operator: number, set: number, strategy: number, magnitude: number): void;
  slash(operator: number, set: number, strategy: number, fraction: number): void;
}

export function createWorld(size: { strategies: number; operators: number; accounts: number }): World {
  const mirrors = createMirrors(size);
  const { memberships, maxMagnitude, operatorShares, scaledShares, delegatedTo } = mirrors;
  const { strategies, accounts } = size;

  function sumShares(): void {
    operatorShares.fill(0);
    for (let account = 0; account < accounts; account++) {
      const operator = delegatedTo[account]!;
      if (operator < 0) continue;
      for (let k = 0; k < strategies; k++)
        operatorShares[operator * strategies + k]! +=
          scaledShares[account * strategies + k]! * maxMagnitude[operator * strategies + k]!;
    }
  }

  return {
    mirrors,
    delegate(account, operator) {
      delegatedTo[account] = operator;
      touch(mirrors, account);
      sumShares();
    },
    hold(account, strategy, scaled) {
      scaledShares[account * strategies + strategy] = scaled;
      touch(mirrors, account);
      sumShares();
    },
    register(operator, set) {
      memberships.registered[ensureMembership(mirrors, operator, set)] = 1;
    },
    deregister(operator, set) {
      const membership = ensureMembership(mirrors, operator, set);
      memberships.registered[membership] = 0;
      memberships.eligible[membership] = 0;
    },
    /** Sets the magnitude, as far as the other sets leave it free. */
    allocate(operator, set, strategy, magnitude) {
      const membership = ensureMembership(mirrors, operator, set);
      let free = maxMagnitude[operator * strategies + strategy]!;
      for (const other of memberships.ofOperator[operator]!)
        if (other !== membership) free -= memberships.magnitude[other * strategies + strategy]!;
      const index = membership * strategies + strategy;
      memberships.magnitude[index] = Math.max(0, Math.min(magnitude, free));
    },
    slash(operator, set, strategy, fraction) {
      const index = ensureMembership(mirrors, operator, set) * strategies + strategy;
      const slashed = memberships.magnitude[index]! * fraction;
      memberships.magnitude[index]! -= slashed;
      maxMagnitude[operator * strategies + strategy]! -= slashed;
      sumShares();
    },
  };
}

/** A stream of one strategy, for set 0, or for all earners where it is programmatic. */
export const stream = (kind: RewardStream['kind'], more: Partial<RewardStream> = {}): RewardStream => ({
  name: kind,
  avs: 0,
  set: kind === 'programmatic' ? -1 : 0,
  token: 0,
  kind,
  multipliers: [1],
  ...more,
});

/** Operators 0 and 1 in set 0; accounts 2 and up delegate 10 shares to operator 0, nobody to operator 1. */
export function open(streams: RewardStream[], accounts = 4): { world: World; rewards: Rewards } {
  const world = createWorld({ strategies: 1, operators: 2, accounts });
  const rewards = createRewards(world.mirrors, { streams, cohortOf: new Int32Array(accounts), cohorts: 1 });
  for (let account = 2; account < accounts; account++) {
    world.hold(account, 0, 10);
    world.delegate(account, 0);
  }
  world.register(0, 0);
  world.register(1, 0);
  closeDay(rewards);
  return { world, rewards };
}
