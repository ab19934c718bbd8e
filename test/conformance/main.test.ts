import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from './folder.ts';
import { publicVectors } from './public-lines.ts';

const main = fileURLToPath(new URL('../../dist/conformance/main.js', import.meta.url));
const write = temporaryFolder();
const { lines: worlds } = publicVectors('rewards');
const { lines: traces } = publicVectors('allocation-slashing');

interface Ended {
  readonly code: unknown;
  readonly stdout: string;
  readonly stderr: string;
}

const conformance = (...files: string[]): Promise<Ended> => run([main, ...files]);

/** Runs the command as built. */
function run(args: readonly string[]): Promise<Ended> {
  return new Promise(resolve => {
    execFile(process.execPath, args, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : error.code, stdout, stderr });
    });
  });
}

describe('the conformance command', () => {
  it('tells the format of each file, counts its lines and rows, and ends with the sum alone', async () => {
    const files = [
      write('traces.jsonl', traces.slice(0, 3).join('\n')),
      write('worlds.jsonl', worlds.slice(0, 2).join('\n')),
    ] as const;
    const { code, stdout } = await conformance(...files);
    expect(stdout).toMatch(/ {2}traces +2 of 2 agree\n {2}steps +(\d+) of \1 agree\n/);
    expect(stdout).toMatch(/ {2}worlds +2 of 2 agree\n {2}snapshots +([\d,]+) of \1 agree\n/);
    expect(stdout.trimEnd().split('\n').at(-1)).toBe('4 passed, 0 failed');
    expect(code).toBe(0);
  });

  it('prints the first disagreement in full and exits 1', async () => {
    const amount = /\["total\.staker","\w+","\w+","\w+","[\d-]+","[\d-]+","(\d+)"\]/;
    const [row, wei] = amount.exec(worlds[3]!)!;
    const altered = worlds[3]!.replace(row, row.replace(`"${wei}"`, '"7"'));
    const { code, stdout } = await conformance(write('altered.jsonl', altered));
    expect(stdout).toContain(
      `first disagreement\n    world     public-03-total-only\n    day       2026-07-`,
    );
    expect(stdout).toMatch(/\n {4}key +total\.staker \w+ \w+ \w+\n {4}expected +7\n/);
    expect(stdout).toContain(`\n    got       ${wei}\n`);
    expect(stdout.trimEnd().split('\n').at(-1)).toBe('0 passed, 1 failed');
    expect(code).toBe(1);
  });

  it('reads a file of any length in the memory of its longest line', async () => {
    const [header, trace] = publicVectors('minimal-v1.12').lines as [string, string];
    const longer = { ...(JSON.parse(trace) as object), comment: 'x'.repeat(4_000_000) };
    const file = write('long.jsonl', [header, ...Array(40).fill(JSON.stringify(longer))].join('\n'));
    const { code, stdout, stderr } = await run(['--max-old-space-size=64', main, file]);
    expect(stderr).toBe('');
    expect(stdout).toMatch(/ {2}version +contracts v1\.12\n {2}traces +40 of 40 agree\n/);
    expect(code).toBe(0);
  }, 60_000);

  it('exits 2 and names file and line of what it cannot read', async () => {
    const file = write('broken.jsonl', `${worlds[0]}\n{"id":`);
    const { code, stdout, stderr } = await conformance(file);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/broken\.jsonl:2: invalid JSON: .+\n$/);
  });
});
