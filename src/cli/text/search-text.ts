import { levelText } from '../../study/factors/factor.ts';
import type { CandidateSetting, SearchResult } from '../../study/search/optimisation-problem.ts';
import type { StudyOptimisation } from '../../study/search/optimise-study.ts';
import { limitText } from '../../study/search/search-tables.ts';
import {
  breaksRequirement,
  judgeRequirement,
  meanObjective,
  pairedDifferences,
} from '../../study/search/verdict.ts';
import type { Interval } from '../../study/statistics/intervals.ts';
import { meanInterval } from '../../study/statistics/mean-interval.ts';
import { figure, intervalText } from './figure.ts';
import { indentedTable } from './text-table.ts';

/** How a heading is written, such as in bold on a terminal. */
export type Heading = (text: string) => string;

/** A heading as plain text. */
export const plainHeading: Heading = text => text;

/** A search that has ended. */
export interface EndedSearch {
  readonly optimisation: StudyOptimisation;
  readonly found: SearchResult;
  /** Unit of each objective; empty when its measures have different ones. */
  readonly units: readonly string[];
}

/**
 * What a search found: the setting to take, how sure its figures are, and what came second and why. Figures of a
 * setting are of its fresh runs where it has any: those of the search chose it, and flatter it.
 */
export function searchText(search: EndedSearch, heading: Heading): string {
  const { optimisation, found } = search;
  const { recommended, runnerUp, candidates, isProven } = found;
  if (recommended === null) return 'no setting could be judged: none has a value of every objective';
  const { limits, goals } = optimisation.goals;
  const tried = candidates.filter(({ fresh }) => fresh.length > 0).length;
  const among = tried > 1 ? ` among ${tried} tried` : '';
  const shown = isProven ? `, constraints shown to hold${among}` : `, constraints NOT shown to hold${among}`;
  const proof = limits.length === 0 ? '' : shown;
  const isBroken = breaksRequirement(recommended, limits);
  const title = isBroken ? 'No setting was found that keeps the constraints; nearest' : 'Recommended';
  const blocks = [
    `${heading(`${title} (candidate ${recommended.number}, ${runsText(recommended)}${isBroken ? '' : proof})`)}\n${candidateText(search, recommended)}`,
  ];
  if (goals.length > 1) blocks.push(frontText(search, heading));
  if (runnerUp !== null) {
    blocks.push(
      `${heading(`Runner-up (candidate ${runnerUp.number}, ${runsText(runnerUp)})`)}\n  ${settingText(optimisation, runnerUp)}\n  ${rejectionText(search, runnerUp, recommended)}`,
    );
  }
  const cheaper = candidates.filter(
    one =>
      one.fresh.length > 0 &&
      one !== runnerUp &&
      one !== recommended &&
      ['infeasible', 'unproven'].includes(one.fate.kind),
  );
  if (cheaper.length > 0) {
    const lines = cheaper.map(one => [
      `candidate ${one.number}`,
      settingText(optimisation, one),
      rejectionText(search, one, recommended),
    ]);
    blocks.push(`${heading('Not shown to keep the constraints')}\n${indentedTable(lines)}`);
  }
  return blocks.join('\n\n');
}

/** The levels of a candidate, by factor. */
function settingText({ study, pointOf }: StudyOptimisation, candidate: CandidateSetting): string {
  const { levels } = pointOf(candidate);
  return study.factors.map(factor => `${factor.name} ${levelText(factor, levels[factor.name]!)}`).join(', ');
}

/** A candidate's levels, objectives and constraints. */
function candidateText({ optimisation, units }: EndedSearch, candidate: CandidateSetting): string {
  const { goals, limits } = optimisation.goals;
  const { fresh, searched } = candidate;
  const outcomes = fresh.length > 0 ? fresh : searched;
  const ofGoals = goals.map(({ formula, sign }, i) => [
    `${sign > 0 ? 'least' : 'most'} ${formula.text}`,
    withInterval(
      sign * meanObjective(outcomes, i),
      meanInterval(outcomes.map(({ objectives }) => sign * objectives[i]!)),
      units[i]!,
    ),
  ]);
  const ofLimits = limits.map((limit, i) => [limitText(limit), satisfactionText(optimisation, candidate, i)]);
  return `  ${settingText(optimisation, candidate)}\n${indentedTable([...ofGoals, ...ofLimits])}`;
}

/**
 * How far runs keep a constraint: `119 of 120 runs, 99.2% [95.4%, 99.9%]`, or the mean margin with its interval.
 *
 * @param index of the constraint
 */
function satisfactionText(
  { goals }: StudyOptimisation,
  { fresh, searched }: CandidateSetting,
  index: number,
): string {
  const outcomes = fresh.length > 0 ? fresh : searched;
  const { limits } = goals;
  const { estimate, interval, runs } = judgeRequirement(outcomes, limits, index);
  if (limits[index]!.probability === null) return `margin ${withInterval(estimate, interval, '')}`;
  return `${Math.round(estimate * runs)} of ${runs} runs, ${withInterval(estimate, interval, 'fraction')}`;
}

/** Why a candidate was not taken: the constraint that it breaks or is not shown to keep, or what it costs more. */
function rejectionText(
  { optimisation, units }: EndedSearch,
  lost: CandidateSetting,
  recommended: CandidateSetting,
): string {
  const { fate, fresh } = lost;
  if (fate.kind === 'infeasible' || fate.kind === 'unproven') {
    const word = fate.kind === 'infeasible' ? 'breaks' : 'not shown to keep';
    const limit = optimisation.goals.limits[fate.requirement]!;
    return `${word} ${limitText(limit)}: ${satisfactionText(optimisation, lost, fate.requirement)}`;
  }
  const differences = optimisation.goals.goals.map(({ formula, sign }, i) => {
    const paired = pairedDifferences(fresh, recommended.fresh, i).map(value => sign * value);
    const mean = paired.reduce((sum, value) => sum + value, 0) / paired.length;
    const interval = meanInterval(paired);
    const isSided = interval === null ? mean !== 0 : interval[0] > 0 || interval[1] < 0;
    const sided = isSided ? '' : ' (no significant difference)';
    return `${formula.text} differs by ${withInterval(mean, interval, units[i]!)} in ${paired.length} pairs of runs${sided}`;
  });
  return differences.join('; ');
}

/** The candidates of the front with their objectives. */
function frontText({ optimisation, found, units }: EndedSearch, heading: Heading): string {
  const { goals } = optimisation.goals;
  const rows = found.front.map(candidate => [
    `candidate ${candidate.number}`,
    settingText(optimisation, candidate),
    ...goals.map(({ sign }, i) => figure(sign * meanObjective(candidate.fresh, i), units[i]!)),
  ]);
  return `${heading(`Front (${goals.map(({ formula }) => formula.text).join(', ')})`)}\n${indentedTable(rows)}`;
}

/** How many runs the figures of a candidate are of, and of which kind. */
function runsText({ fresh, searched }: CandidateSetting): string {
  return fresh.length > 0 ? `${fresh.length} fresh runs` : `${searched.length} runs of the search`;
}

/** A figure with its interval, if it has one. */
function withInterval(value: number, interval: Interval | null, unit: string): string {
  return `${figure(value, unit)}${intervalText(interval, end => figure(end, unit))}`;
}
