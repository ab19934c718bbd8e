import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { verbs } from '../../src/cli/verbs/index.ts';
import { readScenario } from '../../src/input/scenario-file.ts';
import { start } from '../cli/opset.ts';
import { folderWith, small } from '../input/folder.ts';
import { type Command, commandsOf } from './shell.ts';

/** What is thrown where the work of a command would begin. */
const begun = vi.hoisted(() => new Error('begun'));
const begin = vi.hoisted(() => () => Promise.reject(begun));
vi.mock(import('../../src/runs/executors/local-executor.ts'), () => ({ localExecutor: begin }));
vi.mock(import('../../src/cli/interrupt.ts'), () => ({ interruptible: begin }));
vi.mock(import('../../src/cli/running/redis-option.ts'), async original => ({
  ...(await original()),
  reachRedis: begin,
}));
vi.mock(import('../../src/cli/verbs/play/serve-playground.ts'), () => ({ servePlayground: begin }));
vi.mock(import('../../src/cli/verbs/play/export-playground.ts'), () => ({ exportPlayground: begin }));
// Nothing is drawn, and what draws loads slowly.
vi.mock(import('../../src/report/index.ts'), () => ({ report: begin }));

const root = join(import.meta.dirname, '..', '..');
const readme = readFileSync(join(root, 'README.md'), 'utf8');
const json = (file: string) => JSON.parse(readFileSync(join(root, file), 'utf8')) as unknown;
const manifest = json('package.json') as {
  readonly bin: { readonly opset: string };
  readonly scripts: Readonly<Record<string, string>>;
};
/** The text of the one block in a language. */
const block = (language: string) => new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, 'ms').exec(readme)![1]!;

const study = (scenario: string) => `name: study
scenario: ${scenario}
factors:
  budget: { path: avss.one.budget.usdPerWeek, range: [500, 2000] }
  stake: { path: operators.ordinary.ownStake.eth, range: [5, 20] }
design: { kind: latinHypercube, points: 16 }
`;

/** Scenarios of the table at the top. */
const columns = ['equal-pay', 'decentralized-ai', 'harsh-slashing'];

/** A folder as of somebody who reads the page: the scenarios, and files of the names that it makes up. */
const folder = folderWith({
  'small.yaml': small,
  'study.yaml': study('small.yaml'),
  'my-study.yaml': study('small.yaml'),
  'shared/study.shard-1-of-16/study.yaml': study('../../small.yaml'),
});
cpSync(join(root, 'scenarios'), join(folder, 'scenarios'), { recursive: true });

/** All shell lines of the page, those within its sentences too; what they leave open is filled in. */
const commands = [...readme.matchAll(/^```sh\n(.*?)^```|`((?:npx|npm|node|opset) [^`]+)`/gms)]
  .map(([, block, span]) => (block ?? span!).replace(' /shared', ' shared'))
  .flatMap(script => columns.map(name => script.replace('<name>', name)))
  .flatMap(script => commandsOf(script, folder));
const all = [...new Map(commands.map(command => [command.join(' '), command])).entries()];

/** Commands that are carried out as they stand. */
const carriedOut = /^opset (init|validate|slash-preview|security .*|sweep .* --dry-run$)/;

/** Why the others are only followed to where their first run would begin, or to the programs that they name. */
const reasons: readonly (readonly [pattern: RegExp, why: string])[] = [
  [/^opset run /, 'a year and its page take seconds'],
  [/^opset (sweep \S+$|(compare|sensitivity|optimize|risk) )/, 'it takes minutes'],
  [/^(redis-server|opset .*redis:)/, 'it needs a server'],
  [/^(sbatch|opset .*( --shard |\.shard-))/, 'it needs a cluster'],
  [/^opset (import|risk|run|compare|play|security)$/, 'it is named, not called'],
  [/^opset play /, 'it serves until it is stopped, or bundles a page'],
  [/^opset worker --stdio$/, 'it waits for requests'],
  [/^npm ci$/, 'it needs a network'],
  [/^npm test$/, 'it is what runs this'],
  [/^npm start$/, 'a year and its page take seconds'],
  [/^npm run conformance$/, 'it takes seconds'],
  [/^npm run bench/, 'it measures for minutes'],
  [/^(node|vite) /, 'the tests of the examples carry it out'],
];

/** Follows a command to where its work would begin; what it names is there, and what it says is understood. */
async function follow([name, ...rest]: Command): Promise<void> {
  const [first = '', ...more] = rest;
  if (name === 'opset') {
    const verb = verbs.find(candidate => candidate.name === first)!;
    expect(verb).toBeDefined();
    if (more.length > 0) await expect(verb.run(more)).rejects.toBe(begun);
  } else if (name === 'node') {
    expect(existsSync(join(root, first)), first).toBe(true);
    if (first === manifest.bin.opset) await follow(['opset', ...more]);
  } else if (name === 'npm' && first === 'ci') {
    const { packages } = json('package-lock.json') as { packages: Record<string, object> };
    const { dependencies, devDependencies } = packages[''] as Record<string, object>;
    expect(manifest).toMatchObject({ dependencies, devDependencies });
  } else if (name === 'npm') {
    const script = first === 'run' ? more[0]! : first;
    expect(manifest.scripts).toHaveProperty(script);
    const lines = [manifest.scripts[`pre${script}`] ?? '', manifest.scripts[script]!];
    for (const command of lines.flatMap(line => commandsOf(line, folder))) await follow(command);
  } else if (name !== 'redis-server' && name !== 'sbatch') {
    expect(existsSync(join(root, 'node_modules', '.bin', name)), name).toBe(true);
  }
}

describe('on the first page, in its order,', () => {
  const here = process.cwd();
  beforeAll(() => process.chdir(folder));
  afterAll(() => process.chdir(here));

  it.each(all.filter(([text]) => carriedOut.test(text)))('%s: is carried out', async (_, [, ...args]) => {
    expect(await start(folder, args).ended).toMatchObject({ code: 0 });
  });

  const others = all.filter(([text]) => !carriedOut.test(text));
  const explained = others.map(
    ([text, command]) => [text, reasons.find(([pattern]) => pattern.test(text))?.[1], command] as const,
  );
  it.each(explained)('%s: is read up to its work, not carried out: %s', async (_, why, command) => {
    expect(why, 'say why it is not carried out').toBeDefined();
    await follow(command);
  });

  it('no reason is left over', () => {
    const unused = reasons.filter(([pattern]) => !others.some(([text]) => pattern.test(text)));
    expect(unused).toEqual([]);
  });

  it('the variant of a scenario is valid', () => {
    writeFileSync('variant.yaml', block('yaml'));
    expect(readScenario('variant.yaml')).toMatchObject({ ok: true });
  });

  it('the program runs, and conditions of commands name measures that it prints', () => {
    const reading = readScenario('my-avs.yaml', ['horizon=2d']);
    const written = reading.ok ? reading.value.written : undefined;
    mkdirSync('node_modules');
    symlinkSync(root, join('node_modules', 'opset'));
    writeFileSync('program.mjs', `const written = ${JSON.stringify(written)};\n${block('js')}`);
    const printed = execFileSync(process.execPath, ['program.mjs'], { encoding: 'utf8' });
    const measures = printed.split('\n').map(line => line.split(' ')[0]);
    const conditions = all.flatMap(([, words]) => words.filter((_, at) => words[at - 1] === '--fail-if'));
    expect(conditions.length).toBeGreaterThan(0);
    for (const condition of conditions) expect(measures).toContain(condition.split(' ')[0]);
  });
});
