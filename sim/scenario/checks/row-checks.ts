import type { OperatorGroup } from '../population/operator-group.ts';
import type { RestakerGroup } from '../population/restaker-cohort.ts';
import type { ScenarioProblem } from '../scenario-problem.ts';
import { checkName } from './references.ts';

/** Attributes that a row of an operator population may give, beside `ownStake.<strategy>` and placement labels. */
const operatorAttributes = [
  'name',
  'popularity',
  'gpus',
  'gpuHourUsd',
  'monthlyUsd',
  'setMonthlyUsd',
  'cashUsd',
  'failure.every',
  'failure.repair',
  'split',
  'allocationDelay',
] as const;

type MemberRows = NonNullable<OperatorGroup['rows']>;

/** Problems in the rows of an operator group: unknown attributes, and values that are not usable numbers. */
export function checkOperatorRows(
  group: OperatorGroup,
  path: readonly string[],
  strategies: readonly string[],
): ScenarioProblem[] {
  const labels = Object.keys(group.placement);
  const numeric = [
    ...operatorAttributes.filter(attribute => attribute !== 'name'),
    ...strategies.map(strategy => `ownStake.${strategy}`),
  ];
  const problems = checkRows(group.rows ?? [], path, numeric, ['name', ...labels]);
  const owner = group.gpu === undefined ? (group.rows ?? []).findIndex(row => Number(row.gpus) > 0) : -1;
  if (owner >= 0) {
    problems.push({
      path: [...path, 'rows', owner, 'gpus'],
      message: 'missing gpu: say which kind of GPU the group owns',
    });
  }
  return problems;
}

/** Problems in the rows of a restaker cohort. */
export function checkRestakerRows(
  group: RestakerGroup,
  path: readonly string[],
  strategies: readonly string[],
): ScenarioProblem[] {
  const numeric = strategies.map(strategy => `stake.${strategy}`);
  return checkRows(group.rows ?? [], path, numeric, ['name']);
}

/**
 * Problems in rows of a population.
 *
 * @param numeric attributes that are numbers, 0 or more
 * @param text attributes that are words
 */
function checkRows(
  rows: MemberRows,
  path: readonly string[],
  numeric: readonly string[],
  text: readonly string[],
): ScenarioProblem[] {
  const told = new Set<string>();
  return rows.flatMap((row, index) =>
    Object.entries(row).flatMap(([attribute, value]): ScenarioProblem[] => {
      const at = [...path, 'rows', index, attribute];
      if (text.includes(attribute)) return [];
      if (!numeric.includes(attribute)) {
        // It is the same slip in every row: the first that has it says it for all.
        if (told.has(attribute)) return [];
        told.add(attribute);
        return checkName(at, 'attribute', attribute, [...numeric, ...text]);
      }
      const number = Number(value);
      const most = attribute === 'split' ? 1 : Number.MAX_VALUE;
      if (value === '' || (number >= 0 && number <= most)) return [];
      const help = attribute === 'split' ? 'give a number from 0 to 1' : 'give a number, 0 or more';
      return [{ path: at, message: `invalid ${attribute}: ${value}`, help }];
    }),
  );
}
