import { ratio } from '../statistics/sums.ts';
import { attributionTable } from '../tables/closing/attribution-table.ts';
import type { Row } from '../tables/define-table.ts';
import { setsTable } from '../tables/over-time/sets-table.ts';
import type { MeasureOf } from './measure.ts';
import { having, total } from './queries.ts';

const { at } = attributionTable;

/** What there is of a set's pay. */
interface Pay {
  /** Rows of the table `attribution` about what the AVS paid the set. */
  readonly paid: readonly Row[];
  /** The set's days in the table `sets`. */
  readonly days: readonly Row[];
}

/** Kinds of payee who share what an AVS paid; what was refunded it did not pay. */
const sharing = new Set<unknown>(['operators', 'restakers', 'protocol', 'stuck']);

/** Measures of on whom the pay of a set falls in the end, and of what became of what it slashed. */
export const incidenceMeasures: readonly MeasureOf<Pay>[] = [
  {
    name: 'share.operators',
    unit: 'fraction',
    better: 'neither',
    meaning: 'Part of what the AVS paid for the set that operators have: split and own stake',
    value: ({ paid }) => shareOf('operators', paid),
  },
  {
    name: 'share.restakers',
    unit: 'fraction',
    better: 'neither',
    meaning: 'Part of what the AVS paid for the set that restakers have',
    value: ({ paid }) => shareOf('restakers', paid),
  },
  {
    name: 'share.protocol',
    unit: 'fraction',
    better: 'neither',
    meaning: 'Part of what the AVS paid for the set that the protocol took',
    value: ({ paid }) => shareOf('protocol', paid),
  },
  {
    name: 'unpaid',
    unit: 'fraction',
    better: 'lower',
    meaning: 'Part of the budget of the set that was refunded or got stuck',
    value: ({ days }) => {
      const unpaid = total(days, setsTable.at.refundedUsd) + total(days, setsTable.at.stuckUsd);
      return ratio(unpaid, total(days, setsTable.at.poolUsd));
    },
  },
  {
    name: 'burned',
    unit: 'USD',
    better: 'lower',
    meaning: 'Stake slashed over the run that nobody has',
    // That cell is empty where the set burns what it slashes.
    value: ({ days }) => total(having(days, setsTable.at.redistributedUsd, null), setsTable.at.slashedUsd),
  },
];

/** Part of what an AVS paid for a set that a kind of payee has. Null where nothing was paid. */
function shareOf(payeeKind: string, paid: readonly Row[]): number | null {
  const all = paid.filter(({ values }) => sharing.has(values[at.payeeKind]));
  return ratio(total(having(paid, at.payeeKind, payeeKind), at.amountUsd), total(all, at.amountUsd));
}
