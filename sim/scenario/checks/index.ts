import { checkName, checkStrategies } from '../named.ts';
import { mostAccounts, type Problem, type Scenario, sizeOf } from '../schema.ts';
import { checkAvs } from './avs.ts';
import { checkIncentive } from './incentives.ts';
import { checkOperators } from './operators.ts';
import { checkPegs } from './pegs.ts';
import { checkRestakers } from './restakers.ts';

/**
 * Problems that span several parts of a scenario: names that refer to nothing, splits that do not sum to 1,
 * fields that make no sense together.
 */
export function crossCheck(scenario: Scenario): Problem[] {
  const { assets, strategies, avss, programmatic, operators, restakers } = scenario;
  return [
    ...checkPegs(assets),
    ...checkStrategies(['strategies'], 'asset', strategies, Object.keys(assets)),
    ...Object.entries(avss).flatMap(([name, avs]) => checkAvs(avs, ['avss', name], scenario)),
    ...Object.entries(programmatic).flatMap(([name, incentive]) =>
      checkIncentive(incentive, ['programmatic', name], scenario),
    ),
    ...Object.entries(operators).flatMap(([name, group]) =>
      checkOperators(group, ['operators', name], scenario),
    ),
    ...Object.entries(restakers).flatMap(([name, cohort]) =>
      checkRestakers(cohort, ['restakers', name], scenario),
    ),
    ...checkShocks(scenario),
    ...checkSize(scenario),
  ];
}

/** Problems of common shocks: outages without a length, and labels that no operator has. */
function checkShocks({ shocks, operators }: Scenario): Problem[] {
  const labels = [...new Set(Object.values(operators).flatMap(({ placement }) => Object.keys(placement)))];
  return Object.entries(shocks).flatMap(([name, { kind, lasts, on }]) => {
    const path = ['shocks', name];
    const problems: Problem[] = [];
    if (kind === 'outage' && lasts === undefined)
      problems.push({ path, message: 'missing lasts: say how long the outage lasts' });
    if (kind !== 'outage' && lasts !== undefined)
      problems.push({
        path: [...path, 'lasts'],
        message: 'invalid lasts: only an outage lasts',
        help: 'remove the key',
      });
    return [...problems, ...checkName([...path, 'on', 'label'], 'placement label', on.label, labels)];
  });
}

/** Problems of the size of the world: nobody in it, or more than a machine can hold. */
function checkSize({ operators, restakers }: Scenario): Problem[] {
  const sum = (sizes: readonly number[]) => sizes.reduce((total, size) => total + size, 0);
  const members = sum(Object.values(operators).map(sizeOf));
  const accounts = sum(Object.values(restakers).map(cohort => sizeOf(cohort) * cohort.accounts));
  const problems: Problem[] = [];
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
