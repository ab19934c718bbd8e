import { quantileSorted } from 'd3';
import { count, list, percent, usd } from '../../format.ts';
import { numberOf, rowsOf, textOf } from '../../frame.ts';
import { frameOf, horizonOf } from '../../results.ts';
import { getOr, level, type SeriesPoint, spread } from '../../series.ts';
import { inOrder } from '../../sets-shown.ts';
import type { DrawChart } from '../chart.ts';
import { lineChart } from '../lines.ts';

/** Most groups with a panel. */
const mostGroups = 6;

/** Quantiles over periods between which bands usually lie, and how many times their distance beyond is too far to draw. */
const usual = [0.1, 0.9] as const;
const far = 4;

/** A frame that leaves out what is far away. */
interface Cut {
  /** Least and greatest value of the axis, in USD a week. */
  readonly frame: readonly [number, number];
  /** The farthest values outside, in words. */
  readonly beyond: string;
}

/**
 * Profit of the operators of each group against zero. Rows of the table `operators` are of periods of unequal length:
 * profits are turned into USD a week, and a last period shorter than half of the first is left out. Replicates are
 * not told apart: the median is over all operators of all runs. Operators that are bankrupt or out of business do not
 * count.
 */
export const profitChart: DrawChart = results => {
  const frame = frameOf(results, 'operators');
  const group = textOf(frame, 'group');
  const time = numberOf(frame, 'time_days');
  const status = textOf(frame, 'status');
  const gain = numberOf(frame, 'profit_usd');
  const rows = rowsOf(
    frame,
    row => status(row) !== 'gone' && status(row) !== 'dormant' && Number.isFinite(gain(row)) && time(row) > 0,
  );
  if (rows.length === 0) return undefined;
  const ends = [...new Set(rows.map(time))].sort((a, b) => a - b);
  const lengths = new Map(ends.map((end, i) => [end, end - (ends[i - 1] ?? 0)]));
  const typical = lengths.get(ends[0] ?? 0) ?? 7;
  // A rest of a period says little about a week.
  const times = ends.filter(end => (lengths.get(end) ?? 0) >= typical / 2);
  const values = new Map<string, Map<number, number[]>>();
  for (const row of rows)
    getOr(
      getOr(values, group(row), () => new Map<number, number[]>()),
      time(row),
      (): number[] => [],
    ).push((gain(row) / (lengths.get(time(row)) ?? typical)) * 7);
  const names = inOrder(results.setting.groups, values.keys()).filter(name => values.has(name));
  const every = Math.ceil(times.length / 110);
  const curve = (name: string): readonly SeriesPoint[] =>
    times
      .filter((_, i) => i % every === 0)
      .flatMap(x => {
        const found = values.get(name)?.get(x);
        return found === undefined ? [] : [{ x, ...spread(found) }];
      });
  const groups = names.map(name => {
    const points = curve(name);
    return { name, points, cut: cutOf(points) };
  });
  const isCut = groups.slice(0, mostGroups).some(({ cut }) => cut !== undefined);
  const parts = groups.slice(0, 3).map(({ name, points }) => {
    const own = [...(values.get(name)?.values() ?? [])].flat();
    const losing = own.filter(value => value < 0).length / own.length;
    const [from, to] = [level(points, 'start'), level(points, 'end')];
    const course = usd(from) === usd(to) ? `stays at ${usd(to)}` : `goes from ${usd(from)} to ${usd(to)}`;
    return `the median ${name} operator ${course} a week and ${percent(losing)} of all ${name} operator-weeks lose money`;
  });
  const horizon = horizonOf(results);
  return {
    name: 'profit',
    title: 'Does serving pay?',
    reading: `Median over operators still in business; the band holds the middle nine tenths of them. Each panel has its own scale.${isCut ? ' Where few periods dwarf all others, these reach out of the frame.' : ''}${groups.length > mostGroups ? ` ${groups.length - mostGroups} more groups are in operators.csv.` : ''}`,
    sentence: `From the first weeks to the last, ${parts.join('; ')}.`,
    spec: view =>
      lineChart(
        groups.slice(0, mostGroups).map(({ name, points, cut }) => ({
          title: `${name} operators`,
          unit: cut === undefined ? 'profit in USD a week' : `USD a week; beyond: ${cut.beyond}`,
          ...(cut && { frame: cut.frame }),
          format: 'usd',
          include: [0],
          rule: 0,
          lines: [{ name: 'median', role: 'operators', points }],
        })),
        horizon,
        view,
      ),
  };
};

/** A frame for the usual periods, and how far the others reach out of it; nothing where none reaches far. */
function cutOf(points: readonly SeriesPoint[]): Cut | undefined {
  const sorted = (of: (point: SeriesPoint) => number) => points.map(of).sort((a, b) => a - b);
  const [low, high] = [
    Math.min(
      0,
      quantileSorted(
        sorted(({ lo }) => lo),
        usual[0],
      ) ?? 0,
    ),
    Math.max(
      0,
      quantileSorted(
        sorted(({ hi }) => hi),
        usual[1],
      ) ?? 0,
    ),
  ];
  const room = far * (high - low);
  const deepest = points.reduce((a, b) => (b.lo < a.lo ? b : a), points[0]!);
  const highest = points.reduce((a, b) => (b.hi > a.hi ? b : a), points[0]!);
  const near = (value: number, { x }: SeriesPoint) => `${usd(value)} by day ${count(x)}`;
  const beyond = [
    ...(deepest.lo < low - room ? [near(deepest.lo, deepest)] : []),
    ...(highest.hi > high + room ? [near(highest.hi, highest)] : []),
  ];
  if (beyond.length === 0) return undefined;
  const frame = [
    deepest.lo < low - room ? low - (high - low) / 2 : Math.min(low, deepest.lo),
    highest.hi > high + room ? high + (high - low) / 2 : Math.max(high, highest.hi),
  ] as const;
  return { frame, beyond: list(beyond) };
}
