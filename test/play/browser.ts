import { existsSync } from 'node:fs';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';

/** Where Debian and others put the browser. */
const places = [
  process.env.CHROMIUM,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
];

/** The browser of this machine; undefined where there is none. */
export const browserPath = places.find(path => path !== undefined && existsSync(path));

/** Why tests in a browser are skipped; undefined where they are not: CI has to have a browser. */
export const skipReason =
  browserPath === undefined && !process.env.CI
    ? 'skipped: no chromium on this machine (apt-get install chromium, or set CHROMIUM to its path)'
    : undefined;

/** Starts the browser. */
export function startBrowser(): Promise<Browser> {
  if (browserPath === undefined) throw new Error('missing browser: .ci/run installs chromium');
  return chromium.launch({ executablePath: browserPath, args: ['--no-sandbox'] });
}

/** A page with all that it complained of, and all that it asked for. */
export interface WatchedPage {
  readonly page: Page;
  readonly complaints: string[];
  readonly requests: string[];
}

/** Opens an address and notes what the page complains of. */
export async function openPage(
  browser: Browser,
  url: string,
  options: BrowserContextOptions = {},
): Promise<WatchedPage> {
  const context = await browser.newContext({ viewport: { width: 1400, height: 900 }, ...options });
  const page = await context.newPage();
  const complaints: string[] = [];
  const requests: string[] = [];
  page.on('console', message => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  page.on('pageerror', error => complaints.push(error.message));
  page.on('dialog', dialog => {
    complaints.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('request', request => requests.push(request.url()));
  await page.goto(url);
  return { page, complaints, requests };
}

/** Waits until all runs that the page wants are done. */
export async function untilDone(page: Page): Promise<void> {
  // A change of the state reaches the runs with the next frame.
  await page.evaluate(
    () => new Promise(resolve => requestAnimationFrame(() => requestAnimationFrame(resolve))),
  );
  await page.waitForFunction(
    () =>
      document.querySelector('#cards[aria-busy=false]') !== null &&
      document.querySelector('.card:not(.empty)') !== null,
    undefined,
    { timeout: 120_000 },
  );
}

/** The figures on the cards by measure, as text. */
export function figures(page: Page): Promise<Readonly<Record<string, string>>> {
  return page.evaluate(() =>
    Object.fromEntries(
      [...document.querySelectorAll<HTMLElement>('.card')].map(card => [
        card.dataset.measure,
        card.querySelector('.b')?.textContent ?? '',
      ]),
    ),
  );
}
