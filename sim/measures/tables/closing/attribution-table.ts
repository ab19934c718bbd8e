import { attributionNow, type RewardFlow } from '../../../protocol/rewards/index.ts';
import type { State } from '../../../state/state.ts';
import type { FeeTotals } from '../../trackers/fee-totals.ts';
import { quantity, text, usd } from '../column-kinds.ts';
import { defineTable, type Row } from '../define-table.ts';
import { feePayer, type Payer, payerColumns, payerOf, programmePayer } from './payer.ts';

/** The table `attribution`. */
export const attributionTable = defineTable({
  name: 'attribution',
  meaning: 'Who paid whom over the whole run: each paying layer of each set against each kind of payee',
  columns: {
    ...payerColumns,
    payeeKind: text(
      'operators, restakers, avs or protocol; refunded: back to the AVS, since nobody could be paid; stuck: in the rewards contract; burned: of a programme, since no set gets it; unminted: of a week that nobody pressed',
    ),
    payee: text('Group of operators or cohort of restakers'),
    amountTokens: quantity('tokens', 'Amount in the token paid'),
    amountUsd: usd('Amount valued when paid'),
  },
});

/** An amount of tokens by its place, with its worth in USD when it was paid. */
export interface Amounts {
  readonly tokens: ArrayLike<number>;
  readonly usd: ArrayLike<number>;
}

/** What the rows of attribution are made from, besides the state; amounts over the run. */
export interface AttributionSources {
  /** Operators' cuts, `[stream * groups + group]`. */
  readonly cuts: Amounts;
  /** What went to nobody of each programme, `[programme]`. */
  readonly burned: Amounts;
  readonly unminted: Amounts;
  readonly fees: FeeTotals;
  /** Slashed stake that reached the AVSs, `[set * strategies + strategy]`. */
  readonly redistributed: Amounts;
}

/** Where pay stays that nobody gets and that is not refunded. */
const stuckThere = ['stuck', 'rewards contract'] as const;

/** Adds a row of what a payer paid a payee, unless it is nothing. */
type Add = (payer: Payer, payee: readonly [kind: string, name: string], tokens: number, usd: number) => void;

/**
 * Rows of the table `attribution`: every layer of every set against everyone it paid. Operators' cuts are by group,
 * restakers' parts by cohort; what an operator's own stake earned counts for its group.
 */
export function attributionRows(state: State, sources: AttributionSources): Row[] {
  const { cuts, burned, unminted, fees, redistributed } = sources;
  const rows: Row[] = [];
  const add: Add = (payer, [payeeKind, payee], amountTokens, amountUsd) => {
    if (amountTokens > 0)
      rows.push(attributionTable.row({ ...payer, payeeKind, payee, amountTokens, amountUsd }));
  };
  addRewards(state, cuts, add);
  addUnpaid(state, 'burned', burned, add);
  addUnpaid(state, 'unminted', unminted, add);
  addFees(state, fees, add);
  addRedistributed(state, redistributed, add);
  return rows;
}

/** What each reward stream paid to whom, and what became of the rest of its pools. */
function addRewards({ world, rewards }: State, cuts: Amounts, add: Add): void {
  const groups = world.groups.length;
  const earned = attributionNow(rewards);
  rewards.flows.forEach(({ stream, tokens, usd: worth }: RewardFlow, index) => {
    const payer = payerOf(world, stream);
    const first = index * rewards.cohorts;
    world.groups.forEach(({ name }, group) => {
      // Operators' own stake is in cohorts after those of the restakers.
      const own = first + world.cohorts.length + group;
      const cut = index * groups + group;
      add(
        payer,
        ['operators', name],
        cuts.tokens[cut]! + earned.tokens[own]!,
        cuts.usd[cut]! + earned.usd[own]!,
      );
    });
    world.cohorts.forEach(({ name }, cohort) => {
      add(payer, ['restakers', name], earned.tokens[first + cohort]!, earned.usd[first + cohort]!);
    });
    // Of a set nobody of whom can be paid its AVS is refunded, also by a gauge; of all earners nobody is.
    add(payer, stream.set < 0 ? stuckThere : ['refunded', payer.avs], tokens.refunded, worth.refunded);
    add(payer, stuckThere, tokens.stuck, worth.stuck);
    add(payer, ['protocol', 'protocol fee'], tokens.fee, worth.fee);
  });
}

/** What nobody got of each programme. */
function addUnpaid(
  { world }: State,
  kind: 'burned' | 'unminted',
  { tokens, usd: worth }: Amounts,
  add: Add,
): void {
  for (const { id, name, token } of world.programmes)
    add(programmePayer(world, name, token), [kind, 'nobody'], tokens[id]!, worth[id]!);
}

/** Fees for tasks, to the groups of operators that did them and to the AVSs. */
function addFees({ world }: State, { byGroup, byAvs }: FeeTotals, add: Add): void {
  for (const { id, name } of world.avss) {
    const fee = (kind: string, payee: string, amount: number): void => {
      add(feePayer(name), [kind, payee], amount, amount);
    };
    world.groups.forEach((group, index) => {
      fee('operators', group.name, byGroup[id * world.groups.length + index]!);
    });
    fee('avs', name, byAvs[id]!);
  }
}

/** Slashed stake that reached the AVSs. */
function addRedistributed({ world, mirrors }: State, redistributed: Amounts, add: Add): void {
  for (const { id, avsName, name, strategies } of world.sets) {
    for (const strategy of strategies) {
      const at = id * mirrors.strategies + strategy;
      const payer = {
        avs: avsName,
        set: name,
        layer: 'slashed',
        programme: '',
        token: world.scenario.strategies[strategy]!,
      };
      add(payer, ['avs', avsName], redistributed.tokens[at]!, redistributed.usd[at]!);
    }
  }
}
