import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { report } from '../../src/report/index.ts';
import type { SampleOptions } from './rows.ts';
import { writeSample } from './sample.ts';

const small = { days: 63, gpuOperators: 26, cpuOperators: 8 };

function results(options: SampleOptions = {}): string {
  const directory = mkdtempSync(join(tmpdir(), 'opset-report-'));
  writeSample(directory, { ...small, ...options });
  return directory;
}

/** The page of the plain results, drawn once for all tests that only look at it. */
const plain = { directory: results(), page: '', html: '', made: [] as string[] };

beforeAll(async () => {
  const before = new Set(files(plain.directory));
  plain.page = (await report(plain.directory)).page;
  plain.html = readFileSync(plain.page, 'utf8');
  plain.made = files(plain.directory).filter(file => !before.has(file));
});

const files = (directory: string) => readdirSync(directory, { recursive: true, encoding: 'utf8' }).sort();

/** The page without what Opset did not write: libraries and fonts. */
const own = (html: string) =>
  html.replace(/<script>[\s\S]*?<\/script>/g, '').replace(/@font-face\{[^}]*\}/g, '');

describe('report', () => {
  it('writes the page and, for each chart, a specification, an SVG and a PNG', () => {
    const { directory, page, made } = plain;
    expect(page).toBe(join(directory, 'index.html'));
    const names =
      'attribution budget decentralisation events members outcomes prices profit security service stake'.split(
        ' ',
      );
    const wanted = names.flatMap(name => [
      `charts/${name}.png`,
      `charts/${name}.svg`,
      `charts/${name}.vl.json`,
    ]);
    expect(made).toEqual([...wanted, 'charts', 'charts/flow.png', 'charts/flow.svg', 'index.html'].sort());
    const png = readFileSync(join(directory, 'charts', 'stake.png'));
    expect(png.subarray(1, 4).toString('latin1')).toBe('PNG');
  });

  it('gives the same bytes for the same tables, and again when repeated', async () => {
    const digest = (directory: string) =>
      files(directory)
        .filter(file => file.includes('.'))
        .map(file => [
          file,
          createHash('sha256')
            .update(readFileSync(join(directory, file)))
            .digest('hex'),
        ]);
    const [a, b] = [results({ replicates: 2 }), results({ replicates: 2 })];
    await report(a);
    await report(b);
    const first = digest(a);
    expect(digest(b)).toEqual(first);
    await report(a);
    expect(digest(a)).toEqual(first);
  });

  it('puts the question first, then the sentence that answers it, and four cards', () => {
    const [header] = /<header>[\s\S]*<\/header>/.exec(plain.html) ?? [''];
    const texts = [...header.matchAll(/<(?:h1|p)[^>]*>(.*?)<\/(?:h1|p)>/g)].map(([, text]) => text);
    expect(texts).toEqual([
      'sample',
      'Are heavy tasks done on time, how many operators serve inference.gpu, what does inference.gpu cost and what does the stake of curators earn?',
      'In one run of 63 days: 95.7% of heavy tasks on time; 26 operators of inference.gpu; $105k a week for inference.gpu; 5.1% a year for curators.',
      '63 days · 1 run · 5 operator sets of 4 services · seed 7',
      'A made-up year of an AVS for decentralised AI with a GPU set and a wide CPU set. It shows the page, not a result.',
    ]);
    expect(header.match(/<li>/g)).toHaveLength(4);
  });

  it('makes a page that loads nothing: no address in it is fetched', () => {
    const { directory, html } = plain;
    const text = own(html);
    const targets = [...text.matchAll(/\s(?:href|src|action|poster|data)="([^"]*)"/g)].map(
      match => match[1] ?? '',
    );
    // The empty icon keeps a browser from asking for one.
    for (const target of targets.filter(one => one !== 'data:,')) {
      expect(target).not.toMatch(/^[a-z]+:|^\/\//i);
      if (!target.startsWith('#'))
        expect([target, existsSync(join(directory, target))]).toEqual([target, true]);
    }
    expect(text).not.toMatch(/@import|url\((?!data:)/);
    expect(html).toContain("default-src 'none'");
  });

  it('allows exactly the scripts it holds to run', () => {
    const { html } = plain;
    const scripts = [...html.matchAll(/<script>([\s\S]*?)<\/script>/g)].map(match => match[1] ?? '');
    const hashes = scripts.map(text => `'sha256-${createHash('sha256').update(text).digest('base64')}'`);
    expect(scripts).toHaveLength(4);
    expect(/script-src ([^;]*);/.exec(html)?.[1]).toBe(hashes.join(' '));
  });

  it('embeds specifications that parse and name their data', () => {
    const { html } = plain;
    const json = /<script type="application\/json" id="specs">([\s\S]*?)<\/script>/.exec(html)?.[1] ?? '';
    const specs: Record<string, { datasets: object; wide: object; narrow: object }> = JSON.parse(json);
    for (const spec of Object.values(specs)) {
      const names = [...JSON.stringify([spec.wide, spec.narrow]).matchAll(/"data":\{"name":"([^"]*)"/g)];
      for (const [, name] of names) expect(Object.keys(spec.datasets)).toContain(name);
    }
  });

  it('escapes whatever a name holds, in the page and in every drawing', async () => {
    const avs = `</script><script>alert("x")</script><img src=x onerror=alert(1)> & 'q' \u0007 ${'long '.repeat(60)}`;
    const directory = results({ avs, replicates: 2 });
    const html = readFileSync((await report(directory)).page, 'utf8');
    expect(html.match(/<script/g)).toHaveLength(5);
    expect(own(html)).not.toContain('<img');
    for (const file of files(directory).filter(file => file.endsWith('.svg'))) {
      const svg = readFileSync(join(directory, file), 'utf8');
      expect(svg).not.toMatch(/<script|<img/);
      expect(svg).not.toContain('\u0007');
    }
  });

  it.each([
    ['sets'],
    ['service'],
    ['operators'],
    ['outcomes'],
    ['events'],
    ['attribution'],
    ['flows'],
    ['prices'],
    ['summary'],
    ['scenario'],
  ])('does without %s', async table => {
    const directory = results({ without: [table] });
    const html = readFileSync((await report(directory)).page, 'utf8');
    expect(own(html)).not.toMatch(/>[^<]*(NaN|undefined)[^<]*</);
    if (table === 'sets') expect(html).not.toContain('id="members"');
  });

  it('makes a page of tables without rows, and of a directory without tables', async () => {
    for (const directory of [results({ days: 0 }), mkdtempSync(join(tmpdir(), 'opset-report-'))]) {
      const html = readFileSync((await report(directory)).page, 'utf8');
      expect(html).toContain('How this was made');
    }
  });

  it('takes columns in any order and passes over those it does not know', async () => {
    const directory = results({ without: ['prices'] });
    writeFileSync(
      join(directory, 'prices.csv'),
      'price_usd,extra,name,time_days,replicate\n2,x,ETH,1,0\n4,x,ETH,63,0\n',
    );
    const html = readFileSync((await report(directory)).page, 'utf8');
    expect(html).toContain('ETH is up 100% (from $2.00)');
  });

  it('refuses a directory that is missing, and links that lead outside', async () => {
    await expect(report(join(tmpdir(), 'opset-none'))).rejects.toThrow('missing results directory');
    const outside = results();
    const inside = results({ without: ['sets'] });
    symlinkSync(join(outside, 'sets.csv'), join(inside, 'sets.csv'));
    await expect(report(inside)).rejects.toThrow('leaves the results directory');
    const other = results();
    mkdirSync(join(outside, 'elsewhere'));
    symlinkSync(join(outside, 'elsewhere'), join(other, 'charts'));
    await expect(report(other)).rejects.toThrow('is a link');
    expect(readdirSync(join(outside, 'elsewhere'))).toEqual([]);
  });

  it('replaces a page that is a link, and does not write through it', async () => {
    const directory = results();
    const target = join(mkdtempSync(join(tmpdir(), 'opset-report-')), 'target.html');
    writeFileSync(target, 'untouched');
    symlinkSync(target, join(directory, 'index.html'));
    await report(directory);
    expect(readFileSync(target, 'utf8')).toBe('untouched');
    rmSync(target);
    expect(readFileSync(join(directory, 'index.html'), 'utf8')).toContain('<!doctype html>');
  });
});
