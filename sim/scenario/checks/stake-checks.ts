import { mostStake } from '../population/held-stake.ts';
import { sizeOf } from '../population/population-source.ts';
import type { Scenario } from '../scenario.ts';
import type { ScenarioProblem } from '../scenario-problem.ts';
import type { Quantity } from '../values/quantity.ts';

/** Part of a scenario that gives stake of a strategy, and the least that it gives. */
interface StakeSource {
  readonly path: readonly string[];
  readonly units: number;
}

/** The problem of each strategy of which more is staked, whatever is drawn, than the protocol can hold. */
export function checkStake({ strategies, operators, restakers }: Scenario): ScenarioProblem[] {
  return strategies.flatMap((strategy): ScenarioProblem[] => {
    const sources: StakeSource[] = [
      ...Object.entries(operators).map(([name, group]) => ({
        path: ['operators', name, group.rows ? 'rows' : 'ownStake', ...(group.rows ? [] : [strategy])],
        units: leastOf(group, `ownStake.${strategy}`, group.ownStake[strategy]),
      })),
      ...Object.entries(restakers).map(([name, cohort]) => {
        const total = cohort.total[strategy];
        if (total !== undefined) return { path: ['restakers', name, 'total', strategy], units: total };
        return {
          path: ['restakers', name, cohort.rows ? 'rows' : 'stake', ...(cohort.rows ? [] : [strategy])],
          units: leastOf(cohort, `stake.${strategy}`, cohort.stake[strategy]),
        };
      }),
    ].sort((a, b) => b.units - a.units);
    const sum = sources.reduce((total, { units }) => total + units, 0);
    if (sum < mostStake) return [];
    const message = `invalid stake: ${sum} of ${strategy}, and a strategy holds less than ${mostStake}`;
    return [{ path: sources[0]!.path, message, help: 'lower it: this is the largest part of it' }];
  });
}

/** Least units of a strategy that the members of a population have together. */
function leastOf(
  population: Parameters<typeof sizeOf>[0] & Pick<Scenario['operators'][string], 'rows'>,
  attribute: string,
  quantity: Quantity = 0,
): number {
  const size = sizeOf(population);
  const { rows } = population;
  if (rows === undefined) return size * least(quantity);
  let sum = 0;
  for (let index = 0; index < size; index++) {
    const own = rows[index % rows.length]![attribute];
    const units = own === undefined || own === '' ? least(quantity) : Number(own);
    // A cell that is no amount is a problem of its own.
    if (Number.isFinite(units)) sum += units;
  }
  return sum;
}

/** Least value that a quantity may be drawn as. */
function least(quantity: Quantity): number {
  if (typeof quantity === 'number') return quantity;
  if ('uniform' in quantity) return quantity.uniform[0];
  if ('values' in quantity) return Math.min(...quantity.values);
  return 'pareto' in quantity ? quantity.pareto.minimum : (quantity.min ?? 0);
}
