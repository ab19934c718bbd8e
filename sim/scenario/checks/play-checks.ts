import { valueAt, type WrittenLever } from '../play-terms.ts';
import type { Scenario } from '../scenario.ts';
import type { ScenarioProblem } from '../scenario-problem.ts';

/**
 * Problems of levers: they lead to no number, or their bounds are none. Paths are looked up in the resolved
 * scenario, where defaults are filled in: a lever may set what the file leaves out.
 */
export function checkPlay(scenario: Scenario): ScenarioProblem[] {
  return (scenario.play?.levers ?? []).flatMap((lever, index) => {
    const at = ['play', 'levers', index];
    return [...checkPaths(lever, at, scenario), ...checkBounds(lever, at)];
  });
}

/** Paths that lead nowhere, or to something that one number cannot take the place of. */
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

/**
 * Bounds in different units, in the wrong order, or with a step that leads nowhere. They are compared as they are written: `50%` and `0.5` are
 * different units here, since a step in one does not fit the other.
 */
function checkBounds(
  { min, max, step: written }: WrittenLever,
  at: ScenarioProblem['path'],
): ScenarioProblem[] {
  const step = written ?? min;
  const forms = new Set([min, max, step].map(bound => (typeof bound === 'number' ? '' : bound.at(-1)!)));
  if (forms.size > 1)
    return [
      {
        path: at,
        message: 'invalid bounds: min, max and step are written in different units',
        help: 'write all three as the value is written, such as 0%, 50% and 5%',
      },
    ];
  const [low, high] = [numberOf(min), numberOf(max)];
  if (low >= high)
    return [{ path: at, message: `invalid bounds: ${min} to ${max}`, help: 'min must be below max' }];
  if (written === undefined || (numberOf(written) > 0 && numberOf(written) <= high - low)) return [];
  return [
    {
      path: [...at, 'step'],
      message: `invalid step: ${written}`,
      help: 'write one above 0, and no larger than max less min',
    },
  ];
}

const numberOf = (written: string | number): number => Number.parseFloat(String(written));
