import { earnedNow, type Rewards, type Statement } from '../../protocol/rewards/index.ts';
import type { State } from '../../state/state.ts';
import type { Row } from './index.ts';
import type { Person } from './payees.ts';
import { payerOf } from './payer.ts';

/**
 * Rows of the table `payments`: every layer of every set against each operator and each restaker account that it
 * paid. None unless the run keeps statements.
 *
 * @param people by account
 * @param feesUsd fees of tasks over the run, `[avs * operators + operator]`
 */
export function paymentRows(state: State, people: readonly Person[], feesUsd: Float64Array): Row[] {
  const { world, operators, rewards } = state;
  if (rewards.statements === undefined) return [];
  const { kept } = rewards.statements;
  const rows: Row[] = [];
  const add = (...values: Row['values']): void => {
    rows.push({ table: 'payments', values });
  };
  const book = (person: Person, part: string, statement: Statement): void => {
    for (let at = 0; at < statement.length; at += 3) {
      const [stream, tokens, usd] = statement.slice(at, at + 3) as [number, number, number];
      if (tokens <= 0) continue;
      const payer = payerOf(world, rewards.flows[stream]!.stream);
      add(...person, ...payer, part, tokens, usd, usd * feeRatio(rewards, stream));
    }
  };
  earnedNow(rewards).forEach((earned, account) => {
    const person = people[account]!;
    if (account < operators.length) {
      book(person, 'split', kept[account]!);
      for (const avs of world.avss) {
        const usd = feesUsd[avs.id * operators.length + account]!;
        if (usd > 0) add(...person, avs.name, '', 'fees', '', 'USD', 'work', usd, usd, 0);
      }
    }
    book(person, 'stake', earned);
  });
  return rows;
}

/** What the protocol took of a stream's pool for each unit that was paid out. */
function feeRatio({ flows }: Rewards, stream: number): number {
  const { feeFraction = 0 } = flows[stream]!.stream;
  return feeFraction < 1 ? feeFraction / (1 - feeFraction) : 0;
}
