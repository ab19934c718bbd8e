// A year of the flagship scenario with all its tables, cold and warm, as a run and as a slider of the playground have it.
import { join } from 'node:path';
import { readScenario } from '../dist/src/input/scenario-file.js';
import { inTurn, median, program, root, rounded, spread } from './harness.mjs';

export const meaning = 'a year of scenarios/decentralized-ai.yaml, warm and cold';

export const options = {
  days: { value: 365, meaning: 'days to simulate' },
  runs: { value: 4, meaning: 'runs of a process; the last one is warm' },
  rounds: { value: 5, meaning: 'processes' },
};

/** The flagship scenario as written, of a length in days. */
export function flagship(days) {
  const reading = readScenario(join(root, 'scenarios', 'decentralized-ai.yaml'), []);
  if (!reading.ok) throw new Error(JSON.stringify(reading.problems));
  return { ...reading.value.written, horizon: `${days}d` };
}

export function run({ days, runs, rounds }) {
  const contestant = { command: program('simulate', runs, 'all'), input: JSON.stringify(flagship(days)) };
  const [processes] = inTurn([contestant], rounds);
  const secondsOf = place => processes.map(({ runs: all }) => all.at(place).seconds);
  const memory = processes.map(({ peakRssMb }) => peakRssMb);
  // The last run of every process has the same seed, and so the same events.
  const { events } = processes[0].runs.at(-1);
  console.log(`The flagship, ${days} days, ${events.toLocaleString('en')} events, of ${rounds} processes:`);
  console.log(`  warm (run ${runs} of a process)  ${spread(secondsOf(-1), 3)} s`);
  console.log(`  cold (its first run)       ${spread(secondsOf(0), 3)} s`);
  console.log(`  peak memory                ${spread(memory, 0)} MB`);
  return {
    seconds: rounded(median(secondsOf(-1))),
    coldSeconds: rounded(median(secondsOf(0))),
    peakRssMb: rounded(Math.max(...memory)),
    events,
    days,
  };
}
