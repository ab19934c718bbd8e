import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { simulate } from '../../../../sim/simulate.ts';
import { displayPath } from '../../../input/problem.ts';
import { type ScenarioAt, singleFile, siteFiles } from '../../../play/site/site.ts';
import { makeFolder, writeFileWhole } from '../../../results/folder.ts';
import { createRunDigest } from '../../../runs/run-digest.ts';
import { UsageError } from '../../exit.ts';
import { printData, say } from '../../terminal.ts';

/** A playground that is to be written. */
export interface PlaygroundExport {
  readonly scenarios: readonly ScenarioAt[];
  /** A file that ends with .html, or a folder. */
  readonly target: string;
  /** Whether to replace what is in the way. */
  readonly force: boolean;
}

/**
 * Writes a playground: one HTML file that holds all, or the files that a web host needs. The first run of each scenario is
 * done, so that the page can show that it gives the same. Prints the path.
 *
 * @throws UsageError when something else than a playground is in the way
 */
export async function exportPlayground({ scenarios, target, force }: PlaygroundExport): Promise<void> {
  const path = resolve(target);
  const isFile = /\.html?$/i.test(path);
  const obstacle = isFile ? fileObstacle(path) : folderObstacle(path);
  if (obstacle !== undefined && !force)
    throw new UsageError(obstacle, 'choose another name, or replace it with --force');
  const published = scenarios.map(one => ({ ...one, digest: digestOf(one) }));
  if (isFile) writeFileWhole(path, await singleFile(published));
  else {
    makeFolder(path);
    for (const [name, { text }] of await siteFiles(published)) writeFileWhole(join(path, name), text);
  }
  printData(displayPath(path));
  for (const { scenario, digest } of published) say(`digest of the run of ${scenario.name}: ${digest}`);
  say(isFile ? 'next: open it in a browser, or send it' : 'next: put the folder on a web host');
}

function digestOf({ scenario }: ScenarioAt): string {
  const digest = createRunDigest();
  for (const row of simulate(scenario)) digest.add(row);
  return digest.hex();
}

/** Why a file must not be replaced: it is there, and no playground. */
function fileObstacle(path: string): string | undefined {
  if (!existsSync(path)) return undefined;
  if (!statSync(path).isFile()) return `invalid file: ${displayPath(path)} is a folder`;
  return isPlayground(path) ? undefined : `there is a file of this name: ${displayPath(path)}`;
}

function folderObstacle(path: string): string | undefined {
  if (!existsSync(path)) return undefined;
  if (!statSync(path).isDirectory()) return `there is a file of this name: ${displayPath(path)}`;
  const page = join(path, 'index.html');
  if (readdirSync(path).length === 0 || (existsSync(page) && isPlayground(page))) return undefined;
  return `there is a folder of this name, with other things in it: ${displayPath(path)}`;
}

function isPlayground(path: string): boolean {
  return readFileSync(path, 'utf8')
    .slice(0, 2000)
    .includes('<meta name="generator" content="Opset playground">');
}
