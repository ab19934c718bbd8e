import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { readScenario } from '../../src/input/scenario-file.ts';
import { type PlayServer, startServer } from '../../src/play/site/server.ts';
import { siteFiles } from '../../src/play/site/site.ts';
import { openPage, skipReason, startBrowser, untilDone } from './browser.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const phone = { viewport: { width: 390, height: 844 }, hasTouch: true };

/** What axe-core finds wrong with a page. */
async function violations(page: Page): Promise<string[]> {
  // The policy of the page lets no script in but its own; this one is evaluated by the browser's own tools.
  await page.evaluate(axe);
  return page.evaluate(async () => {
    const { run } = (globalThis as unknown as { axe: { run(): Promise<AxeResults> } }).axe;
    const { violations: found } = await run();
    return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
  });
}

interface AxeResults {
  readonly violations: readonly {
    readonly id: string;
    readonly nodes: readonly { readonly html: string }[];
  }[];
}

vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 });

describe.skipIf(skipReason !== undefined)('the playground for everybody', () => {
  let browser: Browser;
  let server: PlayServer;

  beforeAll(async () => {
    const path = join(import.meta.dirname, '..', '..', 'scenarios', 'decentralized-ai.yaml');
    const reading = readScenario(path, ['horizon=40d']);
    if (!reading.ok) throw new Error(JSON.stringify(reading.problems));
    server = await startServer(await siteFiles([{ ...reading.value, path }]), 0);
    browser = await startBrowser();
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  it.each([
    ['wide and light', { colorScheme: 'light' }],
    ['wide and dark', { colorScheme: 'dark' }],
    ['on a phone, light', { ...phone, colorScheme: 'light' }],
    ['on a phone, dark', { ...phone, colorScheme: 'dark' }],
  ] as const)(
    'has no violation that axe-core finds, %s, with its dialog and sheet too',
    async (_, options) => {
      const { page } = await openPage(browser, `${server.url}#scenario=decentralized-ai&luck=one`, options);
      await untilDone(page);
      expect(await violations(page)).toEqual([]);
      if ('viewport' in options) {
        await page.locator('#open-levers').tap();
        // The sheet is looked at once it has come up.
        await page.waitForTimeout(400);
        expect(await violations(page)).toEqual([]);
        await page.locator('#close-levers').tap();
      }
      await page.locator('#leave').click();
      await page.locator('#yaml .cm-content').waitFor();
      expect(await violations(page)).toEqual([]);
      await page.context().close();
    },
  );

  it('lets a keyboard reach all that a pointer can', async () => {
    const { page } = await openPage(browser, `${server.url}#scenario=decentralized-ai&luck=one`);
    await untilDone(page);
    await page.locator('#pin').evaluate(button => button.toggleAttribute('disabled', false));
    await page.locator('#undo').evaluate(button => button.toggleAttribute('disabled', false));
    const reached = new Set<string>();
    for (let tabs = 0; tabs < 80; tabs++) {
      await page.keyboard.press('Tab');
      reached.add(
        await page.evaluate(() => {
          const element = document.activeElement as HTMLInputElement;
          return (
            element.name || element.id || element.getAttribute('aria-label') || element.textContent || ''
          );
        }),
      );
    }
    const wanted = await page.evaluate(() =>
      [...document.querySelectorAll<HTMLInputElement>('a, button, input, select')]
        .filter(element => element.checkVisibility({ visibilityProperty: true }))
        .map(
          element =>
            element.name || element.id || element.getAttribute('aria-label') || element.textContent || '',
        ),
    );
    expect(wanted.filter(name => !reached.has(name))).toEqual([]);
    await page.context().close();
  });
});
