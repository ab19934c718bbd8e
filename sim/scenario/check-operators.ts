import type { OperatorGroup } from './population.ts';
import type { Problem, Scenario } from './schema.ts';

/** Problems in how a group of operators decides: names that refer to nothing, and sets that it starts in yet avoids. */
export function checkOperatorPolicy(
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
  serves?.forEach((word, index) => {
    if (sets.some(set => set.path === word || set.avsName === word)) return;
    problems.push({
      path: [...path, 'policy', 'serves', index],
      message: `unknown AVS or set: ${word}`,
      help: `known: ${[...Object.keys(avss), ...sets.map(set => set.path)].join(', ')}`,
    });
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
