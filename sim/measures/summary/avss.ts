import type { Row } from '../tables/index.ts';
import { cell, having, ratio, sum, total } from './cells.ts';
import type { Measure } from './measure.ts';
import { paidUsd } from './sets.ts';

/** What the pay of all its sets buys each AVS that has tasks; fees of users come on top. */
export function avsMeasures(service: readonly Row[], sets: readonly (readonly Row[])[]): Measure[] {
  return [...new Set(service.map(row => cell(row, 'avs')))].flatMap((avs): Measure[] => {
    const cost = sum(sets.filter(([row]) => cell(row!, 'avs') === avs).map(paidUsd));
    const tasks = having(service, 'avs', avs);
    const gpu = having(tasks, 'resource', 'gpu');
    return [
      [
        `${avs}.cost_per_task`,
        'USD',
        'lower',
        'What the AVS paid to its sets, fees aside, for a task done on time',
        '',
        ratio(cost, total(tasks, 'on_time')),
      ],
      [
        `${avs}.cost_per_gpu_hour`,
        'USD',
        'lower',
        'What the AVS paid to its sets, fees aside, for a GPU-hour of tasks done on time',
        '',
        ratio(cost, total(gpu, 'on_time_hours')),
      ],
    ];
  });
}
