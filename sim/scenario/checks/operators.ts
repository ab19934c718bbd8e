import { checkCount, checkName, setPaths } from '../named.ts';
import type { OperatorGroup } from '../population.ts';
import type { Problem, Scenario } from '../schema.ts';
import { checkOperatorRows } from './rows.ts';

/** Problems of a group of operators: no size, hardware, stake or sets that are not there, rows, and how it decides. */
export function checkOperators(group: OperatorGroup, path: readonly string[], scenario: Scenario): Problem[] {
  const { strategies, gpus, avss } = scenario;
  const kinds = Object.keys(gpus);
  const sets = setPaths(avss);
  const problems: Problem[] = checkCount(group, path);
  if (group.gpus > 0 && group.gpu === undefined)
    problems.push({
      path: [...path, 'gpus'],
      message: 'missing gpu: say which kind of GPU they own',
      help: kinds.length > 0 ? `known: ${kinds.join(', ')}` : 'define a kind of GPU in gpus',
    });
  return [
    ...problems,
    ...(group.gpu === undefined ? [] : checkName([...path, 'gpu'], 'kind of GPU', group.gpu, kinds)),
    ...Object.keys(group.ownStake).flatMap(strategy =>
      checkName([...path, 'ownStake', strategy], 'strategy', strategy, strategies),
    ),
    ...(['starts', 'splits'] as const).flatMap(key =>
      Object.keys(group[key]).flatMap(set => checkName([...path, key, set], 'set', set, sets)),
    ),
    ...checkOperatorRows(group, path, strategies),
    ...checkOperatorPolicy(group, path, scenario),
  ];
}

/** Problems in how a group of operators decides: names that refer to nothing, and sets that it starts in yet avoids. */
function checkOperatorPolicy(
  group: OperatorGroup,
  path: readonly string[],
  { avss }: Pick<Scenario, 'avss'>,
): Problem[] {
  const problems: Problem[] = [];
  const sets = Object.entries(avss).flatMap(([avsName, avs]) =>
    Object.entries(avs.sets).map(([name, { slashing }]) => ({
      avsName,
      path: `${avsName}.${name}`,
      slashing,
    })),
  );
  const { serves, avoids } = group.policy;
  const words = [...Object.keys(avss), ...sets.map(set => set.path)];
  serves?.forEach((word, index) => {
    problems.push(...checkName([...path, 'policy', 'serves', index], 'AVS or set', word, words));
  });
  for (const start of Object.keys(group.starts)) {
    const set = sets.find(candidate => candidate.path === start);
    if (set === undefined) continue;
    const at = [...path, 'starts', start];
    if (serves !== undefined && !serves.includes(set.path) && !serves.includes(set.avsName)) {
      problems.push({
        path: at,
        message: `invalid start: ${start} is not in policy.serves`,
        help: 'add it there, or remove the key',
      });
    }
    for (const condition of avoids) {
      if (set.slashing[condition] === undefined) continue;
      problems.push({
        path: at,
        message: `invalid start: ${start} slashes for ${condition}, which the group avoids`,
        help: 'remove the key, or the condition from policy.avoids',
      });
    }
  }
  return problems;
}
