import { type Factor, type Level, levelText } from '../../study/factor.ts';
import { breaks, judge, meanInterval, meanObjective } from '../../study/search/judge.ts';
import type { Optimisation } from '../../study/search/optimise.ts';
import type { Candidate, Found } from '../../study/search/problem.ts';
import { limitText } from '../../study/search/tables.ts';
import { quantity } from '../format.ts';
import { vegaConfig } from '../theme.ts';
import { arrange, type Block, type Chart, type Panel, type View } from './chart.ts';
import { heading, labelExpression } from './lines.ts';

/** A candidate as it is drawn. */
interface Dot {
  readonly candidate: number;
  readonly kind: 'chosen' | 'confirmed' | 'kept' | 'broken';
  readonly x: number;
  readonly y: number;
  readonly lo: number;
  readonly hi: number;
  readonly setting: string;
  readonly runs: number;
  /** Whether it stands on the front of several objectives. */
  readonly isFront: boolean;
}

const height = 300;

/** What an axis measures. */
interface Axis {
  readonly title: string;
  readonly unit: string;
  /** Largest value on it. */
  readonly most: number;
}

/** Every candidate of a search: objective against how far the tightest constraint is kept, and where it was tried. */
export function searchChart(
  optimisation: Optimisation,
  found: Found,
  units: readonly string[],
): Chart | undefined {
  const { recommended, candidates } = found;
  if (recommended === null) return undefined;
  const { goals, limits } = optimisation.goals;
  const tried = candidates.filter(({ fate }) => fate.kind !== 'missing');
  const [unit = ''] = units;
  const tightest = tightestOf(optimisation, recommended);
  const isBroken = breaks(recommended, limits);
  const dots = tried.map(one => dotOf(optimisation, one, tightest, one === recommended));
  const mostOf = (values: readonly number[]) => Math.max(...values.map(Math.abs));
  const objective: Axis = { title: goals[0]!.formula.text, unit, most: mostOf(dots.map(({ x }) => x)) };
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
                dots,
                label,
                objective,
                second,
                goals.length > 1 ? null : (limits[tightest]?.probability ?? 0),
                view,
              ),
            ]
          : []),
        ...(numeric.length > 0 ? [mapPanel(optimisation, tried, dots, label, numeric, objective, view)] : []),
      ];
      return arrange(panels, {}, view, vegaConfig(view.palette));
    },
  };
}

/** The constraint that the recommended setting keeps with the least to spare. */
function tightestOf({ goals: { limits } }: Optimisation, { fresh, searched }: Candidate): number {
  const outcomes = fresh.length > 0 ? fresh : searched;
  const rates = limits.map((_, i) => outcomes.filter(({ margins }) => margins[i]! >= 0).length);
  return rates.indexOf(Math.min(...rates));
}

function dotOf(optimisation: Optimisation, candidate: Candidate, tightest: number, isChosen: boolean): Dot {
  const { goals, limits } = optimisation.goals;
  const { fresh, searched, number, fate } = candidate;
  const outcomes = fresh.length > 0 ? fresh : searched;
  const isConfirmed = fresh.length > 0;
  const mean = (i: number) => goals[i]!.sign * meanObjective(outcomes, i);
  const keeps = limits.every((_, i) => {
    const { estimate } = judge(outcomes, limits, i);
    return estimate >= (limits[i]!.probability ?? 0);
  });
  const second =
    goals.length > 1
      ? { estimate: mean(1), interval: meanInterval(outcomes.map(o => goals[1]!.sign * o.objectives[1]!)) }
      : limits.length > 0
        ? judge(outcomes, limits, tightest)
        : { estimate: 0, interval: [0, 0] as const };
  const [lo, hi] = isConfirmed ? second.interval : [second.estimate, second.estimate];
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

function settingOf({ pointOf, study }: Optimisation, candidate: Candidate): string {
  const { levels } = pointOf(candidate);
  return study.factors.map(factor => `${factor.name} ${levelText(factor, levels[factor.name]!)}`).join(', ');
}

function axisOf({ unit, most }: Axis, view: View, title: string | null, vertical: boolean): Block {
  const plain = most >= 1_000 ? 'count' : 'number';
  const format = unit.startsWith('USD') ? 'usd' : unit.startsWith('fraction') ? 'percent' : plain;
  const ticks = vertical ? 5 : Math.max(3, Math.floor(view.width / 190));
  return { title, tickCount: ticks, labelExpr: labelExpression(format), grid: true, domain: false };
}

/** Layers that draw dots: hollow where a constraint is broken, the chosen one named. */
function dotLayers(dots: readonly object[], label: string, x: Block, y: Block, view: View): Block[] {
  const { palette } = view;
  const of = (test: string) => [{ filter: test }];
  const tooltip = [
    { field: 'setting', type: 'nominal', title: 'setting' },
    { field: 'runs', type: 'quantitative', title: 'runs' },
  ];
  const layer = (test: string, mark: Block): Block => ({
    data: { values: dots },
    transform: of(test),
    mark: { type: 'point', size: 42, opacity: 1, ...mark },
    encoding: { x, y, ...(view.live ? { tooltip } : {}) },
  });
  return [
    layer("datum.kind === 'broken'", { color: palette.set0, strokeWidth: 1.2, filled: false }),
    layer("datum.kind === 'kept' || datum.kind === 'confirmed'", {
      color: palette.restakers,
      filled: true,
      fillOpacity: 0.55,
    }),
    layer("datum.kind === 'chosen'", { color: palette.ink, filled: true, size: 130, shape: 'diamond' }),
    // A rim of paper keeps the name readable among dots.
    ...[{ stroke: palette.paper, strokeWidth: 4, color: palette.paper }, { color: palette.ink }].map(
      colours => ({
        data: { values: dots },
        transform: of("datum.kind === 'chosen'"),
        mark: { type: 'text', dy: 18, fontWeight: 600, text: label, ...colours },
        encoding: { x, y },
      }),
    ),
  ];
}

function tradePanel(
  dots: readonly Dot[],
  label: string,
  objective: Axis,
  second: Axis & { readonly heading: string },
  required: number | null,
  view: View,
): Panel {
  const { palette } = view;
  const scale = { zero: false, nice: true };
  const x = {
    field: 'x',
    type: 'quantitative',
    scale,
    axis: axisOf(objective, view, objective.title, false),
  };
  const y = { field: 'y', type: 'quantitative', scale, axis: axisOf(second, view, null, true) };
  const rule =
    required === null
      ? []
      : [
          {
            data: { values: [{}] },
            mark: { type: 'rule', color: palette.ink, strokeWidth: 1, strokeDash: [4, 3] },
            encoding: { y: { datum: required, type: 'quantitative', scale } },
          },
        ];
  return {
    height,
    margins: { left: 56, right: 26, top: 52, bottom: 46 },
    draw: width => ({
      title: heading(second.heading, second.title, palette, 56),
      width,
      height,
      layer: [
        ...rule,
        {
          data: { values: dots.filter(({ isFront }) => isFront) },
          mark: { type: 'line', color: palette.muted, strokeWidth: 1.5 },
          encoding: { x, y, order: { field: 'x', type: 'quantitative' } },
        },
        {
          data: { values: dots.filter(({ lo, hi }) => hi > lo) },
          mark: { type: 'rule', color: palette.muted, strokeWidth: 1 },
          encoding: { x, y: { ...y, field: 'lo' }, y2: { field: 'hi' } },
        },
        ...dotLayers(dots, label, x, y, view),
      ],
    }),
  };
}

/** Where in the first two factors candidates lie; of one factor, the objective over it. */
function mapPanel(
  { pointOf }: Optimisation,
  tried: readonly Candidate[],
  dots: readonly Dot[],
  label: string,
  numeric: readonly Factor[],
  objective: Axis,
  view: View,
): Panel {
  const [first, second] = numeric as readonly [Factor, Factor | undefined];
  const number = (level: Level) => Number(level);
  const rows = tried.map((candidate, i) => {
    const { levels } = pointOf(candidate);
    const { kind, setting, runs, x } = dots[i]!;
    return {
      kind,
      setting,
      runs,
      fx: number(levels[first.name]!),
      fy: second ? number(levels[second.name]!) : x,
    };
  });
  const axis = ({ name, unit, spread }: Factor): Axis => ({
    title: name,
    unit: unit === 'days' ? '' : unit,
    most: spread.kind === 'range' ? Math.max(Math.abs(spread.low), Math.abs(spread.high)) : 0,
  });
  const scale = { zero: false, nice: true };
  const ofX = axis(first);
  const ofY = second ? axis(second) : objective;
  const x = { field: 'fx', type: 'quantitative', scale, axis: axisOf(ofX, view, ofX.title, false) };
  const y = { field: 'fy', type: 'quantitative', scale, axis: axisOf(ofY, view, null, true) };
  return {
    height,
    margins: { left: 56, right: 26, top: 52, bottom: 46 },
    draw: width => ({
      title: heading('Where it was tried', ofY.title, view.palette, 56),
      width,
      height,
      layer: dotLayers(rows, label, x, y, view),
    }),
  };
}
