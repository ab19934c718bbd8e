import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Mutant } from './mutant.ts';

const project = join(import.meta.dirname, '..', '..', '..');

/** First disagreement that the conformance replay reports, by label, or null if everything agrees. */
export type Finding = Readonly<Record<string, string>> | null;

/**
 * Replays the public vectors on each planted mistake, two at a time, until something disagrees: traces on mistakes
 * in the ledger, worlds on those in the rewards, for the replay of the one knows nothing of the other's code.
 */
export async function findingsOf(mutants: readonly Mutant[]): Promise<Map<Mutant, Finding>> {
  const findings = new Map<Mutant, Finding>();
  const waiting = mutants.values();
  const lane = async (): Promise<void> => {
    const child = fork(join(import.meta.dirname, 'replay.mjs'));
    try {
      for (const mutant of waiting) findings.set(mutant, await findingOf(mutant, child));
    } finally {
      child.kill();
    }
  };
  await Promise.all([lane(), lane()]);
  return findings;
}

async function findingOf(mutant: Mutant, child: ChildProcess): Promise<Finding> {
  const folder = plant(mutant);
  const vectors = mutant.file.startsWith('rewards/') ? 'rewards' : 'allocation-slashing';
  const file = join(project, 'test', 'vectors', `${vectors}.public.jsonl.gz`);
  child.send({ folder: pathToFileURL(folder).href, file });
  const [finding] = (await once(child, 'message')) as [Finding];
  return finding;
}

/**
 * Compiled protocol and conformance replay in a folder of their own, with a mistake planted.
 * @throws Error if the text to replace is not in the file exactly once.
 */
function plant({ mistake, file, from, to }: Mutant): string {
  const source = readFileSync(join(project, 'dist', 'sim', 'protocol', file), 'utf8');
  const found = source.split(from).length - 1;
  if (found !== 1) {
    throw new Error(
      `invalid mutant: ${mistake}\n${file} has the text to replace ${found} times, not once: ${from}`,
    );
  }
  const folder = mkdtempSync(join(tmpdir(), 'opset-mutant-'));
  for (const part of ['sim/protocol', 'src/conformance']) {
    cpSync(join(project, 'dist', part), join(folder, part), {
      recursive: true,
      filter: path => !/\.(map|ts)$/.test(path),
    });
  }
  cpSync(join(project, 'package.json'), join(folder, 'package.json'));
  symlinkSync(join(project, 'node_modules'), join(folder, 'node_modules'));
  writeFileSync(
    join(folder, 'sim', 'protocol', file),
    source.replace(from, () => to),
  );
  return folder;
}
