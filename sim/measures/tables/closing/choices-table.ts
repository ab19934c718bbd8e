import type { StrategyId } from '../../../ids.ts';
import type { RewardFlow } from '../../../protocol/rewards/index.ts';
import type { World } from '../../../scenario/index.ts';
import type { State } from '../../../state/state.ts';
import { yearlyLoss } from '../../statistics/returns.ts';
import { sum } from '../../statistics/sums.ts';
import type { EarnedShares } from '../../trackers/earned-shares.ts';
import type { OperatorPay } from '../../trackers/operator-pay.ts';
import type { SlashCosts } from '../../trackers/slash-costs.ts';
import { avs, fraction, group, operator, optional, text, yearly } from '../column-kinds.ts';
import { defineTable, type Row } from '../define-table.ts';

/** The table `choices`. */
export const choicesTable = defineTable({
  name: 'choices',
  meaning:
    'What a token delegated to each operator on the first day, and left there, was paid and lost over the run, by set: what a restaker chooses from',
  columns: {
    operator,
    group,
    strategy: text('Asset that is restaked'),
    avs,
    set: text('Operator set, or programme that pays for serving any; empty where nobody paid'),
    rewardFraction: yearly(
      "Rewards after the operator's split, each over what the token was worth when it was paid",
    ),
    slashFraction: yearly(
      'Part of the token that slashes took, at a constant rate: of several sets each has its part of what all took',
    ),
    keptFraction: optional(fraction('Part of all pay for its stake that the operator kept; empty without')),
  },
});

/** What the rows of choices are made from, besides the state. */
export interface ChoicesSources {
  readonly costs: SlashCosts;
  readonly earnedShares: EarnedShares;
  readonly operatorPay: OperatorPay;
}

/** What a token in one strategy with one operator was paid, in tokens, and lost over the run. */
interface Result {
  paid: number;
  lost: number;
}

/**
 * Rows of the table `choices`: what a token delegated to each operator on the first day, and left there, was paid and
 * lost over the run, by set, as a fraction of the token. Exact, and nobody need have held it: rewards are what the
 * operator's accumulators gained per scaled share, in tokens at each day's price, losses what its maximum magnitude fell
 * by.
 *
 * @param days length of the run
 */
export function choiceRows(
  state: State,
  days: number,
  { costs, earnedShares, operatorPay }: ChoicesSources,
): Row[] {
  const { world, operators } = state;
  const years = days / 365;
  const payers = payersOf(world, state.rewards.flows);
  return operators.flatMap(({ id, name, group: member }) => {
    const { keptUsd, passedUsd } = operatorPay;
    const all = keptUsd[id]! + passedUsd[id]!;
    const keptFraction = all > 0 ? keptUsd[id]! / all : null;
    return world.strategies.flatMap((_, strategy): Row[] => {
      const whom = {
        operator: name,
        group: world.groups[member]!.name,
        strategy: world.scenario.strategies[strategy]!,
      };
      const results = resultsOf(state, { costs, earnedShares, payers }, id, strategy);
      const lostInAll = sum(results.map(({ lost }) => lost));
      const slashedInAll = yearlyLoss(lostInAll, years);
      const row = (payer: { avs: string; set: string }, { paid, lost }: Result): Row =>
        choicesTable.row({
          ...whom,
          ...payer,
          rewardFraction: paid / years,
          slashFraction: lost > 0 ? (slashedInAll * lost) / lostInAll : 0,
          keptFraction,
        });
      const rows = results.flatMap((result, payer): Row[] =>
        result.paid === 0 && result.lost === 0 ? [] : [row(payers.names[payer]!, result)],
      );
      // An operator that nobody paid or slashed still has a row: it too could be chosen.
      return rows.length > 0 ? rows : [row({ avs: '', set: '' }, { paid: 0, lost: 0 })];
    });
  });
}

/** Results of a token in a strategy with an operator, by payer. */
function resultsOf(
  { rewards, mirrors }: State,
  {
    costs,
    earnedShares,
    payers,
  }: Pick<ChoicesSources, 'costs' | 'earnedShares'> & { readonly payers: Payers },
  operatorId: number,
  strategy: StrategyId,
): Result[] {
  const { accumulators } = rewards;
  const results = payers.names.map((): Result => ({ paid: 0, lost: 0 }));
  for (const slot of accumulators.of[operatorId * mirrors.strategies + strategy]!) {
    results[payers.ofFlow[accumulators.stream[slot]!]!]!.paid += earnedShares.ofSlot[slot] ?? 0;
  }
  for (const { set, magnitudes } of costs.drops.of[operatorId]!) results[set]!.lost += magnitudes[strategy]!;
  return results;
}

/** Who may pay: every set, then every programme that pays for serving no set in particular; and who pays each flow. */
interface Payers {
  readonly names: readonly { readonly avs: string; readonly set: string }[];
  readonly ofFlow: readonly number[];
}

function payersOf({ sets }: World, flows: readonly RewardFlow[]): Payers {
  const programmes = flows.filter(({ stream }) => stream.set < 0).map(({ stream }) => stream.name);
  return {
    names: [
      ...sets.map(({ avsName, name }) => ({ avs: avsName, set: name })),
      ...programmes.map(name => ({ avs: 'protocol', set: name })),
    ],
    ofFlow: flows.map(({ stream }) =>
      stream.set < 0 ? sets.length + programmes.indexOf(stream.name) : stream.set,
    ),
  };
}
