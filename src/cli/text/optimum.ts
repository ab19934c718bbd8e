import { levelText } from '../../study/factor.ts';
import { breaks, judge, meanInterval, meanObjective, pairedDifferences } from '../../study/search/judge.ts';
import type { Optimisation } from '../../study/search/optimise.ts';
import type { Candidate, Found } from '../../study/search/problem.ts';
import { limitText } from '../../study/search/tables.ts';
import { aligned, figure } from './summary.ts';

/** How headings are written: in bold on a terminal. */
export type Heading = (text: string) => string;

/** Headings as they are. */
export const plain: Heading = text => text;

/** Unit of a formula's value, from the units of its measures; empty when they differ. */
export type UnitOf = (formula: number) => string;

/** What a search found, for people: the setting to take, how sure its figures are, and what came second and why. */
export function foundText(
  optimisation: Optimisation,
  found: Found,
  unitOf: UnitOf,
  heading: Heading,
): string {
  const { recommended, runnerUp, front, candidates, isProven } = found;
  if (recommended === null) return 'no setting could be judged: none has a value of every objective';
  const { limits, goals } = optimisation.goals;
  const proof =
    limits.length === 0 ? '' : isProven ? ', constraints shown to hold' : ', constraints NOT shown to hold';
  const isBroken = breaks(recommended, limits);
  const title = isBroken ? 'No setting was found that keeps the constraints; nearest' : 'Recommended';
  const blocks = [
    `${heading(`${title} (candidate ${recommended.number}, ${runsText(recommended)}${isBroken ? '' : proof})`)}\n${describe(optimisation, recommended, unitOf)}`,
  ];
  if (goals.length > 1) blocks.push(frontText(optimisation, front, unitOf, heading));
  if (runnerUp !== null) {
    blocks.push(
      `${heading(`Runner-up (candidate ${runnerUp.number}, ${runsText(runnerUp)})`)}\n  ${settingText(optimisation, runnerUp)}\n  ${lostText(optimisation, runnerUp, recommended, unitOf)}`,
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
      lostText(optimisation, one, recommended, unitOf),
    ]);
    blocks.push(`${heading('Not shown to keep the constraints')}\n${aligned(lines)}`);
  }
  return blocks.join('\n\n');
}

/** The levels of a candidate. */
export function settingText({ study, pointOf }: Optimisation, candidate: Candidate): string {
  const { levels } = pointOf(candidate);
  return study.factors.map(factor => `${factor.name} ${levelText(factor, levels[factor.name]!)}`).join(', ');
}

function describe(optimisation: Optimisation, candidate: Candidate, unitOf: UnitOf): string {
  const { goals, limits } = optimisation.goals;
  const { fresh, searched } = candidate;
  const outcomes = fresh.length > 0 ? fresh : searched;
  const ofGoals = goals.map(({ formula, sign }, i) => [
    `${sign > 0 ? 'least' : 'most'} ${formula.text}`,
    withInterval(
      sign * meanObjective(outcomes, i),
      meanInterval(outcomes.map(({ objectives }) => sign * objectives[i]!)),
      unitOf(i),
    ),
  ]);
  const ofLimits = limits.map((limit, i) => [limitText(limit), keptText(optimisation, candidate, i)]);
  return `  ${settingText(optimisation, candidate)}\n${aligned([...ofGoals, ...ofLimits])}`;
}

/** How far runs keep a constraint: `119 of 120 runs, 99.2% [95.4%, 99.9%]`, or the mean margin with its interval. */
function keptText({ goals }: Optimisation, { fresh, searched }: Candidate, index: number): string {
  const outcomes = fresh.length > 0 ? fresh : searched;
  const { limits } = goals;
  const { estimate, interval, runs } = judge(outcomes, limits, index);
  if (limits[index]!.probability === null) return `margin ${withInterval(estimate, interval, '')}`;
  return `${Math.round(estimate * runs)} of ${runs} runs, ${withInterval(estimate, interval, 'fraction')}`;
}

/** Why a candidate was not taken: the constraint that it breaks or is not shown to keep, or what it costs more. */
function lostText(
  optimisation: Optimisation,
  lost: Candidate,
  recommended: Candidate,
  unitOf: UnitOf,
): string {
  const { fate, fresh } = lost;
  if (fate.kind === 'infeasible' || fate.kind === 'unproven') {
    const word = fate.kind === 'infeasible' ? 'breaks' : 'not shown to keep';
    const limit = optimisation.goals.limits[fate.requirement]!;
    return `${word} ${limitText(limit)}: ${keptText(optimisation, lost, fate.requirement)}`;
  }
  const differences = optimisation.goals.goals.map(({ formula, sign }, i) => {
    const paired = pairedDifferences(fresh, recommended.fresh, i).map(value => sign * value);
    const mean = paired.reduce((sum, value) => sum + value, 0) / paired.length;
    const [low, high] = meanInterval(paired);
    const sided = sign * low > 0 === sign * high > 0 ? '' : ' (no significant difference)';
    return `${formula.text} differs by ${withInterval(mean, [low, high], unitOf(i))} in ${paired.length} pairs of runs${sided}`;
  });
  return differences.join('; ');
}

function frontText(
  optimisation: Optimisation,
  front: readonly Candidate[],
  unitOf: UnitOf,
  heading: Heading,
): string {
  const { goals } = optimisation.goals;
  const rows = front.map(candidate => [
    `candidate ${candidate.number}`,
    settingText(optimisation, candidate),
    ...goals.map(({ sign }, i) => figure(sign * meanObjective(candidate.fresh, i), unitOf(i))),
  ]);
  return `${heading(`Front (${goals.map(({ formula }) => formula.text).join(', ')})`)}\n${aligned(rows)}`;
}

function runsText({ fresh, searched }: Candidate): string {
  return fresh.length > 0 ? `${fresh.length} fresh runs` : `${searched.length} runs of the search`;
}

function withInterval(value: number, [low, high]: readonly [number, number], unit: string): string {
  if (!Number.isFinite(low) || !Number.isFinite(high)) return figure(value, unit);
  return `${figure(value, unit)} [${figure(low, unit)}, ${figure(high, unit)}]`;
}
