import type { Change } from '../model/levers/change.ts';
import type {
  Completion,
  PlayAnswer,
  PlayedScenario,
  PlayRequest,
  RunOrder,
  ToldProblem,
} from '../model/messages.ts';
import type { RunNews } from '../model/runs/played-run.ts';

type AnswerOf<Kind extends PlayAnswer['kind']> = Extract<PlayAnswer, { kind: Kind }>;
type WithoutId<T> = T extends unknown ? Omit<T, 'id'> : never;

/** What became of a question to a worker that could not be answered. */
export class PlayProblems extends Error {
  readonly problems: readonly ToldProblem[];

  constructor(problems: readonly ToldProblem[]) {
    super(problems.map(({ message }) => message).join('; '));
    this.problems = problems;
  }
}

/** Where a run goes on, and how it is stopped. */
export interface RunHandle {
  readonly worker: number;
  goOn(toDay: number): void;
  cancel(): void;
}

/** Hears of a run. */
export interface RunListener {
  news(news: RunNews): void;
  failed(error: Error): void;
}

/** Workers that run a scenario. */
export interface WorkerPool {
  readonly size: number;
  /** Opens another scenario in all workers: runs of the one before are over. */
  open(scenario: PlayedScenario): void;
  /** Starts a run in a worker. */
  run(worker: number, order: RunOrder, listener: RunListener): RunHandle;
  digest(changes: readonly Change[]): Promise<string>;
  variant(changes: readonly Change[]): Promise<string>;
  read(text: string): Promise<readonly Change[]>;
  complete(
    text: string,
    offset: number,
  ): Promise<{ readonly from: number; readonly options: readonly Completion[] }>;
}

/**
 * Starts workers.
 *
 * @param script address of their script
 * @param size how many
 */
export function startWorkers(script: string, size: number): WorkerPool {
  const waiting = new Map<number, (answer: PlayAnswer) => void>();
  let lastId = 0;
  const workers = Array.from({ length: size }, () => {
    const worker = new Worker(script);
    worker.onmessage = ({ data }: MessageEvent<PlayAnswer>) => waiting.get(data.id)?.(data);
    return worker;
  });
  const send = (
    worker: number,
    request: WithoutId<PlayRequest>,
    hear: (answer: PlayAnswer) => void,
  ): number => {
    const id = ++lastId;
    waiting.set(id, hear);
    workers[worker]!.postMessage({ ...request, id });
    return id;
  };
  /** Asks the first worker, and waits for its answer of a kind. */
  const ask = <Kind extends PlayAnswer['kind']>(
    kind: Kind,
    request: WithoutId<PlayRequest>,
  ): Promise<AnswerOf<Kind>> =>
    new Promise((resolve, reject) => {
      const id = send(0, request, answer => {
        waiting.delete(id);
        if (answer.kind === kind) resolve(answer as AnswerOf<Kind>);
        else reject(errorOf(answer));
      });
    });
  return {
    size,
    open: scenario => {
      waiting.clear();
      for (const worker of workers.keys()) send(worker, { kind: 'open', scenario }, () => {});
    },
    run: (worker, order, { news, failed }) => {
      const id = send(worker, { kind: 'run', ...order }, answer => {
        if (answer.kind === 'news') news(answer.news);
        else failed(errorOf(answer));
        if (answer.kind !== 'news' || answer.news.isDone) waiting.delete(id);
      });
      return {
        worker,
        goOn: toDay => workers[worker]!.postMessage({ kind: 'goOn', id, toDay } satisfies PlayRequest),
        cancel: () => {
          waiting.delete(id);
          workers[worker]!.postMessage({ kind: 'cancel', id } satisfies PlayRequest);
        },
      };
    },
    digest: async changes => (await ask('digest', { kind: 'digest', changes })).digest,
    variant: async changes => (await ask('variant', { kind: 'variant', changes })).yaml,
    read: async text => (await ask('read', { kind: 'read', text })).changes,
    complete: (text, offset) => ask('complete', { kind: 'complete', text, offset }),
  };
}

function errorOf(answer: PlayAnswer): Error {
  if (answer.kind === 'problems') return new PlayProblems(answer.problems);
  return new Error(answer.kind === 'failed' ? answer.error : `unexpected answer: ${answer.kind}`);
}
