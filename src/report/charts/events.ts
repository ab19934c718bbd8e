import { capital, compact, count, list, many, shorten, usd } from '../format.ts';
import { numberOf, textOf } from '../frame.ts';
import { frameOf, horizonOf, replicatesOf } from '../results.ts';
import { binOf, getOr, middleOf, stepOf } from '../series.ts';
import { vegaConfig } from '../theme.ts';
import { arrange, type Block, type Draw, timeScale, type View } from './chart.ts';
import { textWidth } from './lines.ts';

/** Kinds in the order of an operator's life; slashes and offences split by what they were for. */
const kinds = [
  'join',
  'exit',
  'ejection',
  'bankruptcy',
  'outage',
  'cluster',
  'offence',
  'veto',
  'slash',
  'panic',
  'liquidation',
];
const split = new Set(['slash', 'offence', 'veto']);

/** Most rows of the timeline. */
const mostRows = 14;
const rowHeight = 30;

interface Cell {
  readonly kind: string;
  readonly x: number;
  readonly perRun: number;
}

/** When operators joined and left, machines failed and stake was slashed. */
export const events: Draw = results => {
  const frame = frameOf(results, 'events');
  if (frame.length === 0) return undefined;
  const horizon = horizonOf(results);
  const step = stepOf(horizon);
  const runs = Math.max(replicatesOf(results), 1);
  const kind = textOf(frame, 'kind');
  const detail = textOf(frame, 'detail');
  const time = numberOf(frame, 'time_days');
  const amount = numberOf(frame, 'amount_usd');
  const name = (row: number) =>
    split.has(kind(row)) && detail(row) !== '' ? `${kind(row)}: ${detail(row)}` : kind(row);
  const totals = new Map<string, number>();
  const cells = new Map<string, Map<number, number>>();
  let slashed = 0;
  let slashes = 0;
  for (let row = 0; row < frame.length; row++) {
    if (!Number.isFinite(time(row))) continue;
    totals.set(name(row), (totals.get(name(row)) ?? 0) + 1);
    const bins = getOr(cells, name(row), () => new Map<number, number>());
    const bin = binOf(time(row), step, horizon);
    bins.set(bin, (bins.get(bin) ?? 0) + 1);
    if (kind(row) !== 'slash') continue;
    slashes += 1;
    slashed += amount(row) || 0;
  }
  const rank = (one: string) =>
    (kinds.indexOf(one.split(':')[0] ?? '') + kinds.length + 1) % (kinds.length + 1);
  const shown = [...totals]
    .sort((a, b) => b[1] - a[1])
    .slice(0, mostRows)
    .map(([one]) => one)
    .sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
  const rows = shown.flatMap(one =>
    [...(cells.get(one) ?? [])]
      .sort((a, b) => a[0] - b[0])
      .map(([bin, n]): Cell => ({ kind: one, x: middleOf(bin, step, horizon), perRun: n / runs })),
  );
  const total = (one: string) => (totals.get(one) ?? 0) / runs;
  const busiest = rows.reduce((a, b) => (b.perRun > a.perRun ? b : a));
  const said = ['join', 'exit', 'outage'].filter(one => total(one) > 0);
  const counts = list(said.map(one => many(total(one), one)));
  const loss =
    slashes > 0 ? `${many(slashes / runs, 'slash')} took ${usd(slashed / runs)}` : 'nobody was slashed';
  const per = runs > 1 ? ' per run' : '';
  return {
    name: 'events',
    title: 'What happened when?',
    reading: `Events in every ${step === 1 ? 'day' : step === 7 ? 'week' : `${step} days`}${runs > 1 ? ', mean over runs' : ''}: the larger the dot, the more. The number on the right is the total${per}.`,
    sentence: `${capital(counts === '' ? loss : `${counts}; ${loss}`)}${per}. Most at once: ${busiest.kind}, ${compact(busiest.perRun)} in ${step === 1 ? 'a day' : step === 7 ? 'a week' : `${step} days`} around day ${count(busiest.x)}.`,
    spec: view =>
      spec(
        rows,
        shown.map(one => ({ kind: one, total: compact(total(one)) })),
        horizon,
        view,
      ),
  };
};

function spec(rows: readonly Cell[], totals: readonly Block[], horizon: number, view: View): Block {
  const { palette } = view;
  const shown = totals.map(one => String(one.kind));
  const left = Math.min(Math.max(...shown.map(one => textWidth(shorten(one, 24)))) + 12, 160);
  const height = rowHeight * shown.length;
  const y = {
    field: 'kind',
    type: 'nominal',
    scale: { domain: shown },
    axis: {
      title: null,
      grid: true,
      labelColor: palette.ink,
      labelExpr: 'length(datum.label) > 24 ? slice(datum.label, 0, 23) + "…" : datum.label',
      labelLimit: 200,
    },
  };
  return arrange(
    [
      {
        height,
        margins: { left, right: 48, top: 10, bottom: 46 },
        draw: width => ({
          width,
          height,
          layer: [
            {
              data: { name: 'events' },
              mark: { type: 'circle', color: palette.ink, fillOpacity: 0.72, opacity: 1 },
              encoding: {
                x: { field: 'x', ...timeScale(horizon, width) },
                y,
                size: {
                  field: 'perRun',
                  type: 'quantitative',
                  legend: null,
                  scale: { type: 'sqrt', zero: true, range: [6, Math.min(220, width * 0.4)] },
                },
                ...(view.live
                  ? {
                      tooltip: [
                        { field: 'kind', type: 'nominal' },
                        { field: 'x', type: 'quantitative', title: 'around day', format: ',.0f' },
                        { field: 'perRun', type: 'quantitative', title: 'events', format: ',.3~r' },
                      ],
                    }
                  : {}),
              },
            },
            {
              data: { name: 'totals' },
              mark: { type: 'text', align: 'left', dx: 12, color: palette.muted },
              encoding: { x: { datum: horizon, type: 'quantitative' }, y, text: { field: 'total' } },
            },
          ],
        }),
      },
    ],
    { events: rows, totals },
    view,
    vegaConfig(palette),
  );
}
