import { attributionNow } from '../../protocol/rewards/index.ts';
import type { State } from '../../state/state.ts';
import type { Row } from './index.ts';
import { type Payer, payerOf } from './payer.ts';

/** Fees over the run, in USD: to each group of operators and kept by the AVS, by task. */
export interface FeeTotals {
  readonly byGroup: Float64Array;
  readonly byAvs: Float64Array;
}

/**
 * Rows of the table `attribution`: every layer of every set against everyone it paid. Operators' cuts are by group,
 * restakers' parts by cohort; what an operator's own stake earned counts for its group.
 *
 * @param cuts operators' cuts `[stream * groups + group]`
 * @param redistributed slashed stake that reached the AVSs, `[set * S + strategy]`
 */
export function attributionRows(
  state: State,
  cuts: { readonly usd: Float64Array; readonly tokens: Float64Array },
  fees: FeeTotals,
  redistributed: { readonly usd: Float64Array; readonly tokens: Float64Array },
): Row[] {
  const { world, rewards, mirrors } = state;
  const groups = world.groups.length;
  const earned = attributionNow(rewards);
  const rows: Row[] = [];
  const add = (payer: Payer, kind: string, payee: string, tokens: number, usd: number): void => {
    if (tokens > 0) rows.push({ table: 'attribution', values: [...payer, kind, payee, tokens, usd] });
  };
  rewards.flows.forEach(({ stream, tokens, usd }, index) => {
    const payer = payerOf(world, stream);
    const row = (kind: string, payee: string, amountTokens: number, amountUsd: number): void => {
      add(payer, kind, payee, amountTokens, amountUsd);
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
    row('refunded', stream.avs < 0 ? 'protocol' : payer[0], tokens.refunded, usd.refunded);
    row('stuck', 'rewards contract', tokens.stuck, usd.stuck);
    row('protocol', 'protocol fee', tokens.fee, usd.fee);
  });
  for (const avs of world.avss) {
    const fee = (kind: string, payee: string, amount: number): void => {
      add([avs.name, '', 'fees', '', 'USD'], kind, payee, amount, amount);
    };
    world.groups.forEach(({ name }, group) => {
      fee('operators', name, fees.byGroup[avs.id * groups + group]!);
    });
    fee('avs', avs.name, fees.byAvs[avs.id]!);
  }
  for (const { id, avsName, name, strategies } of world.sets) {
    for (const strategy of strategies) {
      const at = id * mirrors.strategies + strategy;
      const payer: Payer = [avsName, name, 'slashed', '', world.scenario.strategies[strategy]!];
      add(payer, 'avs', avsName, redistributed.tokens[at]!, redistributed.usd[at]!);
    }
  }
  return rows;
}
