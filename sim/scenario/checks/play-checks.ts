import { valueAt, type WrittenLever } from '../play-terms.ts';
import type { Scenario } from '../scenario.ts';
import type { ScenarioProblem } from '../scenario-problem.ts';

/** Problems of levers: they lead to no number, or their bounds are none. */
export function checkPlay(scenario: Scenario): ScenarioProblem[] {
  return (scenario.play?.levers ?? []).flatMap((lever, index) => {
    const at = ['play', 'levers', index];
    return [...checkPaths(lever, at, scenario), ...checkBounds(lever, at)];
  });
}

function checkPaths(
  { path }: WrittenLever,
  at: ScenarioProblem['path'],
  scenario: Scenario,
): ScenarioProblem[] {
  return [path].flat().flatMap((one, index): ScenarioProblem[] => {
    const here = typeof path === 'string' ? [...at, 'path'] : [...at, 'path', index];
    const value = valueAt(scenario, one);
    if (typeof value === 'number' || isDistribution(value)) return [];
    const help = 'name a number of the scenario, as for --set';
    return value === undefined
      ? [{ path: here, message: `unknown path: ${one}`, help }]
      : [{ path: here, message: `invalid path: ${one} is no number`, help }];
  });
}

/** Whether a value is one that members draw: a lever puts one number in its place. */
function isDistribution(value: unknown): boolean {
  const forms = ['uniform', 'normal', 'lognormal', 'pareto', 'values'];
  return typeof value === 'object' && value !== null && forms.some(form => form in value);
}

function checkBounds({ min, max, step = min }: WrittenLever, at: ScenarioProblem['path']): ScenarioProblem[] {
  const forms = new Set([min, max, step].map(bound => (typeof bound === 'number' ? '' : bound.at(-1)!)));
  if (forms.size > 1)
    return [
      {
        path: at,
        message: 'invalid bounds: min, max and step are written in different units',
        help: 'write all three as the value is written, such as 0%, 50% and 5%',
      },
    ];
  if (Number.parseFloat(String(min)) < Number.parseFloat(String(max))) return [];
  return [{ path: at, message: `invalid bounds: ${min} to ${max}`, help: 'min must be below max' }];
}
