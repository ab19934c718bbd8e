import { levelText } from '../../../study/factors/factor.ts';
import type { CandidateSetting, SearchResult } from '../../../study/search/optimisation-problem.ts';
import type { StudyOptimisation } from '../../../study/search/optimise-study.ts';
import { limitText } from '../../../study/search/search-tables.ts';
import { breaksRequirement, judgeRequirement, meanObjective } from '../../../study/search/verdict.ts';
import { meanInterval } from '../../../study/statistics/mean-interval.ts';
import { quantity } from '../../format.ts';
import { arrange, type Chart } from '../chart.ts';
import { type CandidateDot, mapPanel, type PlotAxis, tradePanel } from './search-panels.ts';

/** Every candidate of a search: objective against how far the tightest constraint is kept, and where it was tried. */
export function searchChart(
  optimisation: StudyOptimisation,
  found: SearchResult,
  units: readonly string[],
): Chart | undefined {
  const { recommended, candidates } = found;
  if (recommended === null) return undefined;
  const { goals, limits } = optimisation.goals;
  const tried = candidates.filter(({ fate }) => fate.kind !== 'missing');
  const [unit = ''] = units;
  const tightest = tightestOf(optimisation, recommended);
  const isBroken = breaksRequirement(recommended, limits);
  const dots = tried.map(one => dotOf(optimisation, one, tightest, one === recommended));
  const mostOf = (values: readonly number[]) => Math.max(...values.map(Math.abs));
  const objective: PlotAxis = { title: goals[0]!.formula.text, unit, most: mostOf(dots.map(({ x }) => x)) };
  const limit = limits[tightest];
  const isMean = limit?.probability === null;
  const second = {
    heading: goals.length > 1 ? 'Trade-off' : isMean ? 'Mean margin' : 'Runs that keep it',
    title: goals[1]?.formula.text ?? (limit === undefined ? '' : limitText(limit)),
    unit: goals.length > 1 ? (units[1] ?? '') : isMean ? '' : 'fraction',
    most: mostOf(dots.map(({ y }) => y)),
  };
  const [value, rest] = quantity(dots.find(({ kind }) => kind === 'chosen')!.x, unit);
  const proof = found.isProven ? ' and is shown to keep' : ' but is not shown to keep';
  const kept = limits.length === 1 ? limitText(limits[0]!) : 'every constraint';
  const cost = `${goals[0]!.formula.text} is ${value}${rest === '' ? '' : ` ${rest}`}`;
  const chosen = settingOf(optimisation, recommended);
  const numeric = optimisation.free.filter(({ spread }) => spread.kind === 'range');
  return {
    name: 'search',
    title: 'What does the best setting cost, and what does it keep?',
    reading:
      'A dot is a setting that was tried; filled ones kept every constraint in the runs they had. Bars are 95% intervals of those that were confirmed with fresh runs, a line joins those on the front of several objectives.',
    sentence: isBroken
      ? `None of ${tried.length} settings was found to keep ${kept}; ${chosen} comes nearest: ${cost}.`
      : `Of ${tried.length} settings, ${chosen} is recommended: ${cost}${limits.length === 0 ? '' : `${proof} ${kept}`}.`,
    spec: view => {
      const label = isBroken ? 'nearest' : 'recommended';
      const trade = goals.length > 1 || limits.length > 0;
      const panels = [
        ...(trade
          ? [
              tradePanel(
                { dots, label, objective },
                { ...second, required: goals.length > 1 ? null : (limits[tightest]?.probability ?? 0) },
                view,
              ),
            ]
          : []),
        ...(numeric.length > 0
          ? [mapPanel(optimisation, tried, { dots, label, objective, factors: numeric }, view)]
          : []),
      ];
      return arrange(panels, {}, view);
    },
  };
}

/** The constraint that the recommended setting keeps with the least to spare. */
function tightestOf({ goals: { limits } }: StudyOptimisation, { fresh, searched }: CandidateSetting): number {
  const outcomes = fresh.length > 0 ? fresh : searched;
  const rates = limits.map((_, i) => outcomes.filter(({ margins }) => margins[i]! >= 0).length);
  return rates.indexOf(Math.min(...rates));
}

function dotOf(
  optimisation: StudyOptimisation,
  candidate: CandidateSetting,
  tightest: number,
  isChosen: boolean,
): CandidateDot {
  const { goals, limits } = optimisation.goals;
  const { fresh, searched, number, fate } = candidate;
  const outcomes = fresh.length > 0 ? fresh : searched;
  const isConfirmed = fresh.length > 0;
  const mean = (i: number) => goals[i]!.sign * meanObjective(outcomes, i);
  const keeps = limits.every((_, i) => {
    const { estimate } = judgeRequirement(outcomes, limits, i);
    return estimate >= (limits[i]!.probability ?? 0);
  });
  const second =
    goals.length > 1
      ? { estimate: mean(1), interval: meanInterval(outcomes.map(o => goals[1]!.sign * o.objectives[1]!)) }
      : limits.length > 0
        ? judgeRequirement(outcomes, limits, tightest)
        : { estimate: 0, interval: null };
  const known = isConfirmed ? second.interval : null;
  const [lo, hi] = known ?? [second.estimate, second.estimate];
  const kind = isChosen ? 'chosen' : !keeps ? 'broken' : isConfirmed ? 'confirmed' : 'kept';
  const setting = settingOf(optimisation, candidate);
  const isFront = goals.length > 1 && (fate.kind === 'front' || isChosen);
  return {
    isFront,
    candidate: number,
    kind,
    x: mean(0),
    y: second.estimate,
    lo,
    hi,
    setting,
    runs: outcomes.length,
  };
}

function settingOf({ pointOf, study }: StudyOptimisation, candidate: CandidateSetting): string {
  const { levels } = pointOf(candidate);
  return study.factors.map(factor => `${factor.name} ${levelText(factor, levels[factor.name]!)}`).join(', ');
}
