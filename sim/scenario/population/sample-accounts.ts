import { normal, type Streams } from '../../engine/index.ts';
import type { World } from '../numbered-world.ts';
import { sample } from '../values/quantity.ts';
import { heldStake } from './held-stake.ts';
import { sizeOf } from './population-source.ts';

/**
 * Restaker accounts in flat arrays: account `a` here is account `operators + a` of the ledger. Typed arrays, for
 * there may be millions. Accounts of a restaker, restakers of a cohort and cohorts follow one another.
 */
export interface AccountTraits {
  readonly count: number;
  /** Cohort of each account. */
  readonly cohort: Int32Array;
  /** Restaker behind each account, numbered over all cohorts. */
  readonly restaker: Int32Array;
  /** Number of that restaker within its cohort. */
  readonly member: Int32Array;
  /** Stake in units of each strategy, `[account * S + strategy]`. */
  readonly stake: Float64Array;
  /** 1 where the account starts outside restaking. */
  readonly outside: Uint8Array;
  /** 1 where the account never decides anything. */
  readonly passive: Uint8Array;
  /** Yearly return that each account could have outside restaking. */
  readonly outsideYield: Float64Array;
}

/**
 * Draws every restaker account; a restaker's stake is shared equally by its accounts. Each cohort and strategy has
 * a stream of its own: members that are added at the end leave the draws of the others as they were, though `total`
 * rescales all. A cell of a row stands for its draw; `total` scales those too.
 */
export function sampleAccounts(world: World, streams: Streams): AccountTraits {
  const S = world.strategies.length;
  const count = world.cohorts.reduce((sum, { spec }) => sum + sizeOf(spec) * spec.accounts, 0);
  const accounts: AccountTraits = {
    count,
    cohort: new Int32Array(count),
    restaker: new Int32Array(count),
    member: new Int32Array(count),
    stake: new Float64Array(count * S),
    outside: new Uint8Array(count),
    passive: new Uint8Array(count),
    outsideYield: new Float64Array(count),
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
      return drawn.map(stake => heldStake((stake * factor) / spec.accounts));
    });
    const outside = streams.stream(`restaker ${name} outside`);
    const passive = streams.stream(`restaker ${name} passive`);
    const yields = streams.stream(`restaker ${name} outside yield`);
    const { policy } = spec;
    const spread = 'baseSpread' in policy ? policy.baseSpread : 0;
    for (let index = 0; index < sizeOf(spec); index++, restaker++) {
      for (let own = 0; own < spec.accounts; own++, account++) {
        accounts.cohort[account] = cohort;
        accounts.restaker[account] = restaker;
        accounts.member[account] = index;
        // One draw for each account whatever `outside` is, so that between designs the same ones start outside as
        // far as it reaches.
        accounts.outside[account] = outside() < spec.outside ? 1 : 0;
        accounts.passive[account] = passive() < policy.passive ? 1 : 0;
        accounts.outsideYield[account] = normal(yields, policy.baseYield, spread);
        for (let strategy = 0; strategy < S; strategy++)
          accounts.stake[account * S + strategy] = stakes[strategy]![index]!;
      }
    }
  });
  return accounts;
}
