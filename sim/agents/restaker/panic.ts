import { exp, log, priority, type Stream } from '../../engine/index.ts';
import type { OperatorId } from '../../ids.ts';
import type { RestakerGroup } from '../../scenario/index.ts';
import { dailyRetention } from '../daily-retention.ts';
import type { RestakerContext } from './context.ts';
import { accountsOf } from './delegation.ts';

/** A cohort whose accounts can panic. */
interface AnxiousCohort {
  readonly cohort: number;
  readonly terms: NonNullable<RestakerGroup['panic']>;
  /** Its accounts, from `from` to before `to`. */
  readonly members: { readonly from: number; readonly to: number };
  /** Its liquid restaking token, by number of the asset; -1 if it has none. */
  readonly token: number;
  /** Fraction of stake that each operator's delegators lost recently, `[operator]`. */
  readonly recent: Float64Array;
  readonly stream: Stream;
}

/**
 * Panics: each midnight each account of a cohort that can panic leaves restaking with the hazard h0 exp(b1 s + b2 D) of
 * a day, s what its operator's delegators lost recently, D the discount of the cohort's token (proportional hazards:
 * Cox 1972).
 *
 * @returns what to call when delegators of an operator lose a fraction of their stake
 */
export function createPanic(context: RestakerContext): (operator: OperatorId, lost: number) => void {
  const { clock, listener } = context;
  const anxious = anxiousCohorts(context);
  const look = clock.kind('restakers panic', index => {
    const { cohort, terms, recent } = anxious[index]!;
    clock.after(1, priority.measure, look, index);
    const flight = fleeing(context, anxious[index]!);
    const kept = dailyRetention(terms.memory);
    recent.forEach((lost, operator) => {
      recent[operator] = lost * kept;
    });
    if (flight.accounts > 0) listener.fled({ kind: 'panic', cohort, ...flight });
  });
  for (const [index] of anxious.entries()) clock.at(1, priority.measure, look, index);

  return (operator, lost) => {
    for (const { recent } of anxious) recent[operator] = 1 - (1 - recent[operator]!) * (1 - lost);
  };
}

function anxiousCohorts({ state, accounts, streams }: RestakerContext): AnxiousCohort[] {
  const { world, operators } = state;
  return world.cohorts.flatMap(({ name, spec }, cohort) =>
    spec.panic === undefined
      ? []
      : [
          {
            cohort,
            terms: spec.panic,
            members: accountsOf(state, accounts, cohort),
            token: spec.token === undefined ? -1 : world.assets.indexOf(spec.token),
            recent: new Float64Array(operators.length),
            stream: streams.stream('restaker panic', name),
          },
        ],
  );
}

/**
 * Makes the accounts of a cohort that panic on this midnight leave. They are found by geometric skips at the highest
 * probability of any, then thinned, so that a day costs what flees and not who might.
 */
function fleeing(
  { state, delegations }: RestakerContext,
  { terms, members, token, recent, stream }: AnxiousCohort,
): { readonly accounts: number; readonly usd: number } {
  const { mirrors, prices } = state;
  const discount = token < 0 ? 0 : prices.discount[token]!;
  const chance = (slashed: number): number =>
    1 - exp((-terms.perYear / 365) * exp(terms.slash * slashed + terms.depeg * discount));
  const most = chance(recent.reduce((a, b) => Math.max(a, b), 0));
  let [accounts, usd] = [0, 0];
  if (most <= 0) return { accounts, usd };
  for (let account = members.from - 1; ; ) {
    account += 1 + (most < 1 ? Math.floor(log(1 - stream()) / log(1 - most)) : 0);
    if (account >= members.to) break;
    const operator = mirrors.delegatedTo[account]!;
    const flees = stream() * most;
    if (operator < 0 || !delegations.free(account) || flees >= chance(recent[operator]!)) continue;
    delegations.apply(account, 'exit');
    accounts++;
    usd += delegations.stakeUsd(account);
  }
  return { accounts, usd };
}
