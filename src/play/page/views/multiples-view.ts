import { area, line, scaleLinear } from 'd3';
import { quantity } from '../../../report/format.ts';
import { lastSample } from '../../model/runs/last-sample.ts';
import type { ShownCourse, ShownRuns } from '../../model/runs/shown-runs.ts';
import type { SeriesHead } from '../../model/runs/shown-series.ts';
import { byId, html, setAttributes, setText, svg } from '../dom.ts';

/** The small multiples of the screen: A grey, B in the colour of what it is about, under a common crosshair. */
export interface MultiplesView {
  /**
   * Shows runs.
   *
   * @param day of the crosshair
   * @param isStale whether B's lines are those of another setting than the levers'
   */
  show(runs: ShownRuns, day: number, isStale: boolean): void;
  /** Which one a narrow screen shows. */
  pick(index: number): void;
}

/** What the multiples are drawn over. */
export interface MultiplesTerms {
  readonly series: readonly SeriesHead[];
  readonly sampleDays: readonly number[];
  readonly days: number;
  /** Called when a pointer is over a day. */
  readonly onDay: (day: number) => void;
}

/** Size of a picture in its own units; it is stretched to the width that there is. */
const size = { width: 240, height: 92, top: 6, bottom: 4 };

type Shape = SVGElementTagNameMap['path'];

/** The elements of a small multiple that change. */
interface Multiple {
  readonly head: SeriesHead;
  readonly element: HTMLElement;
  readonly paths: Readonly<Record<'bandA' | 'bandB' | 'lineA' | 'lineB', Shape>>;
  readonly cross: SVGElementTagNameMap['line'];
  readonly dots: { readonly a: HTMLElement; readonly b: HTMLElement };
  readonly valueA: HTMLElement;
  readonly valueB: HTMLElement;
  readonly most: HTMLElement;
  /** Top of the axis: it grows at once and falls only once all runs are there, so that lines do not jump. */
  top: number;
  courses: { readonly a: ShownCourse | undefined; readonly b: ShownCourse | undefined };
}

/**
 * The view of small multiples. Lines are drawn only where a course is another one than before; the crosshair moves
 * with every call.
 */
export function createMultiplesView(terms: MultiplesTerms): MultiplesView {
  const { series, sampleDays, days } = terms;
  const multiples = series.map((head, index) => createMultiple(head, index, terms));
  const grid = byId('multiples');
  grid.replaceChildren(...multiples.map(({ element }) => element));
  const x = scaleLinear([0, days], [0, size.width]);
  return {
    show: ({ a, b }, day, isStale) => {
      grid.classList.toggle('stale', isStale);
      multiples.forEach((multiple, index) => {
        const courses = { a: a.courses[index], b: b.courses[index] };
        if (courses.a !== multiple.courses.a || courses.b !== multiple.courses.b) {
          multiple.courses = courses;
          drawCourses(multiple, sampleDays, x);
        }
        showDay(multiple, sampleDays, day, days);
      });
    },
    pick: index => {
      multiples.forEach(({ element }, one) => {
        element.classList.toggle('picked', one === index);
      });
    },
  };
}

/**
 * A small multiple without courses. The picture is stretched, so dots are elements above it: they would become ovals.
 */
function createMultiple(head: SeriesHead, index: number, { days, onDay }: MultiplesTerms): Multiple {
  const colour = `var(--${head.role})`;
  const path = (name: string): Shape => svg('path', { class: name });
  const paths = {
    bandA: path('band a'),
    bandB: path('band b'),
    lineA: path('line a'),
    lineB: path('line b'),
  };
  const cross = svg('line', { class: 'cross', y1: 0, y2: size.height });
  const picture = svg(
    'svg',
    { viewBox: `0 0 ${size.width} ${size.height}`, preserveAspectRatio: 'none', 'aria-hidden': 'true' },
    svg('line', {
      class: 'axis',
      x1: 0,
      x2: size.width,
      y1: size.height - size.bottom,
      y2: size.height - size.bottom,
    }),
    paths.bandA,
    paths.bandB,
    paths.lineA,
    paths.lineB,
    cross,
  );
  const dots = { a: html('i', { class: 'dot a' }), b: html('i', { class: 'dot b' }) };
  const plot = html('div', { class: 'plot' }, picture, dots.a, dots.b);
  const [valueA, valueB, most] = [
    html('span', { class: 'a' }),
    html('b', { class: 'b' }),
    html('span', { class: 'most' }),
  ];
  const element = html(
    'figure',
    { class: 'multiple', style: `--colour:${colour}`, 'data-series': index },
    html(
      'figcaption',
      {},
      html('span', { class: 'title' }, head.title),
      html('span', { class: 'values' }, valueB, ' ', valueA),
    ),
    most,
    plot,
  );
  plot.addEventListener('pointermove', event => {
    if (event.pointerType === 'touch' && event.buttons === 0) return;
    const { left, width } = plot.getBoundingClientRect();
    onDay(Math.max(0, Math.min(days, Math.round(((event.clientX - left) / width) * days))));
  });
  return {
    head,
    element,
    paths,
    cross,
    dots,
    valueA,
    valueB,
    most,
    top: 0,
    courses: { a: undefined, b: undefined },
  };
}

/** Draws lines and bands of A and B on one axis from 0 to a round number. */
function drawCourses(multiple: Multiple, sampleDays: readonly number[], x: (day: number) => number): void {
  const { paths, courses, head } = multiple;
  const values = [courses.a, courses.b].flatMap(course =>
    course ? [course.mid, course.high ?? course.mid] : [],
  );
  let most = 0;
  for (const list of values) for (const value of list) if (value > most) most = value;
  multiple.top = niceTop(most, head.unit);
  // Where all is 0 any top will do: the line lies on the axis.
  const y = scaleLinear([0, multiple.top || 1], [size.height - size.bottom, size.top]);
  const drawLine = line<number>()
    .defined(value => !Number.isNaN(value))
    .x((_, sample) => x(sampleDays[sample]!))
    .y(value => y(value));
  const bandOf = ({ low, high }: ShownCourse): string => {
    if (low === undefined || high === undefined) return '';
    const drawBand = area<number>()
      .defined(value => !Number.isNaN(value))
      .x((_, sample) => x(sampleDays[sample]!))
      .y0((_, sample) => y(low[sample]!))
      .y1(value => y(value));
    return drawBand(high) ?? '';
  };
  const shapes: readonly (readonly [Shape, Shape, ShownCourse | undefined])[] = [
    [paths.lineA, paths.bandA, courses.a],
    [paths.lineB, paths.bandB, courses.b],
  ];
  for (const [lineShape, bandShape, course] of shapes) {
    setAttributes(lineShape, { d: course ? (drawLine(course.mid) ?? '') : '' });
    setAttributes(bandShape, { d: course ? bandOf(course) : '' });
  }
  setText(multiple.most, multiple.top > 0 ? textOf(multiple.top, head.unit) : '');
}

/** A round number not below the largest value. */
function niceTop(most: number, unit: string): number {
  if (unit === 'fraction') return 1;
  if (most === 0) return 0;
  return scaleLinear([0, most * 1.04], [0, 1])
    .nice(3)
    .domain()[1]!;
}

/** Shows the values at a day: those of the last sample until then. */
function showDay(multiple: Multiple, sampleDays: readonly number[], day: number, days: number): void {
  const { cross, dots, courses, top, head } = multiple;
  const at = (size.width * day) / days;
  setAttributes(cross, { x1: at, x2: at });
  const sample = lastSample(sampleDays, day);
  for (const side of ['a', 'b'] as const) {
    const value = courses[side]?.mid[sample];
    const isKnown = value !== undefined && !Number.isNaN(value);
    dots[side].hidden = !isKnown;
    setText(
      side === 'a' ? multiple.valueA : multiple.valueB,
      value === undefined ? '' : textOf(value, head.unit),
    );
    if (!isKnown) continue;
    dots[side].style.left = `${(100 * sampleDays[sample]!) / days}%`;
    const up = (size.bottom + (value / (top || 1)) * (size.height - size.top - size.bottom)) / size.height;
    dots[side].style.bottom = `${100 * up}%`;
  }
}

function textOf(value: number, unit: string): string {
  return Number.isNaN(value) ? '' : quantity(value, unit)[0];
}
