import { readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import Papa from 'papaparse';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { readScenario } from '../../src/input/scenario-file.ts';
import { type PlayServer, startServer } from '../../src/play/site/server.ts';
import { siteFiles } from '../../src/play/site/site.ts';
import { opset } from '../cli/opset.ts';
import { folderWith } from '../input/folder.ts';
import { figures, openPage, skipReason, startBrowser, untilDone } from './browser.ts';

const scenarios = join(import.meta.dirname, '..', '..', 'scenarios');

/** The flagship over two months, with text that is markup wherever text is free. */
const marked = `extends: base/decentralized-ai.yaml
name: marked
description: <script>alert(1)</script>
horizon: 60d
play:
  levers:
    - { path: avss.inference.budget.split.gpu, label: "<img src=x onerror=alert(1)>", min: 5%, max: 95% }
    - { path: avss.inference.budget.usdPerWeek, label: budget, min: 0, max: 400000, step: 5000 }
`;

if (skipReason) console.log(skipReason);

vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 });

describe.skipIf(skipReason !== undefined)('the playground in a browser', () => {
  let browser: Browser;
  let server: PlayServer;
  let folder: string;
  let exported: string;

  beforeAll(async () => {
    folder = folderWith({ 'marked.yaml': marked });
    symlinkSync(scenarios, join(folder, 'base'));
    const reading = readScenario(join(folder, 'marked.yaml'));
    if (!reading.ok) throw new Error(JSON.stringify(reading.problems.map(({ message }) => message)));
    server = await startServer(await siteFiles([{ ...reading.value, path: 'marked.yaml' }]), 0);
    exported = join(folder, 'marked.html');
    const { stderr, code } = await opset(folder, 'play', 'marked.yaml', '--export', exported);
    if (code !== 0) throw new Error(stderr);
    browser = await startBrowser();
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  const press = async (page: Page, lever: number, key: string, times: number): Promise<void> => {
    await page.locator(`#lever-${lever}`).focus();
    for (let time = 0; time < times; time++) await page.keyboard.press(key);
  };

  it('answers a lever with other figures, complains of nothing and asks nobody else', async () => {
    const { page, complaints, requests } = await openPage(browser, `${server.url}#scenario=marked&luck=one`);
    await untilDone(page);
    const before = await figures(page);
    await press(page, 0, 'PageDown', 4);
    await untilDone(page);
    const after = await figures(page);
    expect(after['inference.gpu.members.mean']).not.toBe(before['inference.gpu.members.mean']);
    expect(await page.locator('#sentence').textContent()).toContain(' B ');
    expect(complaints).toEqual([]);
    expect(requests.filter(url => !url.startsWith(server.url) && !/^(data|blob):/.test(url))).toEqual([]);
    await page.context().close();
  });

  it('keeps text as text where a scenario has markup', async () => {
    const { page, complaints } = await openPage(browser, `${server.url}#scenario=marked&luck=one`);
    expect(await page.locator('#deck').textContent()).toBe('<script>alert(1)</script>');
    expect(await page.locator('label[for=lever-0]').textContent()).toBe('<img src=x onerror=alert(1)>');
    expect(await page.locator('img').count()).toBe(0);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('comes back from its address as it was', async () => {
    const first = await openPage(browser, `${server.url}#scenario=marked&luck=one`);
    await press(first.page, 0, 'PageDown', 3);
    await press(first.page, 1, 'ArrowRight', 2);
    await untilDone(first.page);
    await first.page.waitForFunction(() => location.hash.includes('usdPerWeek'));
    const url = first.page.url();
    const second = await openPage(browser, url);
    await untilDone(second.page);
    expect(await figures(second.page)).toEqual(await figures(first.page));
    expect(await second.page.locator('.lever output').allTextContents()).toEqual(
      await first.page.locator('.lever output').allTextContents(),
    );
    expect(url.length).toBeLessThan(300);
    await first.page.context().close();
    await second.page.context().close();
  });

  it.each([
    ['scenario=marked&b=avss.inference.sets.gpu=1', 'B cannot be run: '],
    ['scenario=marked&a=horizon=1d', 'A cannot be run: invalid horizon: 1 days'],
    ['scenario=unknown', 'The link names no scenario of this page: this is marked.'],
  ])('says what is wrong with a link, and does not wait for its runs: %s', async (link, said) => {
    const { page, complaints } = await openPage(browser, `${server.url}#${link}&luck=one`);
    await page.waitForFunction(
      text => document.querySelector('#problem')?.textContent?.startsWith(text),
      said,
    );
    await page.waitForFunction(() => document.querySelector('#cards')?.getAttribute('aria-busy') === 'false');
    expect(await page.locator('#cards-note').textContent()).not.toBe('running …');
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('says so where an address written by hand names no scenario, until one does', async () => {
    const { page } = await openPage(browser, `${server.url}#scenario=marked&luck=one`);
    const saysSo = (isSaid: boolean) =>
      page.waitForFunction(
        said =>
          document.querySelector('#problem')?.textContent?.includes('no scenario of this page') === said,
        isSaid,
      );
    await page.goto(`${server.url}#scenario=unknown`);
    await saysSo(true);
    await page.goto(`${server.url}#scenario=marked&luck=one`);
    await saysSo(false);
    await page.context().close();
  });

  it('comes back to work from a setting that cannot be run', async () => {
    const { page } = await openPage(browser, `${server.url}#scenario=marked&b=horizon=1d&luck=one`);
    await page.waitForFunction(() => document.querySelector('#problem')?.textContent !== '');
    await page.locator('#undo').click();
    await untilDone(page);
    expect(await page.locator('#problem').textContent()).toBe('');
    await page.context().close();
  });

  it('draws where the stake is in letters that can be read on a phone', async () => {
    const { page } = await openPage(browser, `${server.url}#scenario=marked&luck=one`, {
      viewport: { width: 390, height: 844 },
    });
    await untilDone(page);
    const heights = await page
      .locator('#flow text')
      .evaluateAll(texts =>
        texts.map(
          text => text.getBoundingClientRect().height / (text.querySelectorAll('tspan[dy]').length + 1),
        ),
      );
    expect(heights.length).toBeGreaterThan(4);
    expect(Math.min(...heights)).toBeGreaterThan(11);
    await page.context().close();
  });

  it('gives in B the very run that the command line gives of its file', async () => {
    const { page } = await openPage(browser, `${server.url}#scenario=marked&luck=one`);
    await press(page, 0, 'PageDown', 3);
    await untilDone(page);
    await page.locator('#leave').click();
    await page.locator('#yaml .cm-content').waitFor();
    const saving = page.waitForEvent('download');
    await page.locator('#yaml-save').click();
    await (await saving).saveAs(join(folder, 'changed.yaml'));
    await page.locator('#check-b').click();
    await page.waitForFunction(
      () => /[0-9a-f]{64}/.test(document.querySelector('#digest')?.textContent ?? ''),
      undefined,
      { timeout: 60_000 },
    );
    const [digest] = /[0-9a-f]{64}/.exec((await page.locator('#digest').textContent())!)!;
    const { stderr } = await opset(folder, 'run', 'changed.yaml');
    expect(readFileSync(join(folder, 'changed.yaml'), 'utf8')).toContain('extends: marked.yaml');
    expect(stderr).toContain(digest);
    await page.context().close();
  });

  it('saves what it shows as CSV and as a picture', async () => {
    const { page } = await openPage(browser, `${server.url}#scenario=marked&luck=one`);
    await press(page, 0, 'PageDown', 4);
    await untilDone(page);
    const shown = await figures(page);
    await page.locator('#leave').click();
    const saved = async (button: string): Promise<Buffer> => {
      const saving = page.waitForEvent('download');
      await page.locator(button).click();
      return readFileSync(await (await saving).path());
    };
    const table = Papa.parse<Record<string, string>>((await saved('#figures-csv')).toString(), {
      header: true,
      skipEmptyLines: true,
    });
    expect(table.data.map(row => row.measure)).toEqual(expect.arrayContaining(Object.keys(shown)));
    const courses = Papa.parse<Record<string, string>>((await saved('#courses-csv')).toString(), {
      header: true,
      skipEmptyLines: true,
    });
    expect(new Set(courses.data.map(row => row.setting))).toEqual(new Set(['A', 'B']));
    expect(courses.data.at(-1)!.time_days).toBe('60');
    const picture = await saved('#picture');
    expect(picture.subarray(1, 4).toString()).toBe('PNG');
    // Width and height of a PNG stand in its first block; two pixels of the file for one of the screen.
    expect(picture.readUInt32BE(16)).toBe(2400);
    expect(picture.readUInt32BE(20)).toBeGreaterThan(1000);
    await page.context().close();
  });

  it('lists in its editor what may stand there', async () => {
    const { page } = await openPage(browser, `${server.url}#scenario=marked&luck=one`);
    await page.locator('#leave').click();
    const editor = page.locator('#yaml .cm-content');
    await editor.waitFor();
    await editor.fill('extends: marked.yaml\nhori');
    await page.keyboard.press('Control+End');
    await page.keyboard.press('Control+Space');
    await page.locator('.cm-tooltip-autocomplete li', { hasText: 'horizon' }).waitFor();
    // The editor takes no key for a moment after its list has come: somebody may be writing on.
    await page.waitForTimeout(150);
    await page.keyboard.press('Enter');
    expect(await editor.textContent()).toContain('horizon');
    await page.context().close();
  });

  it('tells of a wrong file what the command line tells of it', async () => {
    const { page } = await openPage(browser, `${server.url}#scenario=marked&luck=one`);
    await page.locator('#leave').click();
    await page.locator('#yaml .cm-content').waitFor();
    const wrong = 'extends: marked.yaml\nname: changed\nhorison: 40d\n';
    await page.locator('#yaml .cm-content').fill(wrong);
    await page.locator('#yaml-apply').click();
    await page.locator('#yaml-problems li').first().waitFor();
    const told = (await page.locator('#yaml-problems').textContent())!;
    writeFileSync(join(folder, 'changed.yaml'), wrong);
    const { stderr } = await opset(folder, 'validate', 'changed.yaml');
    expect(told).toContain('changed.yaml:3:1');
    expect(stderr).toContain('changed.yaml:3:1');
    expect(told).toContain('horison');
    await page.context().close();
  });

  it('slashes by hand as the scenario with that intervention does', async () => {
    const { page } = await openPage(browser, `${server.url}#scenario=marked&luck=one`);
    await untilDone(page);
    await page.locator('.act').first().locator('button').click();
    await untilDone(page);
    const byHand = await figures(page);
    const done = (await page.locator('.done li b').textContent())!;
    const [, day] = /^day (\d+): slash 20% of inference.gpu$/.exec(done)!;
    expect(await page.locator('.done li small').textContent()).toMatch(/took \$.* left a set/);
    const slashed = `extends: marked.yaml\nname: slashed\ninterventions:\n  - { day: ${day}, slash: { operatorSet: inference.gpu, fraction: 20% } }\n`;
    writeFileSync(join(folder, 'slashed.yaml'), slashed);
    const reading = readScenario(join(folder, 'slashed.yaml'));
    if (!reading.ok) throw new Error('invalid scenario');
    const other = await startServer(await siteFiles([{ ...reading.value, path: 'slashed.yaml' }]), 0);
    const written = await openPage(browser, `${other.url}#scenario=slashed&luck=one`);
    await untilDone(written.page);
    expect(await figures(written.page)).toEqual(byHand);
    await written.page.context().close();
    await page.context().close();
    await other.close();
  });

  it('is one file of at most 2 MB that works from the disk and gives the published run again', async () => {
    expect(statSync(exported).size).toBeLessThan(2_000_000);
    const { page, complaints, requests } = await openPage(
      browser,
      `${pathToFileURL(exported)}#scenario=marked&luck=one`,
    );
    await untilDone(page);
    const before = await figures(page);
    await press(page, 0, 'PageDown', 4);
    await untilDone(page);
    expect(await figures(page)).not.toEqual(before);
    await page.locator('#leave').click();
    await page.locator('#check-published').click();
    await page.locator('#digest[data-same=true]').waitFor({ timeout: 60_000 });
    const { stderr } = await opset(folder, 'run', 'marked.yaml');
    const [digest] = /[0-9a-f]{64}/.exec((await page.locator('#digest').textContent())!)!;
    expect(stderr).toContain(digest);
    expect(complaints).toEqual([]);
    expect(requests.filter(url => !/^(file|data|blob):/.test(url))).toEqual([]);
    await page.context().close();
  });
});
