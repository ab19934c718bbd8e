import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const root = join(import.meta.dirname, '..', '..');

/** What the type checker says about a file of somebody who installed the package. */
async function complaints(code: string): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'opset-types-'));
  mkdirSync(join(folder, 'node_modules'));
  symlinkSync(root, join(folder, 'node_modules', 'opset'));
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  writeFileSync(join(folder, 'own.ts'), code);
  const options = '--noEmit --strict --module nodenext --target es2023 --lib es2023,dom --types'.split(' ');
  const compiler = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  const args = [compiler, ...options, '', 'own.ts'];
  return promisify(execFile)(process.execPath, args, { cwd: folder }).then(
    () => '',
    (error: { stdout: string }) => error.stdout,
  );
}

const consumer = `
  import { type OperatorPolicy, parseScenario, type RestakerPolicy, type Row, simulate } from 'opset';
  const best: OperatorPolicy = ({ sets }, draw) => {
    const open = sets.filter(({ admitted }) => admitted && draw() < 0.5);
    return { sets: open.map(({ id }) => id) };
  };
  const still: RestakerPolicy = ({ candidates }) => candidates[0]?.operator ?? 'stay';
  const parsed = parseScenario({});
  if (!parsed.ok) throw new Error(parsed.problems.map(({ message }) => message).join());
  const run = simulate(parsed.scenario, 1, { operators: { gpu: best }, restakers: { retail: still } });
  const rows: readonly Row[] = [...run];
  const days: number = parsed.scenario.horizon * run.progress + rows.length;
  export { days };
`;

it('the package gives a user of TypeScript the types of scenarios, rows and policies', async () => {
  expect(await complaints(consumer)).toBe('');
});

it('and so refuses a policy that decides what no operator can', async () => {
  const wrong = consumer.replace('open.map(({ id }) => id)', "['bridge.strict']");
  expect(await complaints(wrong)).toMatch(/own\.ts\(3,\d+\): error TS2322/);
});
