import {
  givenNumber,
  numberAttributes,
  numberForm,
  type PopulationKind,
} from '../population/member-attributes.ts';
import type { OperatorGroup } from '../population/operator-group.ts';
import type { RestakerGroup } from '../population/restaker-cohort.ts';
import type { ScenarioProblem } from '../scenario-problem.ts';
import { checkName } from './references.ts';

type MemberRow = NonNullable<OperatorGroup['rows']>[number];

/** Rows of a population, where they stand, and what they may say. */
interface RowsAt {
  readonly kind: PopulationKind;
  readonly rows: readonly MemberRow[];
  readonly path: readonly string[];
  readonly strategies: readonly string[];
  /** Attributes that are text. */
  readonly texts: readonly string[];
}

/**
 * Problems in the rows of an operator group: unknown attributes, values of the wrong form, what the group lacks for
 * them. Rows may give GPUs only where the group says of which kind, and times to fail only where it says how often
 * others do.
 */
export function checkOperatorRows(
  { rows = [], gpu, failure, placement, credentials }: OperatorGroup,
  path: readonly string[],
  strategies: readonly string[],
): ScenarioProblem[] {
  const texts = [
    'name',
    ...Object.keys(placement),
    ...Object.keys(credentials).map(credential => `credentials.${credential}`),
  ];
  const problems = checkRows({ kind: 'operators', rows, path, strategies, texts });
  const owner = gpu === undefined ? rows.findIndex(row => Number(row.gpus) > 0) : -1;
  if (owner >= 0) {
    problems.push({
      path: [...path, 'rows', owner, 'gpus'],
      message: 'missing gpu: say which kind of GPU the group owns',
    });
  }
  for (const attribute of failure === undefined ? ['failure.every', 'failure.repair'] : []) {
    const failing = rows.findIndex(row => row[attribute] !== undefined);
    if (failing < 0) continue;
    problems.push({
      path: [...path, 'rows', failing, attribute],
      message: `missing failure: nothing fails in the group, so that ${attribute} of a member means nothing`,
      help: 'give the group failure: { every, repair }, for members whose row leaves them out',
    });
  }
  return problems;
}

/** Problems in the rows of a restaker cohort. */
export function checkRestakerRows(
  { rows = [] }: RestakerGroup,
  path: readonly string[],
  strategies: readonly string[],
): ScenarioProblem[] {
  return checkRows({ kind: 'restakers', rows, path, strategies, texts: ['name', 'operator'] });
}

/**
 * Problems of placement labels that rows could not give, for an attribute of members has their name. A label
 * `gpus`, say, would take a number for a place.
 */
export function checkLabels(labels: readonly string[], path: readonly string[]): ScenarioProblem[] {
  return labels
    .filter(label => label === 'name' || numberForm('operators', label) !== undefined)
    .map(label => ({
      path: [...path, 'placement', label],
      message: `invalid placement label: ${label} is an attribute of operators`,
      help: 'choose another name',
      ofKey: true,
    }));
}

/** Problems in rows of a population. In the order of rows; an empty cell is no problem, for its value is drawn. */
function checkRows({ kind, rows, path, strategies, texts }: RowsAt): ScenarioProblem[] {
  const numeric = numberAttributes(kind, strategies);
  const told = new Set<string>();
  return rows.flatMap((row, index) =>
    Object.entries(row).flatMap(([attribute, value]): ScenarioProblem[] => {
      const at = [...path, 'rows', index, attribute];
      const form = numeric.includes(attribute) ? numberForm(kind, attribute) : undefined;
      if (form === undefined && !texts.includes(attribute)) {
        // It is the same slip in every row: the first that has it says it for all.
        if (told.has(attribute)) return [];
        told.add(attribute);
        return checkName(at, 'attribute', attribute, [...numeric, ...texts]);
      }
      if (value === '') return [];
      if (form === undefined) {
        if (typeof value === 'string') return [];
        return [
          { path: at, message: `invalid ${attribute}: ${value} is a number`, help: 'put it in quotes' },
        ];
      }
      if (form.schema.safeParse(givenNumber(value)).success) return [];
      return [{ path: at, message: `invalid ${attribute}: ${value}`, help: form.help }];
    }),
  );
}
