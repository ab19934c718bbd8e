import { execFile } from 'node:child_process';
import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { folderWith } from '../input/folder.ts';

const root = join(import.meta.dirname, '..', '..');

/** What the type checker says about files of somebody who installed the package. */
async function complaints(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = folderWith({ 'package.json': '{ "type": "module" }', ...files });
  mkdirSync(join(folder, 'node_modules'));
  symlinkSync(root, join(folder, 'node_modules', 'opset'));
  const options = '--noEmit --strict --module nodenext --target es2023 --lib es2023,dom --types'.split(' ');
  const compiler = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  const args = [compiler, ...options, '', ...Object.keys(files)];
  return promisify(execFile)(process.execPath, args, { cwd: folder }).then(
    () => '',
    (error: { stdout: string }) => error.stdout,
  );
}

const consumer = `
  import { type OperatorPolicy, parseScenario, type RestakerPolicy, type Row, simulate } from 'opset';
  import { type Network, parseFraction, slack } from 'opset/security';
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
  const alone: Network = { services: [], operators: [{ name: 'a', stake: parseFraction(1)!, allocations: [] }] };
  const isExact: boolean = slack(alone).isExact;
  export { days, isExact };
`;

it('the package gives a user of TypeScript types, and so refuses a policy that decides what no operator can', async () => {
  const wrong = consumer.replace('open.map(({ id }) => id)', "['bridge.strict']");
  const complained = (await complaints({ 'own.ts': consumer, 'wrong.ts': wrong })).split('\n');
  expect(complained.filter(line => line.startsWith('own.ts'))).toEqual([]);
  expect(complained[0]).toMatch(/^wrong\.ts\(4,\d+\): error TS2322/);
  expect(complained.filter(line => /error TS/.test(line))).toHaveLength(1);
});
