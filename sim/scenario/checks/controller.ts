import type { Avs } from '../avs.ts';
import { checkName } from '../named.ts';
import type { Problem } from '../schema.ts';

/** Problems of an AVS's controller: targets of what it has not, bounds that its budget does not meet. */
export function checkController({ budget, sets, tasks }: Avs, path: Problem['path']): Problem[] {
  if (budget?.controller === undefined) return [];
  const { targets, budget: law, split } = budget.controller;
  const at = [...path, 'budget', 'controller'];
  const problems: Problem[] = [];
  for (const [set, target] of Object.entries(targets)) {
    problems.push(...checkName([...at, 'targets', set], 'set', set, Object.keys(sets)));
    if (!('task' in target)) continue;
    const served = Object.keys(tasks).filter(task => tasks[task]!.sets.includes(set));
    problems.push(...checkName([...at, 'targets', set, 'task'], `task of set ${set}`, target.task, served));
  }
  if (law === undefined && split === undefined)
    problems.push({
      path: at,
      message: 'missing budget or split: the controller adapts nothing',
      help: 'add one of the two',
    });
  if (law && !(law.min <= budget.usdPerWeek && budget.usdPerWeek <= law.max))
    problems.push({
      path: [...at, 'budget'],
      message: `invalid bounds: ${law.min} to ${law.max} leave out usdPerWeek ${budget.usdPerWeek}`,
      help: 'the budget starts at usdPerWeek: widen min and max, or change it',
    });
  if (split && (budget.split === 'perMember' || Object.keys(targets).length < 2))
    problems.push({
      path: [...at, 'split'],
      message: 'invalid split: it moves pay between sets that have a share and a target',
      help: 'give shares in budget.split, and targets for two sets',
    });
  return problems;
}
