// PHOLD through the engine, against a binary heap of objects in JavaScript, two queues in C++ with the same draws, and
// SimPy and Mesa where they are installed (with draws of their own). Every measurement has a process of its own.
import { inTurn, median, printTable, program, rounded, spread } from './harness.mjs';
import { compiled, exponentialLayers, pythonWith, streamWords } from './reference/reference.mjs';

export const meaning = 'events a second through the engine, against C++ queues (PHOLD)';

export const options = {
  pending: { value: 10_000, meaning: 'processes, each with one pending event' },
  events: { value: 3_000_000, meaning: 'events that are timed' },
  rounds: { value: 5, meaning: 'rounds of all contestants in turn' },
};

/** Most events that Python's packages do: they take microseconds for each. */
const mostInPython = 100_000;

function contestants({ pending, events }) {
  const field = [
    { key: 'engine', name: 'engine (Clock)', command: program('phold', 'engine', pending, events) },
    { key: 'objects', name: 'binary heap of objects', command: program('phold', 'objects', pending, events) },
  ];
  const cpp = compiled('phold');
  if (cpp !== undefined) {
    const rest = [pending, events, ...streamWords('phold')];
    const input = exponentialLayers();
    field.push(
      { key: 'cppPriorityQueue', name: 'C++ std::priority_queue', command: [cpp, 'pq', ...rest], input },
      { key: 'cppCalendar', name: 'C++ calendar queue', command: [cpp, 'calendar', ...rest], input },
    );
  }
  for (const [module, name] of [
    ['simpy', 'SimPy'],
    ['mesa', 'Mesa'],
  ]) {
    const python = pythonWith(module, name);
    if (python === undefined) continue;
    const file = new URL(`reference/phold_${module}.py`, import.meta.url).pathname;
    const count = Math.min(events, mostInPython);
    field.push({ key: module, name, command: [python, file, pending, count], ownDraws: true });
  }
  return field;
}

/** Throws if contestants that share draws did not come to the same end. */
function checkEqual(field, results) {
  const [{ weighted, now }] = results[0];
  for (const [index, { name, ownDraws }] of field.entries())
    for (const result of results[index])
      if (!ownDraws && (result.weighted !== weighted || result.now !== now))
        throw new Error(`${name} came to ${JSON.stringify(result)}, the engine to ${weighted} at ${now}`);
}

export function run({ pending, events, rounds }) {
  const field = contestants({ pending, events });
  const results = inTurn(field, rounds);
  checkEqual(field, results);
  const ns = results.map(ofOne => ofOne.map(result => result.ns));
  const own = median(ns[0]);
  console.log(
    `PHOLD, ${pending} pending, ${events} events: CPU ns an event, median of ${rounds} (least-most)`,
  );
  printTable(
    field.map(({ name }, index) => [
      name,
      spread(ns[index], 1),
      `the engine takes ${(own / median(ns[index])).toFixed(2)}x its time`,
    ]),
  );
  console.log('Those with the same draws came to the same end, receptions and clock alike.');
  const figures = of => Object.fromEntries(field.map(({ key }, index) => [key, rounded(of(index))]));
  return {
    nsPerEvent: rounded(own),
    pending,
    events,
    rounds,
    ns: figures(index => median(ns[index])),
    ratios: figures(index => own / median(ns[index])),
  };
}
