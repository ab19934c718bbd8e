import { spawnSync } from 'node:child_process';
import { closeSync, mkdirSync, openSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { systemRefusal } from '../../src/cli/system-error.ts';
import { folderWith, small } from '../input/folder.ts';
import { main } from './opset.ts';

/** What an act throws. */
function thrownBy(act: () => void): unknown {
  try {
    act();
  } catch (error) {
    return error;
  }
  throw new Error('nothing was thrown');
}

describe('what the system refuses', () => {
  it('is told by its path, what is wrong and what to do', () => {
    const folder = folderWith({ file: '', draft: '' });
    const nested = thrownBy(() => closeSync(openSync(join(folder, 'file', 'x'), 'w')));
    expect(systemRefusal(nested)?.message).toBe(`${join(folder, 'file', 'x')}: it is not a folder (ENOTDIR)`);
    mkdirSync(join(folder, 'target'));
    const onFolder = thrownBy(() => renameSync(join(folder, 'draft'), join(folder, 'target')));
    expect(systemRefusal(onFolder)?.message).toBe(`${join(folder, 'target')}: it is a folder (EISDIR)`);
    expect(systemRefusal(new Error('something else'))).toBeUndefined();
  });

  it.skipIf(process.platform === 'win32')('says how to allow more open files where there are too few', () => {
    const folder = folderWith({ 's.yaml': small });
    const command = `ulimit -n 64; "${process.execPath}" "${main}" run s.yaml --quiet`;
    const { status, stderr } = spawnSync('sh', ['-c', command], { cwd: folder, encoding: 'utf8' });
    expect(status).toBe(1);
    expect(stderr).toMatch(/^error: .*\n {2}allow more.*ulimit -n 1024/);
  });
});
