import { numberOf, textOf } from '../frame.ts';
import { frameOf, horizonOf, type Results } from '../results.ts';
import { curves, level, type SeriesPoint, stepOf } from '../series.ts';
import { type ShownSet, setsOf } from '../sets-shown.ts';
import { type CurvePanel, mostNamed, type NamedCurve } from './lines.ts';

/** A set with the curve of one of its columns. */
export interface SetCurve {
  readonly view: ShownSet;
  readonly points: readonly SeriesPoint[];
}

/**
 * One column of a table of sets over time: a curve for each set, those of most interest first.
 *
 * @param table name of a table with the columns `avs` and `set`
 */
export function setCurves(results: Results, column: string, table = 'sets'): readonly SetCurve[] {
  const frame = frameOf(results, table);
  const horizon = horizonOf(results);
  const avs = textOf(frame, 'avs');
  const set = textOf(frame, 'set');
  const found = curves(frame, {
    key: row => `${avs(row)}.${set(row)}`,
    value: numberOf(frame, column),
    step: stepOf(horizon),
    horizon,
  });
  return setsOf(results).flatMap(view => {
    const points = found.get(view.path);
    return points === undefined ? [] : [{ view, points }];
  });
}

const asLine = (one: SetCurve): NamedCurve => ({
  name: one.view.label,
  role: one.view.role,
  points: one.points,
});

/** The scenario's order while all can be named, else the largest first. */
const firstFew = (sets: readonly SetCurve[]) => (sets.length > mostNamed ? sets.toSorted(bySize) : sets);

/** Largest first among sets that are drawn only as a background. */
const bySize = (a: SetCurve, b: SetCurve) => level(b.points, 'all') - level(a.points, 'all');

/** A panel for the sets that have tasks to serve and one for all others, where there are both. */
export function setPanels(
  all: readonly SetCurve[],
  panel: Pick<CurvePanel, 'unit' | 'format' | 'include'>,
): readonly CurvePanel[] {
  const focal = firstFew(all.filter(one => one.view.focal));
  const others = all.filter(one => !one.view.focal).sort(bySize);
  if (focal.length === 0 || others.length === 0)
    return [{ ...panel, title: '', lines: [...focal, ...others].map(asLine) }];
  const names = new Set(focal.map(one => one.view.avs));
  return [
    {
      ...panel,
      title: names.size === 1 ? ([...names][0] ?? '') : 'services with tasks',
      lines: focal.map(asLine),
    },
    { ...panel, title: 'other services', lines: others.map(asLine) },
  ];
}

/** Curves of the sets a sentence should speak of: those with tasks, or else the largest; three at most. */
export function speakOf(all: readonly SetCurve[]): readonly SetCurve[] {
  const focal = all.filter(one => one.view.focal);
  return (focal.length > 0 ? firstFew(focal) : all.toSorted(bySize)).slice(0, 3);
}
