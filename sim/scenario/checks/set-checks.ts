import type { OperatorSet } from '../avs/operator-set.ts';
import { outageConditions } from '../conditions.ts';
import { restakedKind } from '../market/asset.ts';
import type { Scenario } from '../scenario.ts';
import type { ScenarioProblem } from '../scenario-problem.ts';
import { checkName, checkStrategies } from './references.ts';

/** Days after it left a set at which an operator can no longer be slashed (ELIP-002). */
const MOST_DAYS = 14;

/** Names of the conditions that have a grace period. */
const withGrace: readonly string[] = outageConditions.map(({ name }) => name);

/** Problems of an operator set: of what it accepts, how it slashes, and who attacks it or slashes in error. */
export function checkSet(
  set: OperatorSet,
  path: readonly string[],
  { assets, strategies }: Pick<Scenario, 'assets' | 'strategies'>,
): ScenarioProblem[] {
  return [
    ...checkStrategies([...path, 'strategies'], 'strategy', set.strategies, strategies),
    ...Object.keys(set.multipliers ?? {}).flatMap(strategy =>
      checkName([...path, 'multipliers', strategy], 'strategy', strategy, set.strategies),
    ),
    ...checkRedistribution(set, path, assets),
    ...checkDirectory(set, path),
    ...checkSlashing(set, [...path, 'slashing']),
    ...checkCorruption(set, path),
    ...checkFalseSlashes(set, [...path, 'falseSlashes']),
  ];
}

/**
 * Problems of a set that redistributes what it slashes: native ETH and EIGEN cannot back it (ELIP-006; AllocationManager,
 * InvalidStrategy).
 */
function checkRedistribution(
  { slashed, strategies }: OperatorSet,
  path: readonly string[],
  assets: Scenario['assets'],
): ScenarioProblem[] {
  if (slashed !== 'redistribute') return [];
  return strategies.flatMap((strategy, index): ScenarioProblem[] => {
    const kind = assets[strategy] && restakedKind(strategy, assets[strategy]);
    if (kind === undefined || kind === 'token') return [];
    const name = kind === 'eigen' ? 'EIGEN' : 'native ETH';
    return [
      {
        path: [...path, 'strategies', index],
        message: `invalid strategy: ${strategy} is ${name}, which cannot back a set that redistributes`,
        help: `leave it out, or write slashed: burn; if it is another token, say so in assets: restaked: token`,
      },
    ];
  });
}

/** Problems of a set in the AVSDirectory: it has no allocated stake, and so nothing to slash or to pay by. */
function checkDirectory(set: OperatorSet, path: readonly string[]): ScenarioProblem[] {
  if (set.registry !== 'avsDirectory') return [];
  const { slashing, falseSlashes, corruption, newSlasher, slashed, reward } = set;
  const impossible = {
    slashing: Object.values(slashing).some(terms => terms !== undefined),
    falseSlashes: falseSlashes !== undefined,
    corruption: corruption !== undefined,
    newSlasher: newSlasher !== undefined,
    slashed: slashed === 'redistribute',
    reward: reward.kind === 'uniqueStake' || (reward.kind === 'operatorDirected' && reward.by.stake > 0),
  };
  return Object.entries(impossible).flatMap(([key, given]) =>
    given
      ? [
          {
            path: [...path, key],
            message: `invalid ${key}: in the AVSDirectory nobody allocates stake, and none can be slashed`,
            help:
              key === 'reward'
                ? 'write kind: totalStake, or registry: allocationManager'
                : 'remove the key, or write registry: allocationManager',
          },
        ]
      : [],
  );
}

/** Problems of what offences cost: a largest fraction below the first, a grace period of what is no outage. */
function checkSlashing({ slashing }: OperatorSet, path: readonly string[]): ScenarioProblem[] {
  return Object.entries(slashing).flatMap(([condition, rule]) => {
    const problems: ScenarioProblem[] = [];
    if (rule?.repeat && rule.repeat.max < rule.fraction)
      problems.push({
        path: [...path, condition, 'repeat', 'max'],
        message: `invalid max: ${rule.repeat.max} is below the first fraction ${rule.fraction}`,
        help: 'raise max, or lower fraction',
      });
    if (rule && rule.after > 0 && !withGrace.includes(condition))
      problems.push({
        path: [...path, condition, 'after'],
        message: `invalid after: only ${withGrace.join(' and ')} have a grace period`,
        help: 'remove the key',
      });
    return problems;
  });
}

/** Problems of false slashes: claimed for what the set does not slash for, or caught by no committee. */
function checkFalseSlashes(
  { falseSlashes, slashing }: OperatorSet,
  path: readonly string[],
): ScenarioProblem[] {
  const { condition, caught } = falseSlashes ?? {};
  const problems =
    condition === undefined
      ? []
      : checkName([...path, 'condition'], 'slashing condition', condition, Object.keys(slashing));
  if (caught !== undefined && (condition === undefined || slashing[condition]?.veto === undefined))
    problems.push({
      path: [...path, 'caught'],
      message: 'invalid caught: no committee looks at it',
      help: 'name a condition with a veto',
    });
  return problems;
}

/** Problems of attacks on a set: no condition to be slashed for, or one whose slash comes when nobody can be slashed. */
function checkCorruption({ corruption, slashing }: OperatorSet, path: readonly string[]): ScenarioProblem[] {
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
