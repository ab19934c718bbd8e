import type { OperatorGroup } from '../population/operator-group.ts';
import { sizeOf } from '../population/population-source.ts';
import type { RestakerGroup } from '../population/restaker-cohort.ts';
import type { Scenario } from '../scenario.ts';
import type { ScenarioProblem } from '../scenario-problem.ts';
import type { Quantity } from '../values/quantity.ts';
import { checkName, setPaths } from './references.ts';
import { checkLabels, checkOperatorRows, checkRestakerRows } from './row-checks.ts';

/** Upper limit on accounts and operators together, so that a misplaced zero is an error and not a dead machine. */
const mostAccounts = 20_000_000;

/** Problems of the size of the world: nobody in it, or more than a machine can hold. */
export function checkSize({ operators, restakers }: Scenario): ScenarioProblem[] {
  const sum = (sizes: readonly number[]) => sizes.reduce((total, size) => total + size, 0);
  const members = sum(Object.values(operators).map(sizeOf));
  const accounts = sum(Object.values(restakers).map(cohort => sizeOf(cohort) * cohort.accounts));
  const problems: ScenarioProblem[] = [];
  if (accounts + members > mostAccounts)
    problems.push({
      path: ['restakers'],
      message: `invalid population: ${accounts + members} accounts are more than ${mostAccounts}`,
      help: 'reduce the counts, and give each restaker more stake',
    });
  if (members === 0)
    problems.push({
      path: ['operators'],
      message: 'missing operators: every group is empty',
      help: 'give a group a count above 0',
    });
  return problems;
}

/** Problems of a group of operators: no size, hardware, stake or sets that are not there, rows, and how it decides. */
export function checkOperators(
  group: OperatorGroup,
  path: readonly string[],
  scenario: Scenario,
): ScenarioProblem[] {
  const { strategies, gpus, avss } = scenario;
  const kinds = Object.keys(gpus);
  const sets = setPaths(avss);
  const problems: ScenarioProblem[] = checkCount(group, path);
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
    ...checkLabels(Object.keys(group.placement), path),
    ...checkOperatorRows(group, path, strategies),
    ...checkOperatorPolicy(group, path, scenario),
  ];
}

/** Problems in how a group of operators decides: names that refer to nothing, and sets that it starts in yet avoids. */
function checkOperatorPolicy(
  group: OperatorGroup,
  path: readonly string[],
  { avss }: Pick<Scenario, 'avss'>,
): ScenarioProblem[] {
  const problems: ScenarioProblem[] = [];
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

/** Problems of a cohort of restakers: no size, stake that is not there, rows, a cap that is too low, what it flees from. */
export function checkRestakers(
  cohort: RestakerGroup,
  path: readonly string[],
  { strategies, assets }: Pick<Scenario, 'strategies' | 'assets'>,
): ScenarioProblem[] {
  const { stake, total, cap, accounts } = cohort;
  const problems = [
    ...checkCount(cohort, path),
    ...Object.keys(stake).flatMap(strategy =>
      checkName([...path, 'stake', strategy], 'strategy', strategy, strategies),
    ),
    ...Object.keys(total).flatMap(strategy =>
      checkName([...path, 'total', strategy], 'strategy', strategy, Object.keys(stake)),
    ),
    ...checkRestakerRows(cohort, path, strategies),
    ...checkPanicAndLeverage(cohort, path, assets),
  ];
  if (cap * accounts < 1)
    problems.push({
      path: [...path, 'cap'],
      message: `invalid cap: ${cap} of ${accounts} accounts is less than one account`,
      help: 'raise it, or give each restaker more accounts',
    });
  return problems;
}

/** Problems in what restakers flee from: a token without a peg, a discount of no token, a loan that is lost at once. */
function checkPanicAndLeverage(
  { token, panic, leverage }: RestakerGroup,
  path: readonly string[],
  assets: Scenario['assets'],
): ScenarioProblem[] {
  const problems: ScenarioProblem[] = [];
  const pegged = Object.keys(assets).filter(name => 'peg' in assets[name]!);
  if (token !== undefined) problems.push(...checkName([...path, 'token'], 'asset with a peg', token, pegged));
  if (token === undefined && (leverage !== undefined || (panic?.depeg ?? 0) > 0)) {
    problems.push({ path, message: 'missing token: say which one they hold', help: 'an asset with a peg' });
  }
  if (leverage !== undefined && highest(leverage.ltv) >= leverage.liquidation) {
    problems.push({
      path: [...path, 'leverage', 'ltv'],
      message: `invalid ltv: up to ${highest(leverage.ltv)}, liquidated from ${leverage.liquidation} on`,
      help: 'keep it below liquidation: give a distribution a max',
    });
  }
  return problems;
}

/** Largest value that a fraction may be drawn as. */
function highest(quantity: Quantity): number {
  if (typeof quantity === 'number') return quantity;
  if ('uniform' in quantity) return quantity.uniform[1];
  if ('values' in quantity) return Math.max(...quantity.values);
  return quantity.max ?? Number.POSITIVE_INFINITY;
}

/** The problem of a group of which nobody says how many members it has. */
function checkCount(
  { count, rows }: { readonly count?: number | undefined; readonly rows?: readonly unknown[] | undefined },
  path: ScenarioProblem['path'],
): ScenarioProblem[] {
  if (count !== undefined || rows !== undefined) return [];
  return [{ path, message: 'missing count: say how many, or give a csv' }];
}
