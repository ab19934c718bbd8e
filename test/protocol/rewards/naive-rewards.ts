import type { RewardStream } from '../../../sim/protocol/rewards/index.ts';
import type { World } from './rewards-world.ts';

/**
 * The rewards calculation as a daily loop over all accounts, written from the calendar and the formulas of
 * the sidecar: snapshots are full copies, every account is paid every day, nothing is accumulated.
 */
export interface Naive {
  /** `[account]` */
  readonly earnedUsd: number[];
  /** `[stream][account]` */
  readonly tokens: number[][];
  readonly usd: number[][];
  /** `[stream][operator]`: what the operator kept on the last day, tokens. */
  readonly cut: number[][];
  /** `[stream]` */
  readonly totals: { operators: number; restakers: number; refunded: number; stuck: number; fee: number }[];
  /** To be called after every act of the day: exits count on the day itself. */
  observe(): void;
  changeSplit(operator: number, set: number, fraction: number, time: number): boolean;
  pay(stream: number, pool: number, usdPerToken: number, weights?: readonly number[]): void;
  snapshot(day: number): void;
}

interface Change {
  operator: number;
  set: number;
  fraction: number;
  activation: number;
}

export function createNaive(world: World, streams: readonly RewardStream[], defaultSplit: number): Naive {
  const { mirrors } = world;
  const { strategies, delegatedTo, maxMagnitude } = mirrors;
  const accounts = delegatedTo.length;
  const operators = maxMagnitude.length / strategies;
  const changes: Change[] = [];
  let today = -1;
  let operatorOf: number[] = [];
  let shares: number[] = [];
  let registered: boolean[] = [];
  let magnitude: number[] = [];

  const zeros = (rows: number, columns: number) =>
    Array.from({ length: rows }, () => new Array<number>(columns).fill(0));
  const naive = {
    earnedUsd: new Array<number>(accounts).fill(0),
    tokens: zeros(streams.length, accounts),
    usd: zeros(streams.length, accounts),
    cut: zeros(streams.length, operators),
    totals: streams.map(() => ({ operators: 0, restakers: 0, refunded: 0, stuck: 0, fee: 0 })),
  };

  function splitAt(operator: number, set: number): number {
    const active = changes.filter(
      change => change.operator === operator && change.set === set && Math.floor(change.activation) < today,
    );
    return active.at(-1)?.fraction ?? defaultSplit;
  }

  /** Weight of an account's stake in one membership (-1: in any). */
  function weightOf(account: number, membership: number, stream: RewardStream): number {
    let weight = 0;
    for (let k = 0; k < strategies; k++) {
      let share = shares[account * strategies + k]! * stream.multipliers[k]!;
      const max = maxMagnitude[operatorOf[account]! * strategies + k]!;
      if (stream.kind === 'uniqueStake')
        share = max > 0 ? (share * allocated(membership * strategies + k)) / max : 0;
      weight += share;
    }
    return weight;
  }

  /** Magnitude that the day pays for: increases count from the next one. */
  function allocated(index: number): number {
    return Math.min(magnitude[index] ?? 0, mirrors.memberships.magnitude[index]!);
  }

  function payees(stream: RewardStream): { operator: number; membership: number }[] {
    const { operator, set } = mirrors.memberships;
    const members = registered.flatMap((is, m) => (is ? [{ operator: operator[m]!, membership: m }] : []));
    if (stream.set >= 0) return members.filter(({ membership }) => set[membership] === stream.set);
    return [...new Set(members.map(member => member.operator))].map(operator => ({
      operator,
      membership: -1,
    }));
  }

  return {
    ...naive,
    observe() {
      registered = registered.map((is, m) => is && mirrors.memberships.registered[m] === 1);
    },
    changeSplit(operator, set, fraction, time) {
      if (changes.some(c => c.operator === operator && c.set === set && c.activation > time)) return false;
      changes.push({ operator, set, fraction, activation: time + 7 });
      return true;
    },
    pay(index, pool, usdPerToken, weights) {
      const stream = streams[index]!;
      const total = naive.totals[index]!;
      const fee = pool * (stream.feeFraction ?? 0);
      total.fee += fee;
      naive.cut[index]!.fill(0);
      const paid = payees(stream).map(({ operator, membership }) => {
        const stakers = operatorOf.flatMap((o, account) => (o === operator ? [account] : []));
        const stakes = stakers.map(account => weightOf(account, membership, stream));
        const staked = stakes.reduce((sum, weight) => sum + weight, 0);
        return { operator, stakers, stakes, staked, weight: weights?.[membership] ?? staked };
      });
      const sum = paid.reduce((all, { weight }) => all + weight, 0);
      if (sum === 0) total.refunded += pool - fee;
      for (const { operator, stakers, stakes, staked, weight } of paid) {
        if (weight === 0) continue;
        const amount = ((pool - fee) * weight) / sum;
        const cut = amount * splitAt(operator, stream.set);
        naive.cut[index]![operator]! += cut;
        total.operators += cut;
        if (staked === 0) total.stuck += amount - cut;
        stakers.forEach((account, place) => {
          if (staked === 0) return;
          const tokens = ((amount - cut) * stakes[place]!) / staked;
          naive.tokens[index]![account]! += tokens;
          naive.usd[index]![account]! += tokens * usdPerToken;
          naive.earnedUsd[account]! += tokens * usdPerToken;
          total.restakers += tokens;
        });
      }
    },
    snapshot(day) {
      today = day;
      operatorOf = [...delegatedTo];
      shares = [...mirrors.scaledShares].map((scaled, index) => {
        const operator = operatorOf[Math.floor(index / strategies)]!;
        return operator < 0 ? 0 : scaled * maxMagnitude[operator * strategies + (index % strategies)]!;
      });
      registered = [...mirrors.memberships.registered].map(is => is === 1);
      magnitude = [...mirrors.memberships.magnitude];
    },
  };
}
