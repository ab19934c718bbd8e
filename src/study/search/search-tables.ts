import { count, quantity, text } from '../../../sim/measures/tables/column-kinds.ts';
import {
  type Column,
  columnsOf,
  type Table,
  type TableCell,
} from '../../../sim/measures/tables/define-table.ts';
import { intervalColumns } from '../../results/statistic-columns.ts';
import type { Interval } from '../statistics/intervals.ts';
import { meanInterval } from '../statistics/mean-interval.ts';
import type { Study } from '../study.ts';
import { levelCell, levelColumn } from '../tables/study-tables.ts';
import type { SearchGoals, SearchLimit } from './goals.ts';
import type { CandidateFate, CandidateSetting } from './optimisation-problem.ts';
import type { StudyOptimisation } from './optimise-study.ts';
import { judgeRequirement, meanObjective } from './verdict.ts';

/** A limit as people write it, such as `coverage >= 0.95 in 95% of runs`. */
export function limitText({ formula, bound, sense, probability }: SearchLimit): string {
  const how =
    probability === null ? 'on average' : `in ${Number((probability * 100).toPrecision(6))}% of runs`;
  return `${formula.text} ${sense === 'atLeast' ? '>=' : '<='} ${bound} ${how}`;
}

/** The table `candidates`, or `front` with the same columns, for the factors and goals of a study. */
export function candidateTable(name: 'candidates' | 'front', study: Study, goals: SearchGoals): Table {
  const meaning = {
    candidates:
      'Every setting that was tried: what became of it, and what its runs say of objectives and constraints',
    front: 'Confirmed settings that no other beats in every objective, by the first objective',
  };
  const figure = (column: string, unit: string, what: string): Column[] =>
    columnsOf({
      [column]: quantity(unit, what),
      ...intervalColumns(column, unit, 'its 95% interval; empty of one run and where all runs gave the same'),
    });
  return {
    name,
    meaning: meaning[name],
    columns: [
      ...columnsOf({
        candidate: count('Number of the setting, in the order in which they were proposed'),
        round: count('Round of the search that proposed it: 0 is the space-filling start'),
      }),
      ...study.factors.map(levelColumn),
      ...columnsOf({
        fate: text(
          'recommended, front, beaten, infeasible, unproven, set aside, racing or missing (no value)',
        ),
        why: text('The candidate that beat it, or the constraint that it broke or was not shown to keep'),
        searchRuns: count('Runs in the search'),
        freshRuns: count(
          'Runs that played no part in the search; where there are any the figures are of them alone',
        ),
      }),
      ...goals.goals.flatMap(({ formula }, i) => figure(`objective_${i + 1}`, '', `Mean of ${formula.text}`)),
      ...goals.limits.flatMap((limit, i) =>
        limit.probability === null
          ? figure(`constraint_${i + 1}`, '', `Mean margin by which it keeps ${limitText(limit)}`)
          : figure(`constraint_${i + 1}`, 'fraction', `Part of the runs that keep ${limitText(limit)}`),
      ),
    ],
  };
}

/** Cells of a candidate under the columns of its table. */
export function candidateCells(
  { study, goals, pointOf }: StudyOptimisation,
  candidate: CandidateSetting,
): TableCell[] {
  const { number: index, round, searched, fresh, fate } = candidate;
  const outcomes = fresh.length > 0 ? fresh : searched;
  const { levels } = pointOf(candidate);
  const requirements = goals.limits;
  const figure = (value: number, interval: Interval | null): TableCell[] =>
    [value, ...(interval ?? [null, null])].map(cell => (Number.isFinite(cell) ? cell : null));
  return [
    index,
    round,
    ...study.factors.map(({ name }) => levelCell(levels[name]!)),
    fate.kind === 'setAside' ? 'set aside' : fate.kind,
    whyText(fate, goals),
    searched.length,
    fresh.length,
    ...goals.goals.flatMap(({ sign }, i) => {
      const values = outcomes.map(({ objectives }) => sign * objectives[i]!);
      return figure(sign * meanObjective(outcomes, i), meanInterval(values));
    }),
    ...requirements.flatMap((_, i) => {
      const { estimate, interval } = judgeRequirement(outcomes, requirements, i);
      return figure(estimate, interval);
    }),
  ];
}

function whyText(fate: CandidateFate, { limits }: SearchGoals): string {
  if (fate.kind === 'beaten') return `candidate ${fate.by}`;
  if (fate.kind !== 'infeasible' && fate.kind !== 'unproven') return '';
  return limitText(limits[fate.requirement]!);
}
