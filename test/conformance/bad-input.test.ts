import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { checkFile } from '../../conformance/check-file.ts';
import { temporaryFolder } from './folder.ts';
import { publicVectors } from './public-lines.ts';

const write = temporaryFolder();
const traces = publicVectors('allocation-slashing');
const worlds = publicVectors('rewards');
const [header, trace] = traces.lines as [string, string];
const [world] = worlds.lines as [string];

/** What is said about a file, without the folder that it is in. */
async function complaintAbout(name: string, content: string | Uint8Array): Promise<string> {
  const file = write(name, content);
  const error: unknown = await checkFile(file).catch((reason: unknown) => reason);
  if (!(error instanceof Error)) throw new Error(`nothing was said about ${name}`);
  expect(error.constructor.name).toBe('InvalidVectors');
  return error.message.replace(file, name);
}

const edited = (line: string, edit: (value: Record<string, never>) => void): string => {
  const value = JSON.parse(line) as Record<string, never>;
  edit(value);
  return JSON.stringify(value);
};

describe('a file of vectors', () => {
  it('is refused at the line where a gzip ends too early or is corrupt', async () => {
    expect(await complaintAbout('cut.gz', traces.gzip.subarray(0, 60_000))).toMatch(
      /^cut\.gz:\d+: invalid gzip: the file ends too early$/,
    );
    const corrupt = Buffer.from(worlds.gzip);
    corrupt.fill(0xff, 400_000, 400_100);
    expect(await complaintAbout('corrupt.gz', corrupt)).toMatch(
      /^corrupt\.gz:\d+: invalid (gzip|JSON|text|world)/,
    );
  });

  it('is refused where its JSON is cut off or is not UTF-8', async () => {
    expect(await complaintAbout('cut.jsonl', `${header}\n${trace.slice(0, 1000)}`)).toMatch(
      /^cut\.jsonl:2: invalid JSON: /,
    );
    const bytes = Buffer.from(`${header}\n\xff\n`, 'latin1');
    expect(await complaintAbout('latin1.jsonl', bytes)).toBe('latin1.jsonl:2: invalid text: not UTF-8');
  });

  it('is refused without a header, without a line, or of another format', async () => {
    expect(await complaintAbout('headless.jsonl', `${trace}\n`)).toMatch(
      /^headless\.jsonl:1: missing header/,
    );
    expect(await complaintAbout('empty.jsonl', '')).toBe('empty.jsonl:1: missing header: the file is empty');
    expect(await complaintAbout('empty.gz', gzipSync(''))).toMatch(/^empty\.gz:1: missing header/);
    expect(await complaintAbout('header.jsonl', header)).toBe(
      'header.jsonl:1: missing traces: only a header',
    );
    expect(await complaintAbout('other.jsonl', '{"name":"opset"}\n')).toMatch(
      /^other\.jsonl:1: unknown format/,
    );
    await expect(checkFile('no-such.jsonl')).rejects.toThrow('no-such.jsonl:1: missing file');
    await expect(checkFile('test')).rejects.toThrow('test:1: invalid file: a folder');
  });

  it('is refused with constants that are not the ledger’s', async () => {
    const other = header.replace('"DEALLOCATION_DELAY":100800', '"DEALLOCATION_DELAY":50');
    expect(await complaintAbout('testnet.jsonl', `${other}\n${trace}\n`)).toBe(
      'testnet.jsonl:1: invalid header: constants.DEALLOCATION_DELAY: Invalid input: expected 100800',
    );
  });

  it('is refused with an operation, a name or an amount that there is not', async () => {
    const lines = (line: string) => `${header}\n${line}\n`;
    const unknown = trace.replace('"op":"createOperatorSet"', '"op":"mint"');
    expect(await complaintAbout('mint.jsonl', lines(unknown))).toBe(
      'mint.jsonl:2: unknown operation: mint at steps.0.in.op',
    );
    const strange = trace.replace('"strategies":["str0"', '"strategies":["str9"');
    expect(await complaintAbout('str9.jsonl', lines(strange))).toBe(
      'str9.jsonl:2: invalid trace: steps.0.in: unknown name: str9, there are 3',
    );
    const stranger = world.replaceAll('"op0","strat0"', '"op99","strat0"');
    expect(await complaintAbout('op99.jsonl', stranger)).toMatch(
      /^op99\.jsonl:1: invalid world: world\.events\.\w+\.\d+: unknown name: op99$/,
    );
    const fraction = edited(world, ({ world }) => {
      Object.assign((world as unknown as { submissions: { v1: object[] } }).submissions.v1[0]!, {
        amount: '1.5',
      });
    });
    expect(await complaintAbout('fraction.jsonl', fraction)).toMatch(
      /^fraction\.jsonl:1: invalid world: world\.submissions\.v1\.0\.amount: /,
    );
  });
});
