import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { checkFile } from '../../conformance/check-file.ts';
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
