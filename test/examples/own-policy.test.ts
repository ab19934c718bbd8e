import { execFile, execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { promisify } from 'node:util';
import { createContext, runInContext } from 'node:vm';
import { build } from 'vite';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..', '..');
const examples = join(root, 'examples');

/** Every row of the example, under the built-in policy and its own, as text; in whatever world has the library. */
const everyRow = `
  import { parseScenario, simulate } from 'opset';
  import { compare, fearless, scenario } from './own-policy.mjs';
  const parsed = parseScenario(scenario);
  const rows = policies => [...simulate(parsed.scenario, 7, policies)];
  globalThis.everything = JSON.stringify([compare(), rows({}), rows({ operators: { small: fearless } })]);
`;

/** What node makes of a module that stands among the examples. */
function inNode(module: string): string {
  const print = `${module}\nprocess.stdout.write(globalThis.everything);`;
  const options = { cwd: examples, encoding: 'utf8', maxBuffer: 1e8 } as const;
  return execFileSync(process.execPath, ['--input-type=module', '--eval', print], options);
}

/** The module and all it imports as one script for a browser. */
async function bundle(module: string): Promise<string> {
  const entry = join(examples, 'every-row.mjs');
  const built = await build({
    root: examples,
    configFile: false,
    logLevel: 'silent',
    plugins: [
      {
        name: 'module from text',
        resolveId: id => (id === entry ? id : undefined),
        load: id => (id === entry ? module : undefined),
      },
    ],
    build: { write: false, minify: false, lib: { entry, formats: ['iife'], name: 'example' } },
  });
  const [{ output }] = built as unknown as [{ output: readonly [{ code: string }] }];
  return output[0].code;
}

/** The path of a headless browser, if there is one. */
const chromium = ['chromium', 'chromium-browser', 'google-chrome'].flatMap(name => {
  try {
    return [execFileSync('which', [name], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim()];
  } catch {
    return [];
  }
})[0];

describe('the example of a policy of its own', () => {
  it('prints a table in Node, in which the fearless serve the strict set and lose more to slashes', () => {
    const printed = execFileSync(process.execPath, ['in-node.mjs'], { cwd: examples, encoding: 'utf8' });
    const figures = new Map(
      printed
        .split('\n')
        .map(line => line.split('│').map(cell => cell.trim()))
        .filter(cells => cells.length > 4)
        .map(([, , measure, builtIn, own]) => [measure, [Number(builtIn), Number(own)] as const]),
    );
    for (const measure of ["'bridge.strict.members.mean'", "'bridge.strict.slashed'"]) {
      const [builtIn, own] = figures.get(measure)!;
      expect(own).toBeGreaterThan(builtIn);
    }
  });

  it('gives the same rows in a world with nothing but the language in it', async () => {
    const world = createContext(Object.create(null) as object);
    expect(runInContext('typeof process + typeof document + typeof fetch', world)).toBe(
      'undefinedundefinedundefined',
    );
    runInContext(await bundle(everyRow), world);
    const rows = runInContext('everything', world) as string;
    expect(rows.length).toBeGreaterThan(100_000);
    expect(rows).toBe(inNode(everyRow));
  });

  it.skipIf(chromium === undefined)(
    `fills its table in ${chromium === undefined ? 'a browser: none found on the path' : 'headless chromium'}`,
    async () => {
      const folder = mkdtempSync(join(tmpdir(), 'opset-example-'));
      await build({
        root: examples,
        configFile: false,
        logLevel: 'silent',
        build: { outDir: folder, rollupOptions: { input: join(examples, 'in-browser.html') } },
      });
      const types: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript' };
      const server = createServer((request, response) => {
        const path = request.url === '/favicon.ico' ? undefined : join(folder, request.url!);
        response.setHeader('content-type', types[extname(path ?? '')] ?? 'text/plain');
        response.end(path === undefined ? '' : readFileSync(path));
      }).listen(0);
      try {
        const { port } = server.address() as AddressInfo;
        const flags = ['--headless', '--no-sandbox', '--disable-gpu', '--virtual-time-budget=60000'];
        const page = [...flags, '--dump-dom', `http://127.0.0.1:${port}/in-browser.html`];
        const { stdout } = await promisify(execFile)(chromium!, page);
        const cells = [...stdout.matchAll(/<td>([^<]*)<\/td>/g)].map(([, cell]) => cell);
        const [compared] = JSON.parse(inNode(everyRow)) as [Record<string, unknown>[]];
        expect(cells).toEqual(compared.flatMap(row => Object.values(row).map(String)));
      } finally {
        server.close();
      }
    },
  );
});
