import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { checkFile } from '../../conformance/check-file.ts';
import { createLedger, LIVE_PROTOCOL_VERSION, protocolRules } from '../../sim/protocol/index.ts';
import { small } from '../scenario/small.ts';
import { temporaryFolder } from './folder.ts';

const folder = fileURLToPath(new URL('../../sim/protocol/', import.meta.url));
const text = readFileSync(`${folder}README.md`, 'utf8');
const write = temporaryFolder();

describe('the page about the protocol', () => {
  it('says of every file what it mirrors, and of no other', () => {
    const cells = [...text.matchAll(/^\| (`.+?) +\|/gm)].map(([, cell]) => cell!);
    const rows = cells.filter(cell => cell.includes('.ts`'));
    const named = rows.flatMap(cell => {
      const [first, ...rest] = [...cell.matchAll(/`(.+?)`/g)].map(([, name]) => name!) as [string];
      return [first, ...rest.map(name => join(dirname(first), name))];
    });
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
    const modules = files.filter(name => name.endsWith('.ts') && !/(^|\/)index\.ts$/.test(name));
    expect(named.sort()).toEqual(modules.sort());
  });

  it.each(['protocol/README.md', 'MODEL.md'])(
    'is one of those that name the version that mainnet runs, the default, and the day of the check: %s',
    page => {
      const said = readFileSync(new URL(`../../sim/${page}`, import.meta.url), 'utf8').replaceAll('\n', ' ');
      const [, version, date] =
        /mainnet runs \*\*(v[\d.]+)\*\* \([^)]*checked on (\d{4}-\d\d-\d\d)\)/.exec(said) ?? [];
      expect(version).toBe(LIVE_PROTOCOL_VERSION);
      expect(date).toBe('2026-11-29');
      const { rules } = createLedger({ strategies: 1, operators: 0, accounts: 0 });
      expect(rules).toBe(protocolRules[LIVE_PROTOCOL_VERSION]);
      expect(small().protocol).toBe(LIVE_PROTOCOL_VERSION);
    },
  );

  it('counts the public vectors as they are', async () => {
    const rows = [...text.matchAll(/^\| `(.+?\.jsonl\.gz)` +\|.*?\| (\d+) +\| ([\d,]*) +\|/gm)];
    const folderOfVectors = fileURLToPath(new URL('../vectors/', import.meta.url));
    const files = readdirSync(folderOfVectors).filter(name => name.endsWith('.jsonl.gz'));
    expect(rows.map(([, file]) => file).sort()).toEqual(files.sort());
    for (const [, file, count, steps] of rows) {
      const lines = gunzipSync(readFileSync(folderOfVectors + file))
        .toString('utf8')
        .trimEnd()
        .split('\n');
      const traces = lines.map(line => JSON.parse(line) as { steps?: unknown[] });
      const headers = steps === '' ? 0 : 1;
      expect(lines.length - headers).toBe(Number(count));
      const total = traces.reduce((sum, trace) => sum + (trace.steps?.length ?? 0), 0);
      expect(total.toLocaleString('en')).toBe(steps === '' ? '0' : steps);
    }
  });

  it('shows a trace by hand that agrees, and that no longer does when a delta is emptied', async () => {
    const blocks = [...text.matchAll(/```json\n(.*?)```/gs)].map(([, json]) => JSON.parse(json!) as object);
    const [header, trace] = blocks as [object, { steps: { delta: object }[] }];
    const file = (name: string) => write(name, `${JSON.stringify(header)}\n${JSON.stringify(trace)}\n`);
    expect(await checkFile(file('trace.jsonl'))).toMatchObject({ passed: 1, failed: 0 });
    trace.steps[1]!.delta = {};
    expect(await checkFile(file('emptied.jsonl'))).toMatchObject({
      failed: 1,
      disagreement: { trace: '1', step: '1 (deposit)', expected: '0', got: '100' },
    });
  });
});
