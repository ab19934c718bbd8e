// PHOLD (lookahead 0.1 + Exp(1), uniform destination, one new event per event) through the engine's public
// interface, against a binary heap of objects in JavaScript and, where g++ is installed, two queues in C++.
// Every measurement has a process of its own. Run after `npm run build`: node bench/phold.mjs [pending] [events]
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Clock, exponential, priority, streams } from '../dist/sim/engine/index.js';

const pending = Number(process.argv[2] ?? 10_000);
const events = Number(process.argv[3] ?? 3_000_000);
const only = process.argv[4];
const rounds = 5;
const here = fileURLToPath(import.meta.url);

/** CPU time per event of `hold(events)`, in ns, after a warm-up of a quarter as many. */
function timed(hold) {
  hold(events / 4);
  const start = process.cpuUsage();
  hold(events);
  const { user, system } = process.cpuUsage(start);
  return ((user + system) * 1000) / events;
}

function engine() {
  const stream = streams(1).stream('phold');
  const clock = new Clock();
  const received = new Int32Array(pending);
  const hop = clock.kind('hop', subject => {
    received[subject]++;
    clock.after(0.1 + exponential(stream, 1), priority.act, hop, (stream() * pending) | 0);
  });
  for (let i = 0; i < pending; i++) clock.at(0.1 + exponential(stream, 1), priority.act, hop, i);
  return timed(count => {
    for (let i = 0; i < count; i++) clock.step();
  });
}

function before(a, b) {
  return a.time < b.time || (a.time === b.time && a.order < b.order);
}

function push(heap, event) {
  let hole = heap.length;
  heap.push(event);
  while (hole > 0) {
    const parent = (hole - 1) >> 1;
    if (!before(event, heap[parent])) break;
    heap[hole] = heap[parent];
    hole = parent;
  }
  heap[hole] = event;
}

function pop(heap) {
  const first = heap[0];
  const last = heap.pop();
  let hole = 0;
  for (let child = 1; child < heap.length; child = 2 * hole + 1) {
    if (child + 1 < heap.length && before(heap[child + 1], heap[child])) child++;
    if (!before(heap[child], last)) break;
    heap[hole] = heap[child];
    hole = child;
  }
  if (heap.length > 0) heap[hole] = last;
  return first;
}

function objects() {
  const stream = streams(1).stream('phold');
  const heap = [];
  const received = new Int32Array(pending);
  let order = 0;
  const hop = event => {
    received[event.subject]++;
    const time = event.time + 0.1 + exponential(stream, 1);
    push(heap, { time, order: order++, handler: hop, subject: (stream() * pending) | 0 });
  };
  for (let subject = 0; subject < pending; subject++) {
    push(heap, { time: 0.1 + exponential(stream, 1), order: order++, handler: hop, subject });
  }
  return timed(count => {
    for (let i = 0; i < count; i++) {
      const event = pop(heap);
      event.handler(event);
    }
  });
}

/** Programs that print their ns per event; C++ ones only if g++ is there. */
function contestants(folder) {
  const self = [process.execPath, here, pending, events];
  const javascript = [
    { name: 'engine (Clock)', command: [...self, 'engine'], ns: [] },
    { name: 'binary heap of objects', command: [...self, 'objects'], ns: [] },
  ];
  const program = join(folder, 'phold');
  const source = join(here, '..', 'phold.cpp');
  try {
    execFileSync('g++', ['-O3', '-march=native', '-std=c++17', '-o', program, source], { stdio: 'pipe' });
  } catch (error) {
    console.log(`C++ skipped: g++ did not compile bench/phold.cpp (${error.code ?? error.message}).`);
    return javascript;
  }
  return [
    ...javascript,
    { name: 'C++ std::priority_queue', command: [program, 'pq', pending, events], ns: [] },
    { name: 'C++ calendar queue', command: [program, 'calendar', pending, events], ns: [] },
  ];
}

/** Runs all contestants in turn, round after round, and prints medians and ratios. */
function compare() {
  const folder = mkdtempSync(join(tmpdir(), 'opset-phold-'));
  try {
    const field = contestants(folder);
    for (let round = 0; round < rounds; round++) {
      for (const { command, ns } of field) {
        const [file, ...rest] = command;
        ns.push(Number.parseFloat(execFileSync(file, rest.map(String)).toString()));
      }
    }
    console.log(
      `PHOLD, ${pending} pending, ${events} events: CPU time, median of ${rounds} rounds (least-most)`,
    );
    const median = ns => ns.sort((a, b) => a - b)[rounds >> 1];
    const own = median(field[0].ns);
    for (const { name, ns } of field) {
      const figure = `${median(ns).toFixed(1).padStart(7)} ns/event (${ns[0].toFixed(1)}-${ns.at(-1).toFixed(1)})`;
      console.log(
        `${name.padEnd(24)}${figure}; the engine takes ${(own / median(ns)).toFixed(2)} x its time`,
      );
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

if (only === 'engine') console.log(engine());
else if (only === 'objects') console.log(objects());
else compare();
