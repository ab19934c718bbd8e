import { earnedNow, type Rewards, type Statement } from '../protocol/rewards/index.ts';
import type { AccountTraits } from '../scenario/index.ts';
import { payerOf } from './payer.ts';
import type { Row } from './tables.ts';
import type { View } from './view.ts';

/**
 * Rows of the table `payments`: every layer of every set against each operator and each restaker account that it
 * paid. None unless the run keeps statements.
 *
 * @param feesUsd fees of tasks over the run, `[avs * operators + operator]`
 */
export function paymentRows(view: View, accounts: AccountTraits, feesUsd: Float64Array): Row[] {
  const { world, operators, rewards } = view;
  if (rewards.statements === undefined) return [];
  const earned = earnedNow(rewards);
  const rows: Row[] = [];
  const people = (kind: string, group: string, name: string, account: number | null) => {
    const payee = [kind, group, name, account];
    return (part: string, statement: Statement): void => {
      for (let at = 0; at < statement.length; at += 3) {
        const [stream, tokens, usd] = statement.slice(at, at + 3) as [number, number, number];
        const payer = payerOf(world, rewards.flows[stream]!.stream);
        const values = [...payee, ...payer, part, tokens, usd, usd * feeRatio(rewards, stream)];
        if (tokens > 0) rows.push({ table: 'payments', values });
      }
    };
  };
  for (const { id, name, group } of operators) {
    const groupName = world.groups[group]!.name;
    const state = people('operators', groupName, name, null);
    state('split', rewards.statements.kept[id]!);
    state('stake', earned[id]!);
    for (const avs of world.avss) {
      const usd = feesUsd[avs.id * operators.length + id]!;
      const values = [
        'operators',
        groupName,
        name,
        null,
        avs.name,
        '',
        'fees',
        '',
        'USD',
        'work',
        usd,
        usd,
        0,
      ];
      if (usd > 0) rows.push({ table: 'payments', values });
    }
  }
  const first = world.cohorts.map(() => 0);
  const own = world.cohorts.map(() => 0);
  for (let index = 0; index < accounts.count; index++) {
    const cohort = accounts.cohort[index]!;
    const { name, spec } = world.cohorts[cohort]!;
    if (own[cohort]! === 0) first[cohort] = accounts.restaker[index]!;
    const account = (own[cohort]!++ % spec.accounts) + 1;
    const restaker = `${name}-${accounts.restaker[index]! - first[cohort]! + 1}`;
    people('restakers', name, restaker, account)('stake', earned[operators.length + index]!);
  }
  return rows;
}

/** What the protocol took of a stream's pool for each unit that was paid out. */
function feeRatio({ flows }: Rewards, stream: number): number {
  const { feeFraction = 0 } = flows[stream]!.stream;
  return feeFraction < 1 ? feeFraction / (1 - feeFraction) : 0;
}
