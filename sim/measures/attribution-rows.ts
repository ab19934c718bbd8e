import { attributionNow } from '../protocol/rewards/index.ts';
import type { Row } from './tables.ts';
import type { View } from './view.ts';

/** Fees over the run, in USD: to each group of operators and kept by the AVS, by task. */
export interface FeeTotals {
  readonly byGroup: Float64Array;
  readonly byAvs: Float64Array;
}

/**
 * Rows of the table `attribution`: every layer of every set against everyone it paid. Operators' cuts are by group,
 * restakers' parts by cohort; what an operator's own stake earned counts for its group.
 *
 * @param cutsUsd operators' cuts `[stream * groups + group]` in USD, `cutsTokens` in tokens
 */
export function attributionRows(
  view: View,
  cuts: { readonly usd: Float64Array; readonly tokens: Float64Array },
  fees: FeeTotals,
): Row[] {
  const { world, rewards } = view;
  const groups = world.groups.length;
  const earned = attributionNow(rewards);
  const rows: Row[] = [];
  rewards.flows.forEach(({ stream, tokens, usd }, index) => {
    const set = stream.set < 0 ? undefined : world.sets[stream.set]!;
    const head = [
      set?.avsName ?? 'protocol',
      set?.name ?? stream.name,
      set ? 'rewards' : 'programmatic',
      world.assets[stream.token]!,
    ];
    const row = (kind: string, payee: string, amountTokens: number, amountUsd: number): void => {
      if (amountTokens > 0)
        rows.push({ table: 'attribution', values: [...head, kind, payee, amountTokens, amountUsd] });
    };
    world.groups.forEach(({ name }, group) => {
      const own = index * rewards.cohorts + world.cohorts.length + group;
      row(
        'operators',
        name,
        cuts.tokens[index * groups + group]! + earned.tokens[own]!,
        cuts.usd[index * groups + group]! + earned.usd[own]!,
      );
    });
    world.cohorts.forEach(({ name }, cohort) => {
      row(
        'restakers',
        name,
        earned.tokens[index * rewards.cohorts + cohort]!,
        earned.usd[index * rewards.cohorts + cohort]!,
      );
    });
    row('refunded', stream.set < 0 ? 'protocol' : set!.avsName, tokens.refunded, usd.refunded);
    row('stuck', 'rewards contract', tokens.stuck, usd.stuck);
    row('protocol', 'protocol fee', tokens.fee, usd.fee);
  });
  for (const avs of world.avss) {
    const fee = (kind: string, payee: string, amount: number): void => {
      if (amount > 0) {
        rows.push({
          table: 'attribution',
          values: [avs.name, '', 'fees', 'USD', kind, payee, amount, amount],
        });
      }
    };
    world.groups.forEach(({ name }, group) => {
      fee('operators', name, fees.byGroup[avs.id * groups + group]!);
    });
    fee('avs', avs.name, fees.byAvs[avs.id]!);
  }
  return rows;
}
