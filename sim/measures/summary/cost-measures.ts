import { ratio, sum } from '../statistics/sums.ts';
import type { Row } from '../tables/define-table.ts';
import { serviceTable } from '../tables/over-time/service-table.ts';
import { setsTable } from '../tables/over-time/sets-table.ts';
import type { Measure } from './measure.ts';
import { total } from './queries.ts';
import { paidUsd } from './set-measures.ts';

const { at } = serviceTable;

/** A kind of task over a run, with what the AVS paid for its work. */
interface TaskCost {
  readonly avs: string;
  readonly task: string;
  readonly resource: string;
  readonly onTime: number;
  readonly onTimeHours: number;
  readonly paidUsd: number;
}

/**
 * What the pay of sets buys each AVS that has tasks, by kind of task and by GPU-hour; fees of users come on top.
 *
 * @param service rows of each kind of task in the table `service`
 * @param sets rows of each set in the table `sets`
 */
export function costMeasures(
  service: readonly (readonly Row[])[],
  sets: readonly (readonly Row[])[],
): Measure[] {
  const costs = taskCosts(service, sets);
  const avss = [...new Set(costs.map(({ avs }) => avs))];
  return [
    ...costs.map(
      (cost): Measure => ({
        name: `${cost.avs}.${cost.task}.cost_per_task`,
        unit: 'USD',
        better: 'lower',
        meaning: 'What the AVS paid to its sets for this kind of task, fees aside, for a task done on time',
        value: ratio(cost.paidUsd, cost.onTime),
      }),
    ),
    ...avss.map((avs): Measure => {
      const gpu = costs.filter(cost => cost.avs === avs && cost.resource === 'gpu');
      return {
        name: `${avs}.cost_per_gpu_hour`,
        unit: 'USD',
        better: 'lower',
        meaning:
          'What the AVS paid to its sets for GPU tasks, fees aside, for a GPU-hour of those done on time',
        value: ratio(sum(gpu.map(cost => cost.paidUsd)), sum(gpu.map(cost => cost.onTimeHours))),
      };
    }),
  ];
}

/** What was paid for each kind of task: each set's pay is for the kinds that it pays for, by their work done on time. */
function taskCosts(service: readonly (readonly Row[])[], sets: readonly (readonly Row[])[]): TaskCost[] {
  const tasks = service.map(days => {
    const { values } = days[0]!;
    return {
      avs: String(values[at.avs]),
      task: String(values[at.task]),
      resource: String(values[at.resource]),
      paidBy: String(values[at.paidBy]).split(' '),
      onTime: total(days, at.onTime),
      onTimeHours: total(days, at.onTimeHours),
    };
  });
  return tasks.map(task => {
    const paid = sets.map(days => {
      const { values } = days[0]!;
      const set = String(values[setsTable.at.set]);
      const pays = ({ avs, paidBy }: (typeof tasks)[number]): boolean =>
        avs === values[setsTable.at.avs] && paidBy.includes(set);
      const hours = sum(tasks.filter(pays).map(({ onTimeHours }) => onTimeHours));
      return pays(task) && hours > 0 ? (paidUsd(days) * task.onTimeHours) / hours : 0;
    });
    return { ...task, paidUsd: sum(paid) };
  });
}
