import type { Avs } from './avs.ts';
import type { Problem } from './schema.ts';

/** Problems of an AVS that abuses its slashing: nothing to take, or a committee that does not exist. */
export function checkAbuse({ abuse, sets }: Avs, path: readonly string[]): Problem[] {
  if (abuse === undefined) return [];
  const { condition, caught } = abuse;
  const at = [...path, 'abuse'];
  const paying = Object.entries(sets).filter(([, { slashed }]) => slashed === 'redistribute');
  const problems: Problem[] = [];
  if (paying.length === 0) {
    problems.push({
      path: at,
      message: 'invalid abuse: no set of the AVS redistributes what it slashes',
      help: 'set slashed: redistribute in a set, or remove the key',
    });
  }
  for (const [name, { slashing }] of paying) {
    if (condition !== undefined && slashing[condition] === undefined) {
      problems.push({
        path: [...at, 'condition'],
        message: `unknown slashing condition: ${condition}`,
        help: `set ${name} does not slash for it`,
      });
    }
  }
  const judged = paying.some(([, { slashing }]) => condition && slashing[condition]?.veto);
  if (caught !== undefined && !judged) {
    problems.push({
      path: [...at, 'caught'],
      message: 'invalid caught: no committee looks at it',
      help: 'name a condition with a veto',
    });
  }
  return problems;
}
