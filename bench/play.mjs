// How fast the playground answers: node bench/play.mjs [--drags N] [--picture FILE.png]
// Opens the flagship in Debian's chromium (CHROMIUM names another) and prints the time to the first paint and to the
// first rows, the time in which a moved lever answers while all else rests, the tasks of more than 50 ms that block the page while a lever is
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

/** Settings of the first lever whose answers are timed. */
const MOVES = 9;

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
    const seen = { longTasks: [], firstRows: 0 };
    globalThis.seen = seen;
    new PerformanceObserver(list => {
      for (const { duration } of list.getEntries()) seen.longTasks.push(duration);
    }).observe({ type: 'longtask' });
    const lookForRows = () => {
      if (document.querySelector('#multiples path[d]:not([d=""])')) seen.firstRows = performance.now();
      else requestAnimationFrame(lookForRows);
    };
    requestAnimationFrame(lookForRows);
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
  await page.waitForFunction(
    () => globalThis.seen.firstRows > 0 && performance.getEntriesByName('first-contentful-paint').length > 0,
  );
  const [paint, rows] = await page.evaluate(() => [
    performance.getEntriesByName('first-contentful-paint')[0].startTime,
    globalThis.seen.firstRows,
  ]);
  print('first paint', `${paint.toFixed(0)} ms`);
  print('first rows', `${rows.toFixed(0)} ms after the page was asked for`);
  await untilDone(page);
  const moves = [];
  for (let move = 0; move < MOVES; move++)
    moves.push(await page.evaluate(answerTimes, (move + 1) / (MOVES + 2)));
  const ms = of => {
    const sorted = moves.map(move => move[of]).sort((a, b) => a - b);
    return `median ${sorted[Math.floor(MOVES / 2)].toFixed(0)} ms, at most ${sorted[MOVES - 1].toFixed(0)} ms`;
  };
  print('a moved lever answers', `first rows: ${ms('rows')}; figures of 90 days: ${ms('figures')}`);
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
  const { longTasks } = await page.evaluate(() => globalThis.seen);
  const longest = longTasks.length === 0 ? '' : `, the longest ${Math.max(...longTasks).toFixed(0)} ms`;
  print('tasks over 50 ms', `${longTasks.length} in ${drags} drags${longest}`);
  print('memory in MB', memory.map(size => size.toFixed(1)).join(' '));
  await page.close();
}

/** Moves the first lever to a part of its way, in the page; gives the milliseconds to B's first rows and figures. */
async function answerTimes(part) {
  const lever = document.querySelector('#lever-0');
  lever.value = String(Number(lever.min) + part * (lever.max - lever.min));
  const start = performance.now();
  lever.dispatchEvent(new Event('input', { bubbles: true }));
  const frame = () => new Promise(requestAnimationFrame);
  const until = async isSo => {
    while (!isSo()) await frame();
    return performance.now() - start;
  };
  const isStale = id => document.querySelector(id).classList.contains('stale');
  // A setting that was there before answers within a frame.
  for (let frames = 0; frames < 10 && !isStale('#multiples'); frames++) await frame();
  const rows = await until(() => !isStale('#multiples'));
  return { rows, figures: await until(() => !isStale('#cards')) };
}

/** Waits until all runs are done. */
function untilDone(page) {
  return page.waitForFunction(
    () =>
      document.querySelector('#cards[aria-busy=false]') &&
      document.querySelector('.card:not(.empty)') !== null,
    undefined,
    { timeout: 600_000 },
  );
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
