// How fast the playground answers: node bench/play.mjs [--drags N] [--picture FILE.png]
// Opens the flagship in Debian's chromium (CHROMIUM names another) and prints the time to the first paint and to the
// first rows, the time in which a moved lever answers, the tasks of more than 50 ms that block the page while a lever is
// dragged, and its memory over the drags. --picture also saves the screen of a finished comparison.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';

const { values: options } = parseArgs({
  options: { drags: { type: 'string', default: '200' }, picture: { type: 'string' } },
});
const drags = Number(options.drags);
const root = join(import.meta.dirname, '..');
const folder = mkdtempSync(join(tmpdir(), 'opset-play-'));
const file = join(folder, 'decentralized-ai.html');
const scenario = join(root, 'scenarios', 'decentralized-ai.yaml');
execFileSync(process.execPath, [join(root, 'dist/src/cli/main.js'), 'play', scenario, '--export', file], {
  stdio: 'ignore',
});
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox'],
});
try {
  if (drags > 0) await measure();
  if (options.picture) await takePicture(options.picture);
} finally {
  await browser.close();
  rmSync(folder, { recursive: true });
}

/** A page that notes when things happen to it. */
async function open(fragment) {
  const page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
  await page.addInitScript(() => {
    const seen = { longTasks: [], answers: [], moved: 0, firstRows: 0 };
    globalThis.seen = seen;
    new PerformanceObserver(list => {
      for (const { duration } of list.getEntries()) seen.longTasks.push(duration);
    }).observe({ type: 'longtask' });
    addEventListener('DOMContentLoaded', () => {
      addEventListener('input', () => {
        seen.moved = performance.now();
      });
      new MutationObserver(() => {
        if (seen.firstRows === 0) seen.firstRows = performance.now();
        if (seen.moved > 0) seen.answers.push(performance.now() - seen.moved);
        seen.moved = 0;
      }).observe(document.querySelector('#multiples'), { subtree: true, attributeFilter: ['d'] });
    });
  });
  await page.goto(pathToFileURL(file).href + fragment);
  return page;
}

async function measure() {
  const page = await open('');
  const client = await page.context().newCDPSession(page);
  const heap = async () => {
    await client.send('HeapProfiler.collectGarbage');
    const { usedSize } = await client.send('Runtime.getHeapUsage');
    return usedSize / 1e6;
  };
  await page.waitForFunction(() => globalThis.seen.firstRows > 0);
  const [paint, rows] = await page.evaluate(() => [
    performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0,
    globalThis.seen.firstRows,
  ]);
  print('first paint', `${paint.toFixed(0)} ms`);
  print(
    'first rows',
    `${rows.toFixed(0)} ms after the page was asked for, ${(rows - paint).toFixed(0)} ms after the paint`,
  );
  await page.waitForTimeout(2000);
  await page.evaluate(() => {
    globalThis.seen.longTasks.length = 0;
  });
  const memory = [];
  const { x, y, width, height } = await page.locator('#lever-0').boundingBox();
  const at = part => [x + 8 + (width - 16) * part, y + height / 2];
  for (let drag = 0; drag < drags; drag++) {
    if (drag % Math.ceil(drags / 10) === 0) memory.push(await heap());
    const from = await page
      .locator('#lever-0')
      .evaluate(({ value, min, max }) => (value - min) / (max - min));
    const to = ((drag * 37) % 97) / 97;
    await page.mouse.move(...at(from));
    await page.mouse.down();
    await page.mouse.move(...at(to), { steps: 8 });
    await page.waitForTimeout(60);
    await page.mouse.up();
  }
  memory.push(await heap());
  const { longTasks, answers } = await page.evaluate(() => globalThis.seen);
  answers.sort((a, b) => a - b);
  const ms = part => `${(answers[Math.floor(part * (answers.length - 1))] ?? Number.NaN).toFixed(0)} ms`;
  print('a moved lever answers', `median ${ms(0.5)}, 95% within ${ms(0.95)} (${answers.length} answers)`);
  const longest = longTasks.length === 0 ? '' : `, the longest ${Math.max(...longTasks).toFixed(0)} ms`;
  print('tasks over 50 ms', `${longTasks.length} in ${drags} drags${longest}`);
  print('memory in MB', memory.map(size => size.toFixed(1)).join(' '));
  await page.close();
}

async function takePicture(path) {
  const lessForGpus = 'avss.inference.budget.split={"gpu":"40%","cpu":"60%"}';
  const page = await open(
    `#${new URLSearchParams([
      ['scenario', 'decentralized-ai'],
      ['a', lessForGpus],
    ])}`,
  );
  await page.waitForFunction(
    () => document.querySelector('#cards-note')?.textContent?.startsWith('means over 20'),
    undefined,
    { timeout: 600_000 },
  );
  await page.screenshot({ path });
  print('picture', path);
  await page.close();
}

function print(name, figure) {
  console.log(`${name.padEnd(24)}${figure}`);
}
