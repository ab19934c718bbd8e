import { drawFlow, flowScale, heightOf, scenarioWords } from '../../../report/flow/drawing.ts';
import { type FlowSize, pageSize, phoneSize } from '../../../report/flow/flow-size.ts';
import type { FlowState } from '../../../report/flow/network.ts';
import { list, usd } from '../../../report/format.ts';
import { themed } from '../../../report/theme.ts';
import { addedBeyond, type FlowLayout, flowBetween } from '../../model/flow-layout.ts';
import type { Change } from '../../model/levers/change.ts';
import { lastSample } from '../../model/runs/last-sample.ts';
import type { RunRecord } from '../../model/runs/run-records.ts';
import { byId, setText } from '../dom.ts';

/** The drawing of where stake is on a day. */
export interface FlowView {
  /**
   * Shows a run at a day.
   *
   * @param changes of the setting that it is of: what they add has no place in the drawing
   */
  show(run: RunRecord | undefined, day: number, side: 'a' | 'b', changes: readonly Change[]): void;
}

/** Thickness in pixels of the fullest column at the largest time. */
const THICKNESS = 230;

/** Width in pixels below which names would be too small to read in a drawing of a page's measures. */
const NARROW = 520;

/** The view of the flow drawing. */
export function createFlowView(layout: FlowLayout, sampleDays: readonly number[]): FlowView {
  const picture = byId('flow');
  const caption = byId('flow-caption');
  /** Scale and height that hold for all times of a run, so that pictures of its days can be compared. */
  let frame = { run: undefined as RunRecord | undefined, samples: 0, scale: 0, height: 0, size: pageSize };
  let drawn = '';

  const stateAt = (run: RunRecord, day: number): FlowState => {
    const before = Math.min(lastSample(sampleDays, day), run.flows.length - 1);
    const after = Math.min(before + 1, run.flows.length - 1);
    const [from, to] = [sampleDays[before]!, sampleDays[after]!];
    const part = to > from ? Math.min(1, Math.max(0, (day - from) / (to - from))) : 0;
    return flowBetween(layout, run.flows[before]!, run.flows[after]!, part);
  };

  const frameOf = (run: RunRecord, size: FlowSize): typeof frame => {
    if (frame.run === run && frame.samples === run.flows.length && frame.size === size) return frame;
    const states = run.flows.map(flows => flowBetween(layout, flows, flows, 0)).filter(isAny);
    // Without stake there is no scale: the frame before stays.
    if (states.length === 0) return frame;
    const scale = flowScale(states, THICKNESS);
    const height = Math.max(...states.map(state => heightOf(state, scale, size)));
    return { run, samples: run.flows.length, scale, height, size };
  };

  return {
    show: (run, day, side, changes) => {
      if (run === undefined || run.flows.length === 0) return;
      frame = frameOf(run, picture.clientWidth < NARROW ? phoneSize : pageSize);
      const state = stateAt(run, day);
      if (frame.scale === 0 || !isAny(state)) return;
      const text = drawFlow(state, {
        scale: frame.scale,
        height: frame.height,
        size: frame.size,
        palette: themed,
        words: scenarioWords,
      });
      if (text === drawn) return;
      drawn = text;
      // Names in the drawing are escaped where it is made.
      picture.innerHTML = text;
      const total = (from: string) =>
        state.links.reduce((sum, link) => sum + (link.from.startsWith(`${from}:`) ? link.usd : 0), 0);
      const name = side.toUpperCase();
      const added = addedBeyond(layout, changes);
      const without = added.length > 0 ? `, drawn without ${list(added)}, which ${name} adds` : '';
      setText(
        caption,
        `${name} on day ${day}: ${usd(total('restakers'))} delegated, ${usd(total('operator'))} of allocations that can be slashed${without}`,
      );
    },
  };
}

function isAny(state: FlowState): boolean {
  return state.links.length > 0;
}
