import type { Row } from '../tables.ts';
import { cell, total } from './cells.ts';
import type { Measure } from './measure.ts';

/** What slashes brought each AVS that has a redistributing set, from the table `sets`. */
export function redistributedMeasures(sets: readonly Row[]): Measure[] {
  const paying = sets.filter(row => cell(row, 'redistributed_usd') !== null);
  return [...new Set(paying.map(row => cell(row, 'avs')))].map(
    (avs): Measure => [
      `${avs}.redistributed`,
      'USD',
      'neither',
      'Slashed stake that reached the AVS',
      '',
      total(
        paying.filter(row => cell(row, 'avs') === avs),
        'redistributed_usd',
      ),
    ],
  );
}
