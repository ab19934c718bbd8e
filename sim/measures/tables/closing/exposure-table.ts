import type { Attribution, Rewards } from '../../../protocol/rewards/index.ts';
import type { State } from '../../../state/state.ts';
import { yearlyLoss } from '../../statistics/returns.ts';
import { tailWeights } from '../../statistics/tail.ts';
import type { CohortOutcome } from '../../trackers/cohort-outcomes.ts';
import type { SlashCosts } from '../../trackers/slash-costs.ts';
import { avs, optional, set, text, usd, yearly } from '../column-kinds.ts';
import { defineTable, type Row, type RowCells } from '../define-table.ts';
import { TAIL_LEVEL } from './outcomes-table.ts';

/** The table `exposure`. */
export const exposureTable = defineTable({
  name: 'exposure',
  meaning:
    'Which set paid whom, and cost whom, how much: each set against each cohort of restakers and own stake of each group of operators',
  columns: {
    holderKind: text('restakers, or operators for their own stake'),
    holder: text('Cohort of restakers or group of operators'),
    avs,
    set,
    exposedUsd: usd('Stake of the holder that the set could slash: mean over days'),
    paidUsd: usd('Rewards on the stake, after the split, valued when paid'),
    slashedUsd: usd('Delegated stake that its slashes took, valued when slashed'),
    slashedQueueUsd: usd('Stake in the withdrawal queue that its slashes took, valued when slashed'),
    tailLossFraction: optional(
      yearly("Its part of the cohort's slash_loss_cvar95_fraction; the parts add up to it"),
    ),
  },
});

/** What the rows of exposure are made from, besides the state. */
export interface ExposureSources {
  /** Stake that each set could slash of each holder, summed over days: `[holder * sets + set]`. */
  readonly exposedUsdDays: Float64Array;
  readonly earned: Attribution;
  readonly costs: SlashCosts;
  readonly outcomes: readonly CohortOutcome[];
}

/**
 * Rows of the table `exposure`: what each set put at risk for each holder, paid it and cost it. Pay of a programme,
 * which puts nothing at risk, has a row of its own. No row for what neither paid nor cost nor risked anything.
 *
 * @param days length of the run
 */
export function exposureRows(state: State, days: number, sources: ExposureSources): Row[] {
  const { world, rewards } = state;
  const { exposedUsdDays, earned, costs } = sources;
  const holders = [
    ...world.cohorts.map(({ name }) => ({ holderKind: 'restakers', holder: name })),
    ...world.groups.map(({ name }) => ({ holderKind: 'operators', holder: name })),
  ];
  const tails = tailLosses(state, days, sources);
  const rows: Row[] = [];
  holders.forEach((who, holder) => {
    const add = (cells: Omit<RowCells<typeof exposureTable>, keyof typeof who>): void => {
      const { exposedUsd, paidUsd, slashedUsd, slashedQueueUsd } = cells;
      if ([exposedUsd, paidUsd, slashedUsd, slashedQueueUsd].every(usd => usd === 0)) return;
      rows.push(exposureTable.row({ ...who, ...cells }));
    };
    for (const { id, avsName, name } of world.sets) {
      const at = holder * world.sets.length + id;
      add({
        avs: avsName,
        set: name,
        exposedUsd: exposedUsdDays[at]! / days,
        paidUsd: paidBySet(rewards, earned, holder, id),
        slashedUsd: costs.stakeUsd[at]!,
        slashedQueueUsd: costs.queueUsd[at]!,
        tailLossFraction: tails[holder]?.[id] ?? null,
      });
    }
    rewards.flows.forEach(({ stream }, index) => {
      if (stream.set >= 0) return;
      const paidUsd = earned.usd[index * rewards.cohorts + holder]!;
      const nothing = { exposedUsd: 0, slashedUsd: 0, slashedQueueUsd: 0, tailLossFraction: null };
      add({ avs: 'protocol', set: stream.name, ...nothing, paidUsd });
    });
  });
  return rows;
}

/** What the streams of a set have paid a holder, in USD. */
function paidBySet({ flows, cohorts }: Rewards, earned: Attribution, holder: number, setId: number): number {
  return flows.reduce(
    (sum, { stream }, index) => (stream.set === setId ? sum + earned.usd[index * cohorts + holder]! : sum),
    0,
  );
}

/**
 * Part of each cohort's tail loss that each set caused, `[cohort][set]`, as a fraction of stake a year: the mean over
 * the tail of the losses to that set, E[L_k | L >= VaR] (Tasche 1999), an account's yearly loss divided by what each took.
 */
function tailLosses(
  { world, operators }: State,
  days: number,
  { costs: { losses }, outcomes }: ExposureSources,
): (readonly (number | null)[])[] {
  const losing = outcomes.map(({ stakes, lost }) =>
    lost.map((usd, i) => yearlyLoss(usd / stakes[i]!, days / 365)),
  );
  const weights = outcomes.map(({ stakes }, cohort) =>
    tailWeights({ losses: losing[cohort]!, weights: stakes }, TAIL_LEVEL),
  );
  const place = new Map<number, readonly [cohort: number, index: number]>();
  outcomes.forEach(({ accounts }, cohort) => {
    accounts.forEach((account, index) => {
      if (weights[cohort]![index]! > 0 && losing[cohort]![index]! > 0)
        place.set(operators.length + account, [cohort, index]);
    });
  });
  const caused = outcomes.map(() => new Float64Array(world.sets.length));
  losses.account.forEach((account, i) => {
    const at = place.get(account);
    if (at === undefined) return;
    const [cohort, index] = at;
    const part = losses.usd[i]!.constantUsd / outcomes[cohort]!.lost[index]!;
    caused[cohort]![losses.set[i]!]! += part * losing[cohort]![index]! * weights[cohort]![index]!;
  });
  return caused.map((sums, cohort) => {
    const total = weights[cohort]!.reduce((a, b) => a + b, 0);
    return Array.from(sums, sum => (total > 0 ? sum / total : null));
  });
}
