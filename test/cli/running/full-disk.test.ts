import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { folderWith, small } from '../../input/folder.ts';
import { main } from '../opset.ts';

const canMount = spawnSync('unshare', ['-Urm', 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt']).status === 0;

it.skipIf(!canMount)(
  'a disk that is full or read-only is named, with what to do, and nothing is left on it',
  () => {
    const folder = folderWith({ 's.yaml': small });
    for (const name of ['full', 'fixed']) mkdirSync(join(folder, name));
    const script = `mount -t tmpfs -o size=40k tmpfs full
    mount -t tmpfs -o ro tmpfs fixed
    opset() { "$NODE" "$MAIN" "$@"; echo "code $?"; }
    opset run s.yaml --quiet --out full
    opset init full/my-avs
    opset init fixed/my-avs
    ls -A full`;
    const env = { ...process.env, NODE: process.execPath, MAIN: main };
    const options = { cwd: folder, env, encoding: 'utf8' } as const;
    const { stdout, stderr } = spawnSync('unshare', ['-Urm', 'sh', '-c', script], options);
    expect(stderr.split(/^error: /m).slice(1)).toEqual([
      expect.stringMatching(
        /^no space left for full\/small-\w+; nothing was written\n {2}make room, or choose another --out\n$/,
      ),
      'no space left in full\n  make room, and give the command again\n',
      'invalid folder: fixed cannot be written (EROFS)\n  go to another folder, or name one: opset init FOLDER/NAME\n',
    ]);
    expect(stdout).toBe('code 1\ncode 1\ncode 1\n');
  },
);
