import { didYouMean } from '../../input/suggest.ts';
import type { Expression } from '../factors/expression.ts';
import type { Factor, FactorUnit } from '../factors/factor.ts';
import type { AddProblem, AddProblemHere } from './add-problem.ts';

/**
 * Adds a problem for each name in a formula that is no factor with numbers.
 *
 * @param declared names of all factors in the file: one that could not be read has a problem already
 * @returns whether there is such a name
 */
export function addUnknownNames(
  expression: Expression,
  factors: readonly Factor[],
  declared: readonly string[],
  addProblem: AddProblemHere,
): boolean {
  let found = false;
  for (const { name } of expression.references) {
    const factor = factors.find(candidate => candidate.name === name);
    if (factor !== undefined && factor.unit !== 'choice') continue;
    found = true;
    if (factor !== undefined) {
      const help = 'its levels are names: use a factor whose levels are numbers';
      addProblem(`invalid factor: ${name} has no numbers to reckon with`, help);
    } else if (!declared.includes(name)) addProblem(`unknown factor: ${name}`, didYouMean(name, declared));
  }
  return found;
}

/**
 * Tied factors in an order in which each follows only those before it, with the units of these. Factors that follow
 * unknown names or themselves are left out, with a problem.
 *
 * @param declared names of all factors in the file
 */
export function orderTiedFactors(
  free: readonly Factor[],
  tied: readonly Factor[],
  declared: readonly string[],
  addProblem: AddProblem,
): Factor[] {
  const done: Factor[] = [];
  let rest = tied.filter(factor => {
    const { name, spread } = factor;
    if (spread.kind !== 'tied') return false;
    const addHere: AddProblemHere = (message, help) => addProblem(['factors', name, 'is'], message, help);
    return !addUnknownNames(spread.is, [...free, ...tied], declared, addHere);
  });
  while (rest.length > 0) {
    const known = new Map([...free, ...done].map(factor => [factor.name, factor]));
    const ready = rest.filter(
      ({ spread }) => spread.kind === 'tied' && spread.is.references.every(({ name }) => known.has(name)),
    );
    if (ready.length === 0) {
      for (const { name } of rest) {
        const help = 'let it follow factors that do not follow it';
        addProblem(['factors', name, 'is'], `invalid is: ${name} follows itself`, help);
      }
      break;
    }
    done.push(...ready.map(factor => ({ ...factor, unit: commonUnit(factor, known) })));
    rest = rest.filter(factor => !ready.includes(factor));
  }
  return done;
}

/** The unit that all factors have which a tied factor follows; plain numbers where they differ. */
function commonUnit({ spread }: Factor, known: ReadonlyMap<string, Factor>): FactorUnit {
  const leaders = spread.kind === 'tied' ? spread.is.references.map(({ name }) => known.get(name)!.unit) : [];
  return new Set(leaders).size === 1 ? leaders[0]! : 'number';
}
