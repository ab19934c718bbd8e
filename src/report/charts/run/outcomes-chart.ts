import { list, percent, shorten } from '../../format.ts';
import { numberOf, textOf } from '../../frame.ts';
import { frameOf, type Results, replicatesOf } from '../../results.ts';
import { spread } from '../../series.ts';
import { inOrder } from '../../sets-shown.ts';
import { arrange, type Block, type DrawChart, type Viewport } from '../chart.ts';
import { textWidth } from '../lines.ts';

/** Returns of a cohort a year, as fractions of its stake at the start: medians over runs. */
interface CohortReturns {
  readonly cohort: string;
  readonly gross: number;
  readonly loss: number;
  readonly net: number;
  /** Net return at the 5th and 95th percentile of its stake. */
  readonly p05: number;
  readonly p95: number;
  /** Part of its stake that lost more than it earned. */
  readonly losing: number;
}

/** Most cohorts with a row. */
const mostCohorts = 16;
const rowHeight = 44;

/** The cohorts that have a net return in any run, in the scenario's order. */
function outcomesOf(results: Results): readonly CohortReturns[] {
  const frame = frameOf(results, 'outcomes');
  const cohort = textOf(frame, 'cohort');
  return inOrder(results.setting.cohorts, frame.texts.get('cohort') ?? []).flatMap(name => {
    const median = (column: string) => {
      const cell = numberOf(frame, column);
      return spread(
        Array.from({ length: frame.length }, (_, row) => (cohort(row) === name ? cell(row) : Number.NaN)),
      ).mid;
    };
    const outcome = {
      cohort: name,
      gross: median('gross_apr_fraction'),
      loss: median('slash_loss_fraction'),
      net: median('net_apr_fraction'),
      p05: median('net_apr_p05_fraction'),
      p95: median('net_apr_p95_fraction'),
      losing: median('loss_fraction'),
    };
    return Number.isFinite(outcome.net) ? [outcome] : [];
  });
}

/** What each cohort of restakers earned and lost. */
export const outcomesChart: DrawChart = results => {
  const all = outcomesOf(results);
  if (all.length === 0) return undefined;
  const best = all.reduce((a, b) => (b.net > a.net ? b : a));
  const worst = all.reduce((a, b) => (b.losing > a.losing ? b : a));
  const others = all.filter(one => one !== best).slice(0, 3);
  const against = list(others.map(one => `${percent(one.net)} for ${one.cohort}`));
  const first =
    others.length > 0
      ? `The cohort that earns most is ${best.cohort}: ${percent(best.net)} a year net of ${percent(best.loss)} slashed, against ${against}`
      : `The ${best.cohort} cohort earns ${percent(best.net)} a year net of ${percent(best.loss)} slashed`;
  const second =
    worst.losing > 0
      ? `The share of stake that lost more than it earned is largest among ${worst.cohort}: ${percent(worst.losing)}`
      : 'No stake lost more than it earned';
  return {
    name: 'outcomes',
    title: 'What do restakers get?',
    reading: `Yearly return on stake at the start, by cohort${replicatesOf(results) > 1 ? ', medians over runs' : ''}. Ring: before slashes. Dot: after. Bar: the middle nine tenths of the stake, after slashes.${all.length > mostCohorts ? ` ${all.length - mostCohorts} more cohorts are in outcomes.csv.` : ''}`,
    sentence: `${first}. ${second}.`,
    spec: view => spec(all.slice(0, mostCohorts), view),
  };
};

/** A row for each cohort on one axis of returns, which includes 0. */
function spec(all: readonly CohortReturns[], view: Viewport): Block {
  const { palette } = view;
  const height = rowHeight * all.length;
  const left = Math.min(Math.max(...all.map(one => textWidth(shorten(one.cohort, 16)))) + 14, 130);
  const rows = all.map(one => ({ ...one, label: shorten(one.cohort, 16), note: percent(one.net) }));
  const x = (field: string) => ({
    field,
    type: 'quantitative',
    scale: { zero: true, nice: true },
    axis: {
      title: 'net and gross return, % of stake a year',
      format: '~%',
      grid: true,
      domain: false,
      tickCount: 6,
    },
  });
  const y = {
    field: 'cohort',
    type: 'nominal',
    sort: null,
    axis: {
      title: null,
      grid: false,
      labelColor: palette.ink,
      labelExpr: 'length(datum.label) > 16 ? slice(datum.label, 0, 15) + "…" : datum.label',
      labelLimit: 200,
    },
  };
  return arrange(
    [
      {
        height,
        margins: { left, right: 20, top: 14, bottom: 46 },
        draw: width => ({
          width,
          height,
          data: { name: 'outcomes' },
          layer: returnLayers(x, y, view),
        }),
      },
    ],
    { outcomes: rows },
    view,
  );
}

/** From the back: bar of the middle nine tenths, line at zero, line from net to gross, ring, dot, and its number. */
function returnLayers(x: (field: string) => Block, y: Block, { palette, live }: Viewport): readonly Block[] {
  const fraction = (field: string, title: string) => ({ field, title, type: 'quantitative', format: '.2%' });
  const tooltip = [
    { field: 'cohort', type: 'nominal' },
    fraction('gross', 'gross'),
    fraction('loss', 'slashed'),
    fraction('net', 'net'),
    fraction('p05', 'net, 5th percentile'),
    fraction('p95', 'net, 95th percentile'),
    fraction('losing', 'stake with a loss'),
  ];
  const blue = palette.restakers;
  return [
    {
      mark: { type: 'bar', height: 10, color: blue, fillOpacity: 0.22, cornerRadius: 5 },
      encoding: { x: x('p05'), x2: { field: 'p95' }, y },
    },
    {
      mark: { type: 'rule', color: palette.ink, strokeWidth: 1 },
      encoding: { x: { datum: 0, type: 'quantitative' } },
    },
    {
      mark: { type: 'rule', color: blue, strokeWidth: 1.5 },
      encoding: { x: x('net'), x2: { field: 'gross' }, y },
    },
    {
      mark: {
        type: 'point',
        size: 70,
        color: blue,
        fill: palette.paper,
        strokeWidth: 1.5,
        opacity: 1,
      },
      encoding: { x: x('gross'), y },
    },
    {
      mark: { type: 'point', filled: true, size: 90, color: blue, opacity: 1 },
      encoding: { x: x('net'), y, ...(live ? { tooltip } : {}) },
    },
    {
      mark: { type: 'text', dy: -15, color: blue, fontWeight: 600 },
      encoding: { x: x('net'), y, text: { field: 'note' } },
    },
  ];
}
