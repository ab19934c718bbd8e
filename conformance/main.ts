import { readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { exit } from '../src/cli/exit.ts';
import { printData, say, tolerateClosedPipes } from '../src/cli/terminal.ts';
import { checkFile, type FileCheck } from './check-file.ts';
import { InvalidVectors } from './invalid-vectors.ts';

const USAGE = `npm run conformance -- [FILE...]

Replays recorded vectors, gzipped or plain JSON Lines, and compares everything they record: traces of the
EigenLayer contracts with the ledger, worlds of the rewards calculation with the exact calculation and with the
reward flows that the simulator pays by. Without FILE: those in test/vectors.

Exit codes: 0 all agree, 1 something disagrees, 2 a file cannot be read or is not of a known format.`;

async function main(args: readonly string[]): Promise<number> {
  if (args.includes('--help') || args.includes('-h')) {
    printData(USAGE);
    return exit.done;
  }
  let [passed, failed] = [0, 0];
  for (const file of args.length > 0 ? args : publicVectors()) {
    const check = await checkFile(file);
    printData(report(check));
    passed += check.passed;
    failed += check.failed;
  }
  printData(`${passed} passed, ${failed} failed`);
  return failed === 0 ? exit.done : exit.failure;
}

/** Files of test/vectors, from the folder in which the command was given; seen from dist/conformance/. */
function publicVectors(): string[] {
  const folder = fileURLToPath(new URL('../../test/vectors', import.meta.url));
  const names = readdirSync(folder).filter(name => name.endsWith('.jsonl.gz'));
  return names.sort().map(name => relative(process.cwd(), join(folder, name)));
}

function report({ file, noun, version, passed, failed, rows, disagreement }: FileCheck): string {
  const lines = [
    file,
    `  ${'version'.padEnd(11)} ${version}`,
    line(noun, { agreed: passed, total: passed + failed }),
  ];
  for (const [name, tally] of rows) lines.push(line(name, tally));
  if (disagreement !== null) {
    lines.push('  first disagreement');
    for (const [label, text] of Object.entries(disagreement)) lines.push(`    ${label.padEnd(10)}${text}`);
  }
  return `${lines.join('\n')}\n`;
}

function line(name: string, { agreed, total }: { agreed: number; total: number }): string {
  return `  ${name.padEnd(11)} ${agreed.toLocaleString('en')} of ${total.toLocaleString('en')} agree`;
}

tolerateClosedPipes();
process.exitCode = await main(process.argv.slice(2)).catch((error: unknown) => {
  if (!(error instanceof InvalidVectors)) throw error;
  say(error.message);
  return exit.invalidInput;
});
