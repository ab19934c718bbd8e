import { once } from 'node:events';
import { chmodSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { start } from '../cli/opset.ts';
import { folderWith } from '../input/folder.ts';

const scenario = join(import.meta.dirname, '..', '..', 'scenarios', 'equal-pay.yaml');

// A program of the name that opens addresses, which notes what it was asked to open.
const opener = '#!/bin/sh\necho "$1" > "$OPENED"\n';

/** Starts `opset play` where a program of this test is what opens addresses. */
function play(...options: readonly string[]) {
  const folder = folderWith({ 'xdg-open': opener, open: opener });
  for (const name of ['xdg-open', 'open']) chmodSync(join(folder, name), 0o755);
  const opened = join(folder, 'opened.txt');
  const { child, ended } = start(folder, ['play', scenario, ...options], {
    PATH: `${folder}:${process.env.PATH}`,
    OPENED: opened,
  });
  const url = once(child.stdout, 'data').then(([chunk]) => String(chunk).trim());
  return { child, ended, url, opened };
}

vi.setConfig({ testTimeout: 120_000 });

describe.skipIf(process.platform === 'win32')('opset play', () => {
  it.each(['SIGINT', 'SIGTERM'] as const)(
    'ends cleanly at %s, though a page is still connected',
    async signal => {
      const { child, ended, url } = play('--no-open');
      const page = await fetch(await url, { headers: { connection: 'keep-alive' } });
      expect(await page.text()).toContain('Opset playground');
      child.kill(signal);
      const { code, stderr } = await ended;
      expect(code).toBe(0);
      expect(stderr).toContain('playing equal-pay; Ctrl-C ends it');
      expect(stderr.trimEnd().endsWith('ended')).toBe(true);
      await expect(fetch(await url)).rejects.toThrow();
    },
  );

  it('opens its address in the browser', async () => {
    const { child, ended, url, opened } = play();
    const address = await url;
    await vi.waitFor(() => expect(existsSync(opened) && readFileSync(opened, 'utf8')).toBeTruthy(), 20_000);
    expect(readFileSync(opened, 'utf8').trim()).toBe(address);
    child.kill('SIGINT');
    await ended;
  });

  it('opens no browser when told not to', async () => {
    const { child, ended, url, opened } = play('--no-open');
    await fetch(await url);
    child.kill('SIGINT');
    await ended;
    expect(existsSync(opened)).toBe(false);
  });
});
