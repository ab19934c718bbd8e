import { quantile } from '../statistics/concentration.ts';
import { mean, ratio } from '../statistics/sums.ts';
import type { Row } from '../tables/define-table.ts';
import { serviceTable } from '../tables/over-time/service-table.ts';
import type { MeasureOf } from './measure.ts';
import { numbers, total } from './queries.ts';

const { at } = serviceTable;

/**
 * Measures of a kind of task, from its days in the table `service`. `on_time`, `faked` and `utilisation` are ratios
 * of sums, so that a busy day weighs more; coverage and wait are means over days, each a day.
 */
export const taskMeasures: readonly MeasureOf<readonly Row[]>[] = [
  {
    name: 'coverage.mean',
    unit: 'fraction',
    better: 'higher',
    meaning: 'Capacity over demand, at most 1',
    aggregation: 'mean over days',
    value: days => mean(coverageOf(days)),
  },
  {
    name: 'coverage.p05',
    unit: 'fraction',
    better: 'higher',
    meaning: 'Coverage on the worst twentieth of days, at most',
    value: days => quantile(coverageOf(days), 0.05),
  },
  {
    name: 'coverage.end',
    unit: 'fraction',
    better: 'higher',
    meaning: 'Coverage over the last four weeks',
    aggregation: 'mean over days',
    value: days => mean(coverageOf(days).slice(-28)),
  },
  {
    name: 'coverage.met',
    unit: 'fraction',
    better: 'higher',
    meaning: 'Days on which capacity met expected demand',
    value: days => ratio(coverageOf(days).filter(isMet).length, coverageOf(days).length),
  },
  {
    name: 'fill_time',
    unit: 'days',
    better: 'lower',
    meaning: 'Time until capacity first met expected demand for a day; none if it never did',
    // findIndex gives -1 where none is met: 0 then, which becomes null.
    value: days => coverageOf(days).findIndex(isMet) + 1 || null,
  },
  {
    name: 'utilisation',
    unit: 'fraction',
    better: 'neither',
    meaning: 'Work that arrived over the work that its members could have done',
    value: days => ratio(total(days, at.demandHours), total(days, at.capacityHours)),
  },
  {
    name: 'on_time',
    unit: 'fraction',
    better: 'higher',
    meaning: 'Tasks done by their deadline',
    value: days => {
      const onTime = total(days, at.onTime);
      return ratio(onTime, onTime + total(days, at.late) + total(days, at.lost));
    },
  },
  {
    name: 'faked',
    unit: 'fraction',
    better: 'lower',
    meaning: 'Copies handed in whose work was not done',
    value: days => ratio(total(days, at.faked), total(days, at.copies)),
  },
  {
    name: 'wait',
    unit: 'hours',
    better: 'lower',
    meaning: 'Wait from arrival to start',
    aggregation: 'mean over days',
    value: days => mean(numbers(days, at.waitHours)),
  },
  {
    name: 'fees',
    unit: 'USD/week',
    better: 'neither',
    meaning: 'Fees that users paid',
    value: days => (7 * total(days, at.feesUsd)) / days.length,
  },
];

/** Coverage of each day; never missing, so that places are days from 0. */
function coverageOf(days: readonly Row[]): number[] {
  return numbers(days, at.coverageFraction);
}

/** Whether capacity met expected demand. */
function isMet(coverage: number): boolean {
  return coverage >= 1;
}
