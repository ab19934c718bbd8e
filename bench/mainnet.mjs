// A year of a world as large as mainnet's: the simulation with all decisions, at the fraction of the size that is asked
// for, and the accounting alone, in the exact ledger and in C++ floats with the same draws.
import { inTurn, measured, median, printTable, program, rounded, spread } from './harness.mjs';
import { compiled, streamWords } from './reference/reference.mjs';
import { mainnet, world } from './world.mjs';

export const meaning = 'a year of a million restakers, and its accounting against C++ in floats';

export const options = {
  fraction: { value: 0.02, meaning: 'part of the restakers, operators, sets and AVSs to simulate; 1 is all' },
  days: { value: 365, meaning: 'days to simulate and to account for' },
  accounting: { value: 1, meaning: 'part of the size for the accounting alone' },
  rounds: { value: 5, meaning: 'rounds of ledger and C++ in turn' },
};

/** Restakers' actions a year in the accounting of the whole size. */
const ACTIONS = 2_000_000;

const LARGEST_DIFFERENCE = 1e-9;

/** Mainnet's size times a fraction. */
function sizeOf(fraction, days) {
  const part = (count, least) => Math.max(least, Math.round(count * fraction));
  return {
    ...mainnet,
    restakers: part(mainnet.restakers, 10),
    operators: part(mainnet.operators, 5),
    sets: part(mainnet.sets, 5),
    avss: part(mainnet.avss, 1),
    days,
  };
}

function text({ restakers, operators, sets }) {
  const numbers = [restakers, operators, sets].map(number => number.toLocaleString('en'));
  return `${numbers[0]} restakers, ${numbers[1]} operators, ${numbers[2]} sets`;
}

function simulated({ fraction, days }) {
  const size = sizeOf(fraction, days);
  const share = fraction === 1 ? 'the whole size' : `${rounded(100 * fraction)}% of the size`;
  console.log(`Simulation, every decision made, ${share}: ${text(size)} of ${size.avss} AVSs, ${days} days`);
  const command = program('simulate', 1, 'summary');
  const { runs, peakRssMb } = measured(command, { input: JSON.stringify(world(size)) });
  const [{ seconds, cpuSeconds, events }] = runs;
  const figures = [seconds, cpuSeconds].map(number => number.toFixed(2));
  console.log(
    `  ${figures[0]} s (CPU ${figures[1]} s), ${peakRssMb.toFixed(0)} MB, ${events.toLocaleString('en')} events`,
  );
  return {
    fraction,
    ...size,
    seconds: rounded(seconds),
    cpuSeconds: rounded(cpuSeconds),
    peakRssMb: rounded(peakRssMb),
    events,
  };
}

/** Throws if the ledger and the floats do not agree: counts exactly, sums but for rounding. */
function checkAgree(exact, floats) {
  const apart = exact.sums.map((sum, index) => Math.abs(sum - floats.sums[index]) / Math.abs(sum));
  if (exact.counts.join() === floats.counts.join() && Math.max(...apart) < LARGEST_DIFFERENCE) return;
  throw new Error(`the accounts differ: ${JSON.stringify(exact)} and ${JSON.stringify(floats)}`);
}

function accounted({ accounting, days, rounds }) {
  const size = sizeOf(accounting, days);
  const { restakers, operators, sets } = size;
  const actions = Math.round((ACTIONS * accounting * days) / 365);
  console.log(`Accounting alone: ${text(size)}, ${days} days, ${actions.toLocaleString('en')} actions`);
  const words = [restakers, operators, sets, days, actions];
  const cpp = compiled('ledger-year');
  const field = [{ command: program('ledger-year', ...words) }];
  if (cpp !== undefined) field.push({ command: [cpp, ...words, ...streamWords('ledger year')] });
  const [exact, floats] = inTurn(field, rounds);
  const cpu = results => results.map(result => result.cpuSeconds);
  const memory = results => Math.max(...results.map(result => result.peakRssMb));
  const row = (name, results) => [
    name,
    `CPU ${spread(cpu(results), 3)} s`,
    `${memory(results).toFixed(0)} MB`,
  ];
  printTable([
    row('the exact ledger', exact),
    ...(floats === undefined ? [] : [row('C++ in floats', floats)]),
  ]);
  const phases = exact[0].phases.map(({ name, seconds }) => `${name} ${seconds.toFixed(2)} s`);
  console.log(`  of the ledger's first round: ${phases.join(', ')}`);
  const figures = {
    fraction: accounting,
    actions,
    rounds,
    seconds: rounded(median(exact.map(({ seconds }) => seconds))),
    cpuSeconds: rounded(median(cpu(exact))),
    peakRssMb: rounded(memory(exact)),
  };
  if (floats === undefined) return figures;
  for (const [index, result] of exact.entries()) checkAgree(result, floats[index]);
  const ratio = median(cpu(exact)) / median(cpu(floats));
  console.log(
    `  the ledger takes ${ratio.toFixed(2)}x the time of C++; counts are equal, sums agree to 1e-9`,
  );
  return { ...figures, cppSeconds: rounded(median(cpu(floats))), ratio: rounded(ratio) };
}

export function run(values) {
  return { ...simulated(values), accounting: accounted(values) };
}
