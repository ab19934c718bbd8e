// PHOLD (lookahead 0.1 + Exp(1), uniform destination, one new event per event) through the engine's public interface
// or on a binary heap of objects. Usage: phold.mjs engine|objects PENDING EVENTS. Prints CPU ns per event and what came
// out, as JSON: receptions weighted by their process's number, and the time of the last event.
import { Clock, exponential, priority, streams } from '../../dist/sim/engine/index.js';

const [, , contestant] = process.argv;
const [pending, events] = process.argv.slice(3).map(Number);

/** CPU time per event of `hold(events)`, in ns, after a warm-up of a quarter as many. */
function timed(hold) {
  hold(Math.floor(events / 4));
  const start = process.cpuUsage();
  hold(events);
  const { user, system } = process.cpuUsage(start);
  return ((user + system) * 1000) / events;
}

const weightedSum = received => received.reduce((sum, count, index) => sum + count * (index + 1), 0);

function engine() {
  const stream = streams(1).stream('phold');
  const clock = new Clock();
  const received = new Int32Array(pending);
  const hop = clock.kind('hop', subject => {
    received[subject]++;
    clock.after(0.1 + exponential(stream, 1), priority.act, hop, (stream() * pending) | 0);
  });
  for (let i = 0; i < pending; i++) clock.at(0.1 + exponential(stream, 1), priority.act, hop, i);
  const ns = timed(count => {
    for (let i = 0; i < count; i++) clock.step();
  });
  return { ns, weighted: weightedSum(received), now: clock.now };
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
    const time = event.time + (0.1 + exponential(stream, 1));
    push(heap, { time, order: order++, handler: hop, subject: (stream() * pending) | 0 });
  };
  for (let subject = 0; subject < pending; subject++) {
    push(heap, { time: 0.1 + exponential(stream, 1), order: order++, handler: hop, subject });
  }
  let now = 0;
  const ns = timed(count => {
    for (let i = 0; i < count; i++) {
      const event = pop(heap);
      now = event.time;
      event.handler(event);
    }
  });
  return { ns, weighted: weightedSum(received), now };
}

console.log(JSON.stringify(contestant === 'engine' ? engine() : objects()));
