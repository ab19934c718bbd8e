import type { Avs } from '../avs/avs.ts';
import type { Scenario } from '../scenario.ts';
import type { ScenarioProblem } from '../scenario-problem.ts';
import { checkName, checkShares } from './references.ts';
import { checkSet } from './set-checks.ts';

/** Problems of an AVS: of its sets, its budget and how that is adapted, its auctions and its tasks. */
export function checkAvs(
  avs: Avs,
  path: readonly string[],
  scenario: Pick<Scenario, 'assets' | 'strategies'>,
): ScenarioProblem[] {
  const sets = Object.keys(avs.sets);
  return [
    ...Object.entries(avs.sets).flatMap(([name, set]) => checkSet(set, [...path, 'sets', name], scenario)),
    ...checkAvsName(path),
    ...checkAbuse(avs, path),
    ...checkBudget(avs, path, scenario.assets),
    ...checkController(avs, path),
    ...checkAuction(avs, path),
    ...Object.entries(avs.tasks).flatMap(([name, task]) =>
      task.sets.flatMap((set, index) => checkName([...path, 'tasks', name, 'sets', index], 'set', set, sets)),
    ),
  ];
}

/** Words that measures of others than AVSs begin with, such as `operators.gpu.profit`. */
const measurePrefixes = ['operators', 'restakers', 'network'];

/** The problem of an AVS whose measures would have the names of others. */
function checkAvsName(path: readonly string[]): ScenarioProblem[] {
  const name = path.at(-1)!;
  if (!measurePrefixes.includes(name)) return [];
  const message = `invalid name: measures that begin with ${name} are of others than AVSs`;
  return [{ path, message, help: 'choose another name', ofKey: true }];
}

/** Problems of a budget: paid in no asset, or split by shares that do not sum to 1. */
function checkBudget(
  { budget, sets }: Avs,
  path: readonly string[],
  assets: Scenario['assets'],
): ScenarioProblem[] {
  if (budget === undefined) return [];
  const at = [...path, 'budget'];
  const problems = checkName([...at, 'token'], 'asset', budget.token, Object.keys(assets));
  const token = Object.hasOwn(assets, budget.token) ? assets[budget.token] : undefined;
  if (budget.selling && token && 'peg' in token)
    problems.push({
      path: [...at, 'selling'],
      message: `invalid selling: ${budget.token} follows its peg, whoever sells it`,
      help: 'remove the key, or pay in an asset with a price',
    });
  if (budget.split === 'perMember') return problems;
  return [
    ...problems,
    ...checkShares({
      path: [...at, 'split'],
      shares: budget.split,
      sets: Object.keys(sets),
      isRight: sum => Math.abs(sum - 1) <= 1e-9,
      help: 'make them sum to 1 (100%)',
    }),
  ];
}

/**
 * Problems of an AVS's controller: targets of what it has not, bounds that its budget does not meet. The budget
 * starts where it is written, so that bounds which leave that out would move it at once; a split can move only
 * between two sets with shares and targets.
 */
function checkController({ budget, sets, tasks }: Avs, path: ScenarioProblem['path']): ScenarioProblem[] {
  if (budget?.controller === undefined) return [];
  const { targets, budget: law, split } = budget.controller;
  const at = [...path, 'budget', 'controller'];
  const problems: ScenarioProblem[] = [];
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

/**
 * Problems of an AVS that abuses its slashing: nothing to take, or a committee that does not exist. What a set
 * burns brings the AVS nothing, so that one redistributing set is needed; the condition it claims must be one that
 * each of those slashes for.
 */
function checkAbuse({ abuse, sets }: Avs, path: readonly string[]): ScenarioProblem[] {
  if (abuse === undefined) return [];
  const { condition, caught } = abuse;
  const at = [...path, 'abuse'];
  const paying = Object.entries(sets).filter(([, { slashed }]) => slashed === 'redistribute');
  const problems: ScenarioProblem[] = [];
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

/**
 * Problems of a set whose places are auctioned: it needs a share of a budget, and no other rule of pay or entry.
 * The price of a place is what a winner is paid: a rule that weighs members, or a budget by member, would pay
 * something else.
 */
function checkAuction({ sets, budget }: Avs, path: ScenarioProblem['path']): ScenarioProblem[] {
  return Object.entries(sets).flatMap(([name, { auction: terms, admission, reward }]): ScenarioProblem[] => {
    if (terms === undefined) return [];
    const at = [...path, 'sets', name];
    const problems: ScenarioProblem[] = [];
    if (budget === undefined || budget.split === 'perMember' || !budget.split[name])
      problems.push({
        path: [...at, 'auction'],
        message: 'missing share: an auction is paid from a share of the budget',
        help: `give ${name} a share in budget.split`,
      });
    if (admission.cap !== undefined)
      problems.push({
        path: [...at, 'admission', 'cap'],
        message: 'invalid cap: the auction says how many places there are',
        help: 'remove the key',
      });
    const equal =
      reward.kind === 'operatorDirected' &&
      Object.values(reward.by).every(exponent => exponent === 0) &&
      [reward.prizes, reward.bonus, reward.cap].every(layer => layer === undefined);
    if (!equal)
      problems.push({
        path: [...at, 'reward'],
        message: 'invalid reward: winners of an auction are paid alike',
        help: 'write { kind: operatorDirected }',
      });
    return problems;
  });
}
