import { quantile } from '../statistics/concentration.ts';
import type { Row } from '../tables/index.ts';
import { mean, numbers, ratio, total } from './cells.ts';
import type { Measure } from './measure.ts';

/** Measures of a kind of task, from its days in the table `service`. */
export function serviceMeasures(key: string, rows: readonly Row[]): Measure[] {
  const coverage = numbers(rows, 'coverage_fraction');
  const isMet = (fraction: number): boolean => fraction >= 1;
  const met = coverage.filter(isMet);
  const onTime = total(rows, 'on_time');
  const ended = onTime + total(rows, 'late') + total(rows, 'lost');
  const days = 'mean over days';
  return [
    [`${key}.coverage.mean`, 'fraction', 'higher', 'Capacity over demand, at most 1', days, mean(coverage)],
    [
      `${key}.coverage.p05`,
      'fraction',
      'higher',
      'Coverage on the worst twentieth of days, at most',
      '',
      quantile(coverage, 0.05),
    ],
    [
      `${key}.coverage.end`,
      'fraction',
      'higher',
      'Coverage over the last four weeks',
      days,
      mean(coverage.slice(-28)),
    ],
    [
      `${key}.coverage.met`,
      'fraction',
      'higher',
      'Days on which capacity met expected demand',
      '',
      ratio(met.length, coverage.length),
    ],
    [
      `${key}.fill_time`,
      'days',
      'lower',
      'Time until capacity first met expected demand for a day; none if it never did',
      '',
      met.length > 0 ? coverage.findIndex(isMet) + 1 : null,
    ],
    [
      `${key}.utilisation`,
      'fraction',
      'neither',
      'Work that arrived over the work that its members could have done',
      '',
      ratio(total(rows, 'demand_hours'), total(rows, 'capacity_hours')),
    ],
    [`${key}.on_time`, 'fraction', 'higher', 'Tasks done by their deadline', '', ratio(onTime, ended)],
    [
      `${key}.faked`,
      'fraction',
      'lower',
      'Copies handed in whose work was not done',
      '',
      ratio(total(rows, 'faked'), total(rows, 'copies')),
    ],
    [`${key}.wait`, 'hours', 'lower', 'Wait from arrival to start', days, mean(numbers(rows, 'wait_hours'))],
    [
      `${key}.fees`,
      'USD/week',
      'neither',
      'Fees that users paid',
      '',
      (7 * total(rows, 'fees_usd')) / rows.length,
    ],
  ];
}
