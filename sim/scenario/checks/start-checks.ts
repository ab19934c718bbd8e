import {
  allocationAttributes,
  parseAllocation,
  type StartAllocation,
} from '../population/start-allocations.ts';
import type { Scenario } from '../scenario.ts';
import type { ScenarioProblem } from '../scenario-problem.ts';
import { checkName, namesOfOperators, setPaths } from './references.ts';

/** Problems of the state of a chain that a scenario starts from: rows that no ledger could hold. */
export function checkStart(scenario: Scenario): ScenarioProblem[] {
  const names = namesOfOperators(scenario);
  const isOperator = new Set(names);
  return [
    ...checkDelegations(scenario, names, isOperator),
    ...checkAllocations(scenario, { operators: names, isOperator, sets: setPaths(scenario.avss), scenario }),
  ];
}

/** Problems of restakers whose row names an operator that is not there. */
function checkDelegations(
  { restakers }: Scenario,
  names: readonly string[],
  isOperator: ReadonlySet<string>,
): ScenarioProblem[] {
  return Object.entries(restakers).flatMap(([cohort, { rows = [] }]) =>
    rows.flatMap(({ operator }, index) =>
      operator === undefined || operator === '' || isOperator.has(String(operator))
        ? []
        : checkName(['restakers', cohort, 'rows', index, 'operator'], 'operator', String(operator), names),
    ),
  );
}

/** Problems of the rows of `start.allocations`. */
function checkAllocations({ start }: Scenario, known: Known): ScenarioProblem[] {
  const allocations = start?.allocations;
  if (allocations === undefined) return [];
  const path = ['start', 'allocations'];
  if (allocations.rows === undefined)
    return [{ path, message: 'missing rows: start.allocations has none', help: 'give rows, or a csv' }];
  const totals: Totals = { seen: new Set(), most: new Map(), taken: new Map() };
  return allocations.rows.flatMap((row, index): ScenarioProblem[] => {
    const at = [...path, 'rows', index];
    const unknown = Object.keys(row).flatMap(attribute =>
      checkName([...at, attribute], 'attribute', attribute, allocationAttributes),
    );
    const parsed = parseAllocation(row);
    if (Array.isArray(parsed))
      return [
        ...unknown,
        ...parsed.map(({ attribute, help }) => {
          const cell = row[attribute];
          const message =
            cell === undefined || cell === '' ? `missing ${attribute}` : `invalid ${attribute}: ${cell}`;
          return { path: cell === undefined ? at : [...at, attribute], message, help };
        }),
      ];
    const wrong = checkNames(parsed, at, known);
    return [...unknown, ...wrong, ...(wrong.length > 0 ? [] : checkTotals(parsed, at, totals))];
  });
}

/** Names that rows may use. */
interface Known {
  readonly operators: readonly string[];
  readonly isOperator: ReadonlySet<string>;
  readonly sets: readonly string[];
  readonly scenario: Scenario;
}

/** Problems of a row that names what is not there. */
function checkNames(
  { operator, set, strategy }: StartAllocation,
  at: ScenarioProblem['path'],
  { operators, isOperator, sets, scenario }: Known,
): ScenarioProblem[] {
  const problems = [
    ...(isOperator.has(operator) ? [] : checkName([...at, 'operator'], 'operator', operator, operators)),
    ...checkName([...at, 'set'], 'set', set, sets),
  ];
  if (problems.length > 0 || strategy === undefined) return problems;
  const [avs, name] = set.split('.');
  const { strategies } = scenario.avss[avs!]!.sets[name!]!;
  return checkName([...at, 'strategy'], `strategy of ${set}`, strategy, strategies);
}

/** What rows have said so far. */
interface Totals {
  /** Operator, set and strategy of each. */
  readonly seen: Set<string>;
  /** Maximum magnitude, and magnitude taken, by operator and strategy. */
  readonly most: Map<string, bigint>;
  readonly taken: Map<string, bigint>;
}

/** Problems of a row against those before it: said twice, two maxima, or more allocated than there is. */
function checkTotals(
  { operator, set, strategy, magnitude, maxMagnitude, pending }: StartAllocation,
  at: ScenarioProblem['path'],
  { seen, most, taken }: Totals,
): ScenarioProblem[] {
  const whole = JSON.stringify([operator, set, strategy]);
  if (seen.has(whole))
    return [{ path: at, message: `duplicate row: ${operator} in ${set}`, help: 'keep one of them' }];
  seen.add(whole);
  if (strategy === undefined) return [];
  const slot = JSON.stringify([operator, strategy]);
  const known = most.get(slot) ?? maxMagnitude;
  if (known !== maxMagnitude)
    return [
      {
        path: [...at, 'maxMagnitude'],
        message: `invalid maxMagnitude: ${maxMagnitude}, and ${known} in a row before`,
        help: `${operator} has one for ${strategy}`,
      },
    ];
  most.set(slot, maxMagnitude);
  const target = pending?.magnitude ?? 0n;
  const sum = (taken.get(slot) ?? 0n) + (target > magnitude ? target : magnitude);
  taken.set(slot, sum);
  if (sum <= maxMagnitude) return [];
  return [
    {
      path: [...at, 'magnitude'],
      message: `invalid magnitude: ${operator} allocates ${sum} of ${maxMagnitude} of ${strategy}`,
      help: 'what is allocated and what is pending cannot exceed the maximum magnitude',
    },
  ];
}
