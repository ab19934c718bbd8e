import { createInterface } from 'node:readline';
import { z } from 'zod';
import { modelVersion } from '../../../sim/version.ts';
import { editorSchema } from '../../input/editor-schema.ts';
import { applyOverrides } from '../../input/override.ts';
import { embedPopulations } from '../../input/population-csv.ts';
import { type InputProblem, locationText, type Reading } from '../../input/problem.ts';
import { type ReadScenario, readScenario, resolveScenario } from '../../input/scenario-file.ts';
import { parseYaml } from '../../input/yaml.ts';
import type { Executor } from '../../runs/executors/executor.ts';
import { type FinishedRun, jobsOf, measuresOf } from '../../runs/job.ts';
import { toolVersion } from '../../version.ts';
import { printData } from '../terminal.ts';

/** What an answer needs of a request. */
const identified = z.object({ id: z.union([z.number(), z.string()]) });

/** A request. */
const request = identified.strict().extend({
  method: z.enum(['describe', 'health', 'run']),
  params: z.unknown().optional(),
});

/** Parameters of `run`. */
const runParams = z.strictObject({
  scenario: z.union([z.string(), z.record(z.string(), z.unknown())]),
  set: z.array(z.string()).default([]),
  seed: z.union([z.number(), z.string()]).optional(),
  measures: z.array(z.string()).default([]),
});

/** Most problems of a scenario that an answer lists. */
const mostProblems = 20;

/** A request cannot be served. */
class RequestError extends Error {
  /** What is wrong, and where. */
  readonly problems: readonly string[];

  constructor(message: string, problems: readonly string[]) {
    super(message);
    this.problems = problems;
  }
}

/**
 * Serves requests from stdin, one JSON document a line: `{id, method, params}`. Answers are printed on stdout, one a line:
 * `{id, result}` or `{id, error: {message, problems}}`, in the order in which runs end. Resolves when the input has ended
 * and all requests are answered. No more requests are read than can be under way, so that whoever sends them is held
 * back and this process is not filled. A bad request has an answer and ends nothing.
 *
 * Methods:
 * - `describe` gives versions, methods, and the JSON Schema of scenarios.
 * - `run` takes `scenario` (a file, or the scenario itself), `set` (as `--set`), `seed` and `measures` (patterns); gives
 *   the value and unit of each measure, as `opset run` with that seed.
 * - `health` gives the number of runs that are done, failed and under way.
 */
export async function serveRequests(executor: Executor): Promise<void> {
  const count = { done: 0, failed: 0, underway: 0 };
  const serve = async (method: z.output<typeof request>['method'], params: unknown): Promise<unknown> => {
    if (method === 'health') return { ok: true, ...count };
    if (method === 'describe') return description();
    count.underway++;
    try {
      const finished = await runOne(executor, parseWith(runParams, params ?? {}));
      if ('error' in finished) throw new RequestError(finished.error, []);
      count.done++;
      const values = measuresOf(finished).map(({ name, unit, value }) => [name, { value, unit }]);
      return { key: finished.key, seed: finished.seed, measures: Object.fromEntries(values) };
    } catch (error) {
      count.failed++;
      throw error;
    } finally {
      count.underway--;
    }
  };
  const answer = async (line: string): Promise<void> => {
    let id: number | string | null = null;
    try {
      const document = parseJson(line);
      // An answer says what it answers even where no more than that can be read.
      id = identified.safeParse(document).data?.id ?? null;
      const asked = parseWith(request, document);
      const result = await serve(asked.method, asked.params);
      printData(JSON.stringify({ id, result }));
    } catch (error) {
      const { message } = error as Error;
      const problems = error instanceof RequestError ? error.problems : [];
      printData(JSON.stringify({ id, error: { message, problems } }));
    }
  };
  const underway = new Set<Promise<void>>();
  for await (const line of createInterface({ input: process.stdin })) {
    if (line.trim() === '') continue;
    const one: Promise<void> = answer(line).finally(() => underway.delete(one));
    underway.add(one);
    // One more than can run at once: the next is read and checked while the others run.
    if (underway.size > executor.jobs) await Promise.race(underway);
  }
  await Promise.all(underway);
}

/**
 * Does the run that a request asks for. The seed of the request goes before that of the scenario, changes among them.
 */
async function runOne(executor: Executor, params: z.output<typeof runParams>): Promise<FinishedRun> {
  const { written, seed } = requestedScenario(params);
  let result: FinishedRun | undefined;
  await executor.run(
    [jobsOf(written, params.measures)(params.seed ?? seed)],
    finished => {
      result = finished;
    },
    new AbortController().signal,
  );
  return result!;
}

/** The scenario that a request asks for, with its overrides; throws RequestError when it is invalid. */
function requestedScenario({ scenario, set }: z.output<typeof runParams>): {
  readonly written: Readonly<Record<string, unknown>>;
  readonly seed: number | string;
} {
  const reading = typeof scenario === 'string' ? readScenario(scenario, set) : inlineScenario(scenario, set);
  if (reading.ok) return { written: reading.value.written, seed: reading.value.scenario.seed };
  throw new RequestError(
    'invalid scenario',
    reading.problems
      .slice(0, mostProblems)
      .map(({ at, message, help }) => `${locationText(at)}: ${message}${help ? `; ${help}` : ''}`),
  );
}

/** Reads a scenario that is an object of the request. */
function inlineScenario(scenario: Record<string, unknown>, set: readonly string[]): Reading<ReadScenario> {
  const problems: InputProblem[] = [];
  const tree = parseYaml({ kind: 'request', name: 'scenario', text: jsonOf(scenario) }, problems);
  if (tree?.kind !== 'map') return { ok: false, problems };
  return resolveScenario(embedPopulations(applyOverrides(tree, set, problems), problems), problems);
}

/** A scenario as JSON; throws RequestError where values are nested too deeply for that. */
function jsonOf(scenario: Record<string, unknown>): string {
  try {
    return JSON.stringify(scenario);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new RequestError('invalid scenario', ['scenario: too many levels of values within values']);
  }
}

/** The result of `describe`. */
function description(): unknown {
  return {
    tool: 'opset',
    version: toolVersion(),
    model: modelVersion,
    methods: {
      describe: {},
      health: {},
      run: {
        scenario: 'a file, or the scenario itself as an object',
        set: 'changes, each path=value; none if left out',
        seed: "a number or text; the scenario's if left out",
        measures: 'patterns of names to keep, such as *.net_apr; all if left out',
      },
    },
    scenario: editorSchema(),
  };
}

/** Parses a line of the input; throws RequestError when it is no JSON. */
function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch (error) {
    throw new RequestError(`invalid request: not a JSON document: ${(error as Error).message}`, []);
  }
}

/** A value of the form that a schema describes; throws RequestError when it has another. */
function parseWith<T>(schema: z.ZodType<T>, value: unknown): T {
  const { success, data, error } = schema.safeParse(value);
  if (success) return data;
  throw new RequestError(
    'invalid request',
    error.issues.map(({ path, message }) => `${path.join('.') || 'request'}: ${message}`),
  );
}
