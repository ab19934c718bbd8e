import { numberOf, textOf } from '../frame.ts';
import { frameOf, type Results, replicatesOf } from '../results.ts';

/** What a drawing marks an agent as: part of an attack, or lost before one. */
export type Mark = 'attack' | 'lost';

/** An agent that took part in an attack, or was attacked, from a day on. */
export interface MarkedAgent {
  /** As `kind:name`. */
  readonly id: string;
  readonly day: number;
}

/**
 * Sets that were attacked, and the operators that were removed from them for it. None of several runs: a set may be
 * attacked in one of them and not in another.
 */
export function attackedAgents(results: Results): readonly MarkedAgent[] {
  if (replicatesOf(results) > 1) return [];
  const frame = frameOf(results, 'events');
  const time = numberOf(frame, 'time_days');
  const [kind, avs, set, operator, detail] = ['kind', 'avs', 'set', 'operator', 'detail'].map(name =>
    textOf(frame, name),
  );
  const found: MarkedAgent[] = [];
  for (let row = 0; row < frame.length; row++) {
    if (kind!(row) === 'attack') found.push({ id: `set:${avs!(row)}.${set!(row)}`, day: time(row) });
    if (kind!(row) === 'ejection' && detail!(row) === 'attack')
      found.push({ id: `operator:${operator!(row)}`, day: time(row) });
  }
  return found;
}
