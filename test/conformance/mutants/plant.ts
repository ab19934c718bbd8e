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

const ledgerVectors = ['allocation-slashing', 'boundary-v1.12', 'allocation-slashing-v1.13'] as const;

/** Vectors that show a mistake, what is quickest to replay or likeliest to show it first. */
function vectorsFor(mutants: readonly Mutant[]): Set<string> {
  if (mutants.some(isInRewards)) return new Set(['rewards']);
  const likeliest = mutants.flatMap(({ vectors }) => vectors ?? []);
  return new Set(['minimal-v1.12', ...likeliest, ...ledgerVectors]);
}

/** Whether a mistake is in the rewards, which worlds replay; traces replay the ledger, and neither the other's code. */
const isInRewards = ({ file }: Mutant): boolean => file.startsWith('rewards/');

/**
 * Replays the public vectors on each planted mistake, two at a time, until something disagrees.
 *
 * @param unseen mistakes of which nothing is expected: planted all together, and alone only should something disagree
 */
export async function findingsOf(
  mutants: readonly Mutant[],
  unseen: readonly Mutant[],
): Promise<Map<Mutant, Finding>> {
  const findings = new Map<Mutant, Finding>();
  const together = [unseen.filter(isInRewards), unseen.filter(mutant => !isInRewards(mutant))];
  const waiting: (readonly Mutant[])[] = [...together, ...mutants.map(mutant => [mutant])];
  const lane = async (): Promise<void> => {
    const child = fork(join(import.meta.dirname, 'replay.mjs'));
    try {
      for (let planted = waiting.shift(); planted !== undefined; planted = waiting.shift()) {
        const finding = await findingOf(planted, child);
        if (finding !== null && planted.length > 1) waiting.push(...planted.map(mutant => [mutant]));
        else for (const mutant of planted) findings.set(mutant, finding);
      }
    } finally {
      child.kill();
    }
  };
  await Promise.all([lane(), lane()]);
  return findings;
}

async function findingOf(mutants: readonly Mutant[], child: ChildProcess): Promise<Finding> {
  const folder = plant(mutants);
  const files = [...vectorsFor(mutants)].map(name =>
    join(project, 'test', 'vectors', `${name}.public.jsonl.gz`),
  );
  child.send({ folder: pathToFileURL(folder).href, files });
  const [finding] = (await once(child, 'message')) as [Finding];
  return finding;
}

/**
 * Compiled protocol and conformance replay in a folder of their own, with mistakes planted.
 * @throws Error if a text to replace is not in its file exactly once.
 */
function plant(mutants: readonly Mutant[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'opset-mutant-'));
  for (const part of ['sim/protocol', 'conformance']) {
    cpSync(join(project, 'dist', part), join(folder, part), {
      recursive: true,
      filter: path => !/\.(map|ts)$/.test(path),
    });
  }
  cpSync(join(project, 'package.json'), join(folder, 'package.json'));
  symlinkSync(join(project, 'node_modules'), join(folder, 'node_modules'));
  for (const { mistake, file, from, to } of mutants) {
    const path = join(folder, 'sim', 'protocol', file);
    const source = readFileSync(path, 'utf8');
    const found = source.split(from).length - 1;
    if (found !== 1) {
      throw new Error(
        `invalid mutant: ${mistake}\n${file} has the text to replace ${found} times, not once: ${from}`,
      );
    }
    writeFileSync(
      path,
      source.replace(from, () => to),
    );
  }
  return folder;
}
