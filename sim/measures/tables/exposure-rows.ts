import type { Attribution } from '../../protocol/rewards/index.ts';
import { activeMemberships, allocatedFraction, strategyUsd } from '../../state/stake.ts';
import type { State } from '../../state/state.ts';
import { tailWeights } from '../statistics/tail.ts';
import { type Holdings, heldShares } from '../trackers/holdings.ts';
import type { SlashCosts } from '../trackers/slash-costs.ts';
import type { Row } from './index.ts';
import { type CohortOutcome, TAIL_LEVEL } from './outcome-rows.ts';

/**
 * Adds the stake that each set can slash of each holder now, times a number of days, in USD-days.
 *
 * @param into `[holder * sets + set]`: holders are the cohorts, then each group's own stake
 */
export function addExposure(state: State, holdings: Holdings, days: number, into: Float64Array): void {
  const { world, operators, mirrors } = state;
  for (const { id } of operators) {
    for (const membership of activeMemberships(state, id)) {
      const set = mirrors.memberships.set[membership]!;
      for (const strategy of world.sets[set]!.strategies) {
        const usd = allocatedFraction(state, membership, strategy) * strategyUsd(state, strategy) * days;
        if (usd === 0) continue;
        for (let holder = 0; holder < holdings.cohorts; holder++) {
          into[holder * world.sets.length + set]! +=
            heldShares(holdings, mirrors, id, holder, strategy) * usd;
        }
      }
    }
  }
}

/**
 * Rows of the table `exposure`: what each set put at risk for each holder, paid it and cost it. Pay of a programme,
 * which puts nothing at risk, has a row of its own.
 *
 * @param exposedUsdDays stake that each set could slash of each holder, summed over days
 */
export function exposureRows(
  state: State,
  days: number,
  exposedUsdDays: Float64Array,
  earned: Attribution,
  costs: SlashCosts,
  outcomes: readonly CohortOutcome[],
): Row[] {
  const { world, rewards } = state;
  const holders = [
    ...world.cohorts.map(({ name }) => ({ kind: 'restakers', name })),
    ...world.groups.map(({ name }) => ({ kind: 'operators', name })),
  ];
  const tails = tailLosses(state, days, costs, outcomes);
  return holders.flatMap(({ kind, name }, holder) => {
    const paid = (passes: (set: number, stream: number) => boolean): number =>
      rewards.flows.reduce(
        (sum, { stream }, index) =>
          passes(stream.set, index) ? sum + earned.usd[index * rewards.cohorts + holder]! : sum,
        0,
      );
    const rows = world.sets.map(({ id, avsName, name: setName }): Row => {
      const at = holder * world.sets.length + id;
      return {
        table: 'exposure',
        values: [
          kind,
          name,
          avsName,
          setName,
          exposedUsdDays[at]! / days,
          paid(set => set === id),
          costs.stakeUsd[at]!,
          costs.queueUsd[at]!,
          tails[holder]?.[id] ?? null,
        ],
      };
    });
    const programmes = rewards.flows.flatMap(({ stream }, index): Row[] =>
      stream.set < 0
        ? [
            {
              table: 'exposure',
              values: [kind, name, 'protocol', stream.name, 0, paid((_, flow) => flow === index), 0, 0, null],
            },
          ]
        : [],
    );
    return [...rows, ...programmes].filter(({ values }) => values.slice(4, 8).some(value => value !== 0));
  });
}

/** Part of each cohort's tail loss that each set caused, `[cohort][set]`, as a fraction of stake a year. */
function tailLosses(
  { world, operators }: State,
  days: number,
  { losses }: SlashCosts,
  outcomes: readonly CohortOutcome[],
): (readonly (number | null)[])[] {
  const weights = outcomes.map(({ stakes, lost }) => {
    const yearly = lost.map((usd, i) => (usd / stakes[i]! / days) * 365);
    return tailWeights({ losses: yearly, weights: stakes }, TAIL_LEVEL);
  });
  const place = new Map<number, readonly [cohort: number, index: number]>();
  outcomes.forEach(({ accounts }, cohort) => {
    accounts.forEach((account, index) => {
      if (weights[cohort]![index]! > 0) place.set(operators.length + account, [cohort, index]);
    });
  });
  const caused = outcomes.map(() => new Float64Array(world.sets.length));
  losses.account.forEach((account, i) => {
    const at = place.get(account);
    if (at === undefined) return;
    const [cohort, index] = at;
    const yearly = (losses.usd[i]! / outcomes[cohort]!.stakes[index]! / days) * 365;
    caused[cohort]![losses.set[i]!]! += yearly * weights[cohort]![index]!;
  });
  return caused.map((sums, cohort) => {
    const total = weights[cohort]!.reduce((a, b) => a + b, 0);
    return Array.from(sums, sum => (total > 0 ? sum / total : null));
  });
}
