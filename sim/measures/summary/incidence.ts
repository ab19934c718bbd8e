import type { Row } from '../tables/index.ts';
import { cell, having, ratio, total } from './cells.ts';
import type { Measure } from './measure.ts';

/**
 * On whom the pay of a set falls in the end, and what became of what it slashed.
 *
 * @param paid rows of the table `attribution` about what the AVS paid the set
 * @param days the set's days in the table `sets`
 */
export function incidenceMeasures(key: string, paid: readonly Row[], days: readonly Row[]): Measure[] {
  const shared = ['operators', 'restakers', 'protocol', 'stuck'];
  const all = total(
    paid.filter(row => shared.includes(String(cell(row, 'payee_kind')))),
    'amount_usd',
  );
  const share = (name: string, meaning: string): Measure => [
    `${key}.share.${name}`,
    'fraction',
    'neither',
    meaning,
    '',
    ratio(total(having(paid, 'payee_kind', name), 'amount_usd'), all),
  ];
  const burned = total(having(days, 'redistributed_usd', null), 'slashed_usd');
  return [
    share('operators', 'Part of what the AVS paid for the set that operators have: split and own stake'),
    share('restakers', 'Part of what the AVS paid for the set that restakers have'),
    share('protocol', 'Part of what the AVS paid for the set that the protocol took'),
    [
      `${key}.unpaid`,
      'fraction',
      'lower',
      'Part of the budget of the set that was refunded or got stuck',
      '',
      ratio(total(days, 'refunded_usd') + total(days, 'stuck_usd'), total(days, 'pool_usd')),
    ],
    [`${key}.burned`, 'USD', 'lower', 'Stake slashed over the run that nobody has', '', burned],
  ];
}
