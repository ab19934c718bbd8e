import { usd } from '../../../report/format.ts';
import type { ShownEvent } from '../../model/runs/played-run.ts';
import type { RunRecord } from '../../model/runs/run-records.ts';
import { byId, html, setAttributes, setText } from '../dom.ts';

/** The timeline: the day that is shown, how far the runs are, and what happened in B. */
export interface TimelineView {
  show(shown: TimelineState): void;
}

/** What the timeline shows. */
export interface TimelineState {
  readonly day: number;
  readonly isPlaying: boolean;
  /** Run whose events are marked. */
  readonly run: RunRecord | undefined;
  /** Days on which something is done to the world in B. */
  readonly interventions: readonly number[];
}

/** What the player does with it. */
export interface TimelineListener {
  day(day: number): void;
  playing(isPlaying: boolean): void;
}

/** Places along the timeline that have a mark of their own, that of their most notable event. */
const PLACES = 150;

/** Kinds of events that are marked, the most notable first. */
const marked: readonly string[] = ['attack', 'slash', 'abuse', 'bankruptcy', 'ejection'];

/** The view of the timeline. */
export function createTimelineView(days: number, listener: TimelineListener): TimelineView {
  const slider = byId<HTMLInputElement>('day');
  const label = byId('day-label');
  const play = byId<HTMLButtonElement>('play');
  const marks = byId('marks');
  const progress = byId('progress');
  const happened = byId('happened');
  setAttributes(slider, { min: 0, max: days });
  slider.oninput = () => listener.day(Number(slider.value));
  let isPlaying = false;
  play.onclick = () => listener.playing(!isPlaying);
  let drawn = '';

  const showMarks = (run: RunRecord | undefined, interventions: readonly number[]): void => {
    const events = run?.events ?? [];
    const key = `${events.length} ${events[0]?.day} ${events.at(-1)?.day} ${interventions.join()}`;
    if (key === drawn) return;
    drawn = key;
    const mark = (day: number, kind: string) =>
      html('i', { class: kind, style: `left:${(100 * day) / days}%` });
    marks.replaceChildren(
      ...mostNotable(events, days).map(({ day, kind }) => mark(day, kind)),
      ...interventions.map(day => mark(day, 'hand')),
    );
  };

  return {
    show: ({ day, isPlaying: playing, run, interventions }) => {
      isPlaying = playing;
      if (Number(slider.value) !== day) slider.value = String(day);
      slider.setAttribute('aria-valuetext', `day ${day} of ${days}`);
      setText(label, `day ${day}`);
      setText(play, playing ? '❚❚' : '▶');
      setAttributes(play, {
        'aria-label': playing ? 'Pause' : 'Play the days',
        'aria-pressed': String(playing),
      });
      progress.style.width = `${(100 * (run?.day ?? 0)) / days}%`;
      setText(happened, happenedAround(run, day));
      showMarks(run, interventions);
    },
  };
}

/** Of the events at each place of the timeline the most notable. */
function mostNotable(events: readonly ShownEvent[], days: number): ShownEvent[] {
  const found = new Map<number, ShownEvent>();
  for (const event of events) {
    const rank = marked.indexOf(event.kind);
    const place = Math.floor((PLACES * event.day) / days);
    const before = found.get(place);
    if (rank >= 0 && (before === undefined || rank < marked.indexOf(before.kind))) found.set(place, event);
  }
  return [...found.values()];
}

/** The last event of note in the week before a day. */
function happenedAround(run: RunRecord | undefined, day: number): string {
  const event = run?.events.findLast(one => one.day <= day && one.day > day - 7);
  if (event === undefined) return '';
  const { kind, where, operator, usd: amount, detail } = event;
  const whom = [operator, where].filter(part => part !== '').join(' in ');
  const what = amount > 0 ? `, ${usd(amount)}` : '';
  return `day ${Math.floor(event.day)}: ${kind}${whom === '' ? '' : ` of ${whom}`}${what} (${detail})`;
}
