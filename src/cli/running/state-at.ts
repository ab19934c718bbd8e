import type { Scenario } from '../../../sim/scenario/index.ts';
import { duration } from '../../../sim/scenario/values/units.ts';
import { simulate } from '../../../sim/simulate.ts';
import type { State } from '../../../sim/state/state.ts';
import { UsageError } from '../exit.ts';
import { text } from '../options.ts';

/** `--at`: the day at which a verb looks at a scenario. */
export const atOption = { ...text('Simulate until this day first'), default: '0d' } as const;

/** The state of a scenario at the end of a day; at the start of the run for day 0. */
export function stateAt(scenario: Scenario, day: number): State {
  const run = simulate(scenario);
  const progress = day / Math.ceil(scenario.horizon);
  if (day > 0) for (const _ of run.parts) if (run.progress >= progress) break;
  return run.state;
}

/** The value of `--at` in whole days, up to the horizon; throws UsageError. */
export function parseDay(text: string, { horizon }: Scenario): number {
  const { data } = duration.safeParse(text);
  const last = Math.ceil(horizon);
  if (data !== undefined && Number.isInteger(data) && data <= last) return data;
  throw new UsageError(`invalid at: ${text}`, `write whole days from 0d to ${last}d, the scenario's horizon`);
}
