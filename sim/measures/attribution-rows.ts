import { attributionNow } from '../protocol/rewards/index.ts';
import type { Row } from './tables.ts';
import type { View } from './view.ts';

/** Fees over the run, in USD: to each group of operators and kept by the AVS, by task. */
export interface FeeTotals {
  readonly byGroup: Float64Array;
  readonly byAvs: Float64Array;
}

/** Amounts by who paid whom in which layer. */
type Amounts = Map<string, { readonly key: readonly string[]; tokens: number; usd: number }>;

/**
 * Rows of the table `attribution`: every layer of every set against everyone it paid. Operators' cuts are by group,
 * restakers' parts by cohort; what an operator's own stake earned counts for its group.
 *
 * @param cuts operators' cuts `[stream * groups + group]`
 * @param redistributed slashed stake that reached the AVSs, `[set * S + strategy]`
 */
export function attributionRows(
  view: View,
  cuts: { readonly usd: Float64Array; readonly tokens: Float64Array },
  fees: FeeTotals,
  redistributed: { readonly usd: Float64Array; readonly tokens: Float64Array },
): Row[] {
  const { world, rewards, mirrors } = view;
  const groups = world.groups.length;
  const earned = attributionNow(rewards);
  // Several programmes may gauge one set: what they pay it in one token is one row.
  const amounts: Amounts = new Map();
  const add = (key: readonly string[], tokens: number, usd: number): void => {
    if (tokens <= 0) return;
    const name = JSON.stringify(key);
    const entry = amounts.get(name) ?? { key, tokens: 0, usd: 0 };
    entry.tokens += tokens;
    entry.usd += usd;
    amounts.set(name, entry);
  };
  rewards.flows.forEach(({ stream, tokens, usd }, index) => {
    const set = stream.set < 0 ? undefined : world.sets[stream.set]!;
    const fromProtocol = stream.avs < 0;
    const head = [
      set?.avsName ?? 'protocol',
      set?.name ?? stream.name,
      fromProtocol ? 'programmatic' : 'rewards',
      world.assets[stream.token]!,
    ];
    const row = (kind: string, payee: string, amountTokens: number, amountUsd: number): void => {
      add([...head, kind, payee], amountTokens, amountUsd);
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
    row('refunded', fromProtocol ? 'protocol' : set!.avsName, tokens.refunded, usd.refunded);
    row('stuck', 'rewards contract', tokens.stuck, usd.stuck);
    row('protocol', 'protocol fee', tokens.fee, usd.fee);
  });
  for (const avs of world.avss) {
    const fee = (kind: string, payee: string, amount: number): void => {
      add([avs.name, '', 'fees', 'USD', kind, payee], amount, amount);
    };
    world.groups.forEach(({ name }, group) => {
      fee('operators', name, fees.byGroup[avs.id * groups + group]!);
    });
    fee('avs', avs.name, fees.byAvs[avs.id]!);
  }
  for (const { id, avsName, name, strategies } of world.sets) {
    for (const strategy of strategies) {
      const at = id * mirrors.strategies + strategy;
      const asset = world.scenario.strategies[strategy]!;
      add(
        [avsName, name, 'slashed', asset, 'avs', avsName],
        redistributed.tokens[at]!,
        redistributed.usd[at]!,
      );
    }
  }
  return [...amounts.values()].map(
    ({ key, tokens, usd }): Row => ({ table: 'attribution', values: [...key, tokens, usd] }),
  );
}
