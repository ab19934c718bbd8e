import { ratio, sum } from '../statistics/sums.ts';
import type { Row } from '../tables/define-table.ts';
import { serviceTable } from '../tables/over-time/service-table.ts';
import { setsTable } from '../tables/over-time/sets-table.ts';
import type { Measure } from './measure.ts';
import { having, total } from './queries.ts';
import { paidUsd } from './set-measures.ts';

/**
 * What the pay of all its sets buys each AVS that has tasks; fees of users come on top.
 *
 * @param service the table `service`
 * @param sets the table `sets`, by set
 */
export function costMeasures(service: readonly Row[], sets: readonly (readonly Row[])[]): Measure[] {
  const { at } = serviceTable;
  const avss = new Set(service.map(({ values }) => values[at.avs]!));
  return [...avss].flatMap((avs): Measure[] => {
    const paid = sets.filter(([day]) => day!.values[setsTable.at.avs] === avs).map(paidUsd);
    const cost = sum(paid);
    const tasks = having(service, at.avs, avs);
    const gpu = having(tasks, at.resource, 'gpu');
    return [
      {
        name: `${avs}.cost_per_task`,
        unit: 'USD',
        better: 'lower',
        meaning: 'What the AVS paid to its sets, fees aside, for a task done on time',
        value: ratio(cost, total(tasks, at.onTime)),
      },
      {
        name: `${avs}.cost_per_gpu_hour`,
        unit: 'USD',
        better: 'lower',
        meaning: 'What the AVS paid to its sets, fees aside, for a GPU-hour of tasks done on time',
        value: ratio(cost, total(gpu, at.onTimeHours)),
      },
    ];
  });
}
