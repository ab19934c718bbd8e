// How long the command line takes to answer, beside bare Node.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { cli, median, printTable, root, rounded, spread } from './harness.mjs';

export const meaning = 'the time in which opset answers, against bare node';

export const options = { rounds: { value: 11, meaning: 'rounds of all commands in turn' } };

const flagship = join(root, 'scenarios', 'decentralized-ai.yaml');

const commands = [
  { key: 'node', name: 'node -e 0', words: ['-e', '0'] },
  { key: 'help', name: 'opset --help', words: [cli, '--help'] },
  { key: 'runHelp', name: 'opset run --help', words: [cli, 'run', '--help'] },
  { key: 'validate', name: 'opset validate, the flagship', words: [cli, 'validate', flagship] },
];

/** Wall time of a command in ms. Throws if it fails. */
function timed(words) {
  const start = performance.now();
  const { status, stderr } = spawnSync(process.execPath, words, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`node ${words.join(' ')} ended with ${status}: ${stderr}`);
  return performance.now() - start;
}

export function run({ rounds }) {
  const times = commands.map(() => []);
  for (let round = 0; round < rounds; round++)
    for (const [index, { words }] of commands.entries()) times[index].push(timed(words));
  const bare = median(times[0]);
  console.log(`Start-up in ms, median of ${rounds} (least-most)`);
  printTable(
    commands.map(({ name }, index) => [
      name,
      spread(times[index], 0),
      `${(median(times[index]) / bare).toFixed(2)}x bare node`,
    ]),
  );
  const figures = of => Object.fromEntries(commands.map(({ key }, index) => [key, rounded(of(index))]));
  return {
    milliseconds: figures(index => median(times[index])),
    ratios: figures(index => median(times[index]) / bare),
    rounds,
  };
}
