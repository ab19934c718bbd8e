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

const identified = z.object({ id: z.union([z.number(), z.string()]) });

const request = identified.strict().extend({
  method: z.enum(['describe', 'health', 'run']),
  params: z.unknown().optional(),
});

const runParams = z.strictObject({
  scenario: z.union([z.string(), z.record(z.string(), z.unknown())]),
  set: z.array(z.string()).default([]),
  seed: z.union([z.number(), z.string()]).optional(),
  measures: z.array(z.string()).default([]),
});

/** A request that cannot be served: what is wrong, and where. */
class RequestError extends Error {
  readonly problems: readonly string[];

  constructor(message: string, problems: readonly string[]) {
    super(message);
    this.problems = problems;
  }
}

/**
 * Serves requests from stdin, one JSON document a line, `{id, method, params}`, with answers on stdout, one a line,
 * `{id, result}` or `{id, error: {message, problems}}`; in whatever order runs end. Resolves when the input has ended and
 * all is answered.
 *
 * - `describe`: versions, methods, and the JSON Schema of scenarios.
 * - `run`: `scenario` (a file, or the scenario itself), `set` (as `--set`), `seed`, `measures` (patterns); gives each
 *   measure's value and unit. The same as `opset run` with that seed.
 * - `health`: runs done, failed and under way.
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
      const values = measuresOf(finished).map(([name, unit, value]) => [name, { value, unit }]);
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
    if (underway.size > executor.jobs) await Promise.race(underway);
  }
  await Promise.all(underway);
}

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

/** The scenario a request means: a file, or the scenario itself, with overrides. */
function requestedScenario({ scenario, set }: z.output<typeof runParams>): {
  readonly written: Readonly<Record<string, unknown>>;
  readonly seed: number | string;
} {
  const reading = typeof scenario === 'string' ? readScenario(scenario, set) : inlineScenario(scenario, set);
  if (reading.ok) return { written: reading.value.written, seed: reading.value.scenario.seed };
  throw new RequestError(
    'invalid scenario',
    reading.problems.map(
      ({ at, message, help }) => `${locationText(at)}: ${message}${help ? `; ${help}` : ''}`,
    ),
  );
}

function inlineScenario(scenario: Record<string, unknown>, set: readonly string[]): Reading<ReadScenario> {
  const problems: InputProblem[] = [];
  const tree = parseYaml({ kind: 'option', name: 'scenario', text: JSON.stringify(scenario) }, problems);
  if (tree?.kind !== 'map') return { ok: false, problems };
  return resolveScenario(embedPopulations(applyOverrides(tree, set, problems), problems), problems);
}

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

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch (error) {
    throw new RequestError(`invalid request: not a JSON document: ${(error as Error).message}`, []);
  }
}

function parseWith<T>(schema: z.ZodType<T>, value: unknown): T {
  const { success, data, error } = schema.safeParse(value);
  if (success) return data;
  throw new RequestError(
    'invalid request',
    error.issues.map(({ path, message }) => `${path.join('.') || 'request'}: ${message}`),
  );
}
