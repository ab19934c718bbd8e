import { type Clock, exp, log, priority, type Streams } from '../../engine/index.ts';
import type { AccountTraits } from '../../scenario/index.ts';
import type { State } from '../../state/state.ts';
import { type Acts, accountsOf } from './delegation.ts';

/** Hears of accounts that leave at once: how many of a cohort, with how much stake. */
export type TellFlight = (
  kind: 'panic' | 'liquidation',
  cohort: number,
  accounts: number,
  usd: number,
) => void;

/**
 * Flight from restaking: each midnight each account of a cohort that can panic leaves with the hazard
 * h0 exp(b1 s + b2 D) of a day, s what its operator's delegators lost recently, D the discount of the cohort's token.
 * Those who leave are found by skipping: a day costs what flees, not who might.
 *
 * @returns what to call when delegators of an operator lose a fraction of their stake
 */
export function createPanic(
  state: State,
  accounts: AccountTraits,
  acts: Acts,
  clock: Clock,
  streams: Streams,
  tell: TellFlight,
): (operator: number, lost: number) => void {
  const { world, mirrors, prices } = state;
  const anxious = world.cohorts.flatMap(({ name, spec }, cohort) =>
    spec.panic === undefined
      ? []
      : [
          {
            cohort,
            terms: spec.panic,
            members: accountsOf(state, accounts, cohort),
            token: spec.token === undefined ? -1 : world.assets.indexOf(spec.token),
            kept: exp(-log(2) / Math.max(spec.panic.memory, 1e-9)),
            /** Fraction of stake that each operator's delegators lost recently, `[operator]`. */
            recent: new Float64Array(state.operators.length),
            stream: streams.stream('restaker panic', name),
          },
        ],
  );

  const look = clock.kind('restakers panic', index => {
    const { cohort, terms, members, token, kept, recent, stream } = anxious[index]!;
    clock.after(1, priority.measure, look, index);
    const discount = token < 0 ? 0 : prices.discount[token]!;
    const chance = (slashed: number): number =>
      1 - exp((-terms.perYear / 365) * exp(terms.slash * slashed + terms.depeg * discount));
    const most = chance(recent.reduce((a, b) => Math.max(a, b), 0));
    let [fled, usd] = [0, 0];
    if (most > 0) {
      for (let account = members.from - 1; ; ) {
        account += 1 + (most < 1 ? Math.floor(log(1 - stream()) / log(1 - most)) : 0);
        if (account >= members.to) break;
        const operator = mirrors.delegatedTo[account]!;
        const flees = stream() * most;
        if (operator < 0 || !acts.free(account) || flees >= chance(recent[operator]!)) continue;
        acts.act(account, 'exit');
        fled++;
        usd += acts.stakeUsd(account);
      }
    }
    recent.forEach((lost, operator) => {
      recent[operator] = lost * kept;
    });
    if (fled > 0) tell('panic', cohort, fled, usd);
  });
  for (const [index] of anxious.entries()) clock.at(1, priority.measure, look, index);

  return (operator, lost) => {
    for (const { recent } of anxious) recent[operator] = 1 - (1 - recent[operator]!) * (1 - lost);
  };
}
