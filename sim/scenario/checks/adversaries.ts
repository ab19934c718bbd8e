import type { Avs, OperatorSet } from '../avs.ts';
import { checkName } from '../named.ts';
import type { Problem } from '../schema.ts';

/** Days after it left a set at which an operator can no longer be slashed (ELIP-002). */
const MOST_DAYS = 14;

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

/** Problems of attacks on a set: no condition to be slashed for, or one whose slash comes when nobody can be slashed. */
export function checkCorruption({ corruption, slashing }: OperatorSet, path: readonly string[]): Problem[] {
  if (corruption === undefined) return [];
  const { condition } = corruption;
  const at = [...path, 'corruption', 'condition'];
  const terms = slashing[condition];
  if (terms === undefined) return checkName(at, 'slashing condition', condition, Object.keys(slashing));
  if (terms.detection.lag + (terms.veto?.window ?? 0) < MOST_DAYS) return [];
  return [
    {
      path: at,
      message: `invalid condition: ${condition} is slashed ${MOST_DAYS} days or more after an attack`,
      help: 'shorten its detection.lag and veto.window: attackers who left cannot be slashed any more',
    },
  ];
}
