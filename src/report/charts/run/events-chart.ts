import { type EventKind, eventKinds } from '../../../../sim/state/event-log.ts';
import { capital, compact, count, list, many, shorten, usd } from '../../format.ts';
import { numberOf, textOf } from '../../frame.ts';
import { frameOf, horizonOf, replicatesOf } from '../../results.ts';
import { binOf, getOr, middleOf, stepOf } from '../../series.ts';
import type { Role } from '../../theme.ts';
import { arrange, type Block, type DrawChart, timeScale, type Viewport } from '../chart.ts';
import { textWidth } from '../lines.ts';

/** Kinds with a row for each detail: what a slash or an offence was for, whether a slasher is announced or in effect. */
const split: ReadonlySet<string> = new Set<EventKind>(['slash', 'offence', 'veto', 'slasher']);

/** Kinds that the sentence does not count: those with details, and those that follow from what it counts. */
const uncounted: ReadonlySet<string> = new Set([...split, 'ejection', 'cluster']);

/** The row and the colour of a kind; one that an earlier version knew keeps its name. */
function kindOf(kind: string): { readonly name: string; readonly role: Role } {
  if (!Object.hasOwn(eventKinds, kind)) return { name: kind, role: 'ink' };
  const { name, actor } = eventKinds[kind as EventKind];
  return { name, role: actor };
}

/** Most rows of the timeline. */
const mostRows = 14;
const rowHeight = 30;

/** How often something happened in a bin of time: `x` is its middle in days, `perRun` the mean over runs. */
interface EventBin {
  readonly kind: string;
  readonly x: number;
  readonly perRun: number;
}

/** A row of the timeline. */
interface EventRow {
  readonly name: string;
  readonly role: Role;
  /** Place of its kind in the list of kinds; kinds that are unknown come last. */
  readonly rank: number;
  /** Whether it is about one detail of its kind. */
  readonly isDetail: boolean;
  total: number;
  /** Events by bin of time. */
  readonly bins: Map<number, number>;
}

/** When operators joined and left, machines failed, stake was slashed, and who broke faith or fled. */
export const eventsChart: DrawChart = results => {
  const frame = frameOf(results, 'events');
  if (frame.length === 0) return undefined;
  const horizon = horizonOf(results);
  const step = stepOf(horizon);
  const runs = Math.max(replicatesOf(results), 1);
  const kind = textOf(frame, 'kind');
  const detail = textOf(frame, 'detail');
  const time = numberOf(frame, 'time_days');
  const amount = numberOf(frame, 'amount_usd');
  const order = Object.keys(eventKinds);
  const every = new Map<string, EventRow>();
  const totals = new Map<string, number>();
  let slashed = 0;
  for (let row = 0; row < frame.length; row++) {
    if (!Number.isFinite(time(row))) continue;
    const own = kind(row);
    const known = kindOf(own);
    const isDetail = split.has(own) && detail(row) !== '';
    const name = isDetail ? `${known.name}: ${detail(row)}` : known.name;
    const rank = (order.indexOf(own) + order.length + 1) % (order.length + 1);
    const found = getOr(every, name, () => ({
      name,
      role: known.role,
      rank,
      isDetail,
      total: 0,
      bins: new Map(),
    }));
    const bin = binOf(time(row), step, horizon);
    found.total += 1;
    found.bins.set(bin, (found.bins.get(bin) ?? 0) + 1);
    totals.set(own, (totals.get(own) ?? 0) + 1);
    if (own === 'slash') slashed += amount(row) || 0;
  }
  const shown = [...every.values()]
    // A kind that is rare is of note; of the details only the frequent ones.
    .sort((a, b) => Number(a.isDetail) - Number(b.isDetail) || b.total - a.total)
    .slice(0, mostRows)
    .sort((a, b) => a.rank - b.rank || (a.name < b.name ? -1 : 1));
  const cells = shown.flatMap(({ name, bins }) =>
    [...bins]
      .sort((a, b) => a[0] - b[0])
      .map(([bin, n]): EventBin => ({ kind: name, x: middleOf(bin, step, horizon), perRun: n / runs })),
  );
  const total = (one: string) => (totals.get(one) ?? 0) / runs;
  const busiest = cells.reduce((a, b) => (b.perRun > a.perRun ? b : a));
  const counts = order
    .filter(one => !uncounted.has(one) && total(one) > 0)
    .map(one => many(total(one), one === 'panic' ? 'flight' : one));
  const slashes = total('slash');
  const per = runs > 1 ? ' per run' : '';
  const losses = slashes > 0 ? [`${many(slashes, 'slash')} took ${usd(slashed / runs)}`] : [];
  const told = [...(counts.length > 0 ? [list(counts)] : []), ...losses].join('; ');
  const span = step === 1 ? 'day' : step === 7 ? 'week' : `${step} days`;
  return {
    name: 'events',
    title: 'What happened when?',
    reading: `Events in every ${span}${runs > 1 ? ', mean over runs' : ''}: the larger the dot, the more. The number on the right is the total${per}. The colour is that of who acts: operators, services or restakers.`,
    sentence: `${told === '' ? 'Nobody was slashed' : `${capital(told)}${per}${slashes > 0 ? '' : '; nobody was slashed'}`}. Most at once: ${busiest.kind}, ${compact(busiest.perRun)} in ${step > 7 ? span : `a ${span}`} around day ${count(busiest.x)}.`,
    spec: view =>
      spec(
        cells,
        shown.map(one => ({ kind: one.name, role: one.role, total: compact(one.total / runs) })),
        horizon,
        view,
      ),
  };
};

/** One row for each kind, with its total at the right end of the time axis. */
function spec(
  rows: readonly EventBin[],
  totals: readonly { readonly kind: string; readonly role: Role; readonly total: string }[],
  horizon: number,
  view: Viewport,
): Block {
  const shown = totals.map(one => one.kind);
  const left = Math.min(Math.max(...shown.map(one => textWidth(shorten(one, 24)))) + 12, 160);
  const height = rowHeight * shown.length;
  const y = {
    field: 'kind',
    type: 'nominal',
    scale: { domain: shown },
    axis: {
      title: null,
      grid: true,
      labelColor: view.palette.ink,
      labelExpr: 'length(datum.label) > 24 ? slice(datum.label, 0, 23) + "…" : datum.label',
      labelLimit: 0,
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
            binLayer(totals, { x: { field: 'x', ...timeScale(horizon, width) }, y }, width, view),
            {
              data: { name: 'totals' },
              mark: { type: 'text', align: 'left', dx: 12, color: view.palette.muted },
              encoding: { x: { datum: horizon, type: 'quantitative' }, y, text: { field: 'total' } },
            },
          ],
        }),
      },
    ],
    { events: rows, totals },
    view,
  );
}

/** A dot for each kind and bin of time: the more events, the larger. */
function binLayer(
  kindsShown: readonly { readonly kind: string; readonly role: Role }[],
  position: { readonly x: Block; readonly y: Block },
  width: number,
  { palette, live }: Viewport,
): Block {
  const tooltip = [
    { field: 'kind', type: 'nominal' },
    { field: 'x', type: 'quantitative', title: 'around day', format: ',.0f' },
    { field: 'perRun', type: 'quantitative', title: 'events', format: ',.3~r' },
  ];
  return {
    data: { name: 'events' },
    mark: { type: 'circle', fillOpacity: 0.72, opacity: 1 },
    encoding: {
      ...position,
      color: {
        field: 'kind',
        type: 'nominal',
        legend: null,
        scale: {
          domain: kindsShown.map(({ kind }) => kind),
          range: kindsShown.map(({ role }) => palette[role]),
        },
      },
      size: {
        field: 'perRun',
        type: 'quantitative',
        legend: null,
        scale: { type: 'sqrt', zero: true, range: [6, Math.min(220, width * 0.4)] },
      },
      ...(live ? { tooltip } : {}),
    },
  };
}
