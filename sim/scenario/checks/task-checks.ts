import type { Task } from '../avs/task-kind.ts';
import type { OperatorGroup } from '../population/operator-group.ts';
import { sizeOf } from '../population/population-source.ts';
import type { Scenario } from '../scenario.ts';
import type { ScenarioProblem } from '../scenario-problem.ts';

/** Operators that own so many of a resource. */
interface Owners {
  readonly count: number;
  readonly each: number;
}

/**
 * What to warn of in a scenario that can be run: tasks that no operators could ever do, whoever serves, because too few own
 * what a task needs at once. All of them are lost.
 */
export function hopelessTasks({ avss, operators }: Scenario): ScenarioProblem[] {
  const groups = Object.values(operators);
  if (!groups.some(group => sizeOf(group) > 0)) return [];
  const owners: Readonly<Record<Task['resource'], readonly Owners[]>> = {
    cpu: groups.map(group => ({ count: sizeOf(group), each: group.cores })),
    gpu: groups.flatMap(gpuOwners),
  };
  return Object.entries(avss).flatMap(([avs, { tasks }]) =>
    Object.entries(tasks).flatMap(([name, { resource, width, copies }]): ScenarioProblem[] => {
      const path = ['avss', avs, 'tasks', name];
      const unit = resource === 'gpu' ? 'GPUs' : 'cores';
      const most = owners[resource].reduce(
        (more, { count, each }) => (count > 0 ? Math.max(more, each) : more),
        0,
      );
      if (most < width) {
        const message = `no task can be done: each takes ${width} ${unit} of one operator at once, and none has more than ${most}`;
        return [{ path: [...path, 'width'], message, help: `write ${most} or less, or give operators more` }];
      }
      const able = owners[resource].reduce((sum, { count, each }) => sum + (each >= width ? count : 0), 0);
      if (able >= copies) return [];
      const message = `no task can be done: ${copies} different operators must each do it, and only ${able} have the ${unit} for it`;
      return [{ path: [...path, 'copies'], message, help: `write ${able} or less, or add operators` }];
    }),
  );
}

/** Who owns how many GPUs in a group, whose rows are repeated until there are as many members as its count says. */
function gpuOwners(group: OperatorGroup): Owners[] {
  const { rows, gpus } = group;
  const size = sizeOf(group);
  if (rows === undefined) return [{ count: size, each: gpus }];
  const times = Math.floor(size / rows.length);
  return rows.map((row, index) => ({
    count: times + (index < size % rows.length ? 1 : 0),
    each: Number(row.gpus ?? gpus),
  }));
}
