import type { PlayAnswer, PlayRequest } from '../model/messages.ts';
import type { PlayedRun } from '../model/runs/played-run.ts';
import { completionsAt } from './completions.ts';
import { openPlayer, type Player, Refused } from './player.ts';

/** How long a run goes on before questions are heard and news are told, in milliseconds. */
const SLICE_MS = 16;

/** The side of a worker that talks to its page. */
interface WorkerPort {
  postMessage(answer: PlayAnswer): void;
  onmessage: ((event: { readonly data: PlayRequest }) => void) | null;
}

const port = globalThis as unknown as WorkerPort;
let player: Player | undefined;

/** Runs by number: one that is not let go on waits where it is. */
const runs = new Map<number, { readonly run: PlayedRun; readonly replicate: number; toDay: number }>();
let isTurning = false;

port.onmessage = ({ data }) => {
  try {
    const answer = answerTo(data);
    if (answer !== undefined) port.postMessage(answer);
  } catch (error) {
    const { id } = data;
    if (error instanceof Refused) port.postMessage({ kind: 'problems', id, problems: error.problems });
    else
      port.postMessage({ kind: 'failed', id, error: error instanceof Error ? error.message : String(error) });
  }
};

/** What can be answered at once; runs and digests tell their news as they go on. */
function answerTo(request: PlayRequest): PlayAnswer | undefined {
  const { id } = request;
  switch (request.kind) {
    case 'open':
      player = openPlayer(request.scenario);
      runs.clear();
      return { kind: 'opened', id, setup: player.setup };
    case 'run':
      runs.set(id, { run: opened().run(request), replicate: request.replicate, toDay: request.toDay });
      goOn();
      return undefined;
    case 'goOn': {
      const one = runs.get(id);
      if (one) one.toDay = request.toDay;
      goOn();
      return undefined;
    }
    case 'cancel':
      runs.delete(id);
      return undefined;
    case 'digest':
      void digest(id, opened().digest(request.changes));
      return undefined;
    case 'variant':
      return { kind: 'variant', id, yaml: opened().variant(request.changes) };
    case 'read':
      return { kind: 'read', id, changes: opened().read(request.text) };
    case 'complete':
      return { kind: 'complete', id, ...completionsAt(request.text, request.offset) };
  }
}

function opened(): Player {
  if (player === undefined) throw new Error('missing scenario: open one first');
  return player;
}

/** Resolves once messages that wait have been heard. */
function turn(): Promise<void> {
  return new Promise(resolve => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}

/** The run that is most urgent of those that are not where they wait: of the lowest replicate, of these the newest. */
function mostUrgent() {
  return [...runs]
    .filter(([, { run, toDay }]) => run.day < toDay)
    .sort(([one, { replicate: a }], [other, { replicate: b }]) => a - b || other - one)[0];
}

/** Lets the runs go on that are not where they wait, slice by slice. */
async function goOnWithRuns(): Promise<void> {
  for (;;) {
    const next = mostUrgent();
    if (next === undefined) return;
    const [id, { run, toDay }] = next;
    const until = performance.now() + SLICE_MS;
    try {
      const news = run.advance(toDay, () => performance.now() >= until);
      port.postMessage({ kind: 'news', id, news });
      if (news.isDone) runs.delete(id);
    } catch (error) {
      runs.delete(id);
      port.postMessage({ kind: 'failed', id, error: error instanceof Error ? error.message : String(error) });
    }
    await turn();
  }
}

function goOn(): void {
  if (isTurning) return;
  isTurning = true;
  void goOnWithRuns().finally(() => {
    isTurning = false;
  });
}

async function digest(id: number, steps: Generator<void, string>): Promise<void> {
  for (let until = performance.now() + SLICE_MS; ; ) {
    const { done, value } = steps.next();
    if (done) {
      port.postMessage({ kind: 'digest', id, digest: value });
      return;
    }
    if (performance.now() < until) continue;
    await turn();
    until = performance.now() + SLICE_MS;
  }
}
