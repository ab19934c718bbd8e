import { createHash } from 'node:crypto';
import type { Block } from '../charts/chart.ts';
import { embedJson, escapeMarkup, link } from '../escape.ts';
import { count, many } from '../format.ts';
import { horizonOf, type Results, replicatesOf } from '../results.ts';
import { cards } from './cards.ts';
import { script } from './script.ts';
import { style } from './style.ts';
import { fileTable, summaryTable } from './tables.ts';

/** A chart with its pictures for the page. */
export interface Figure {
  readonly name: string;
  readonly title: string;
  readonly reading: string;
  readonly sentence: string;
  readonly wide: Picture;
  readonly narrow: Picture;
}

/** A drawing to show at once and the specification that makes it answer to a pointer. */
export interface Picture {
  readonly svg: string;
  readonly spec: Block;
}

/** The flow of stake: one drawing for each time. */
export interface FlowFigure {
  readonly sentence: string;
  readonly states: readonly { readonly day: number; readonly svg: string }[];
}

/** All that the page is made of. */
export interface Content {
  readonly results: Results;
  readonly figures: readonly Figure[];
  readonly flow: FlowFigure | undefined;
  /** Scripts that draw interactive charts, in the order in which they need each other. */
  readonly libraries: readonly string[];
  /** Faces of the page's font. */
  readonly faces: readonly { readonly weight: number; readonly base64: string }[];
}

/** The chart after which the flow of stake is shown. */
const flowAfter = 'stake';

/** The report as one HTML file that opens from the disk and loads nothing. */
export function page(content: Content): string {
  const { results, figures, flow, faces } = content;
  const { setting } = results;
  const name = setting.name === '' ? 'Results' : setting.name;
  const sections = figures.flatMap(figure => [
    { id: figure.name, title: figure.title, body: chartBody(figure) },
    ...(flow !== undefined && figure.name === flowAfter ? [flowSection(flow)] : []),
  ]);
  if (flow !== undefined && !figures.some(figure => figure.name === flowAfter))
    sections.unshift(flowSection(flow));
  if (results.summary.length > 0)
    sections.push({ id: 'measures', title: 'Every measure', body: summaryTable(results.summary) });
  sections.push({ id: 'data', title: 'The data', body: fileTable(results) });
  sections.push({ id: 'how', title: 'How this was made', body: how(results) });
  const scripts = [...content.libraries, script];
  const hashes = scripts.map(text => `'sha256-${createHash('sha256').update(text).digest('base64')}'`);
  const policy = `default-src 'none'; style-src 'unsafe-inline'; font-src data:; img-src data:; script-src ${hashes.join(' ')}; base-uri 'none'; form-action 'none'`;
  const fonts = faces.map(
    face =>
      `@font-face{font-family:Inter;font-weight:${face.weight};src:url(data:font/woff2;base64,${face.base64}) format("woff2")}`,
  );
  return [
    '<!doctype html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    '<meta name="viewport" content="width=device-width,initial-scale=1">',
    '<meta name="color-scheme" content="light dark">',
    '<meta name="generator" content="Opset">',
    `<title>${escapeMarkup(name)} · Opset report</title>`,
    `<style>${fonts.join('')}${style}</style>`,
    '</head>',
    '<body>',
    '<a class="skip" href="#main">Skip to the results</a>',
    '<header>',
    '<div class="bar"><span><b>Opset</b> report</span><button id="theme" type="button" hidden aria-label="Switch between light and dark">Dark</button></div>',
    `<h1>${escapeMarkup(name)}</h1>`,
    setting.description === '' ? '' : `<p class="deck">${escapeMarkup(setting.description)}</p>`,
    `<p class="facts">${escapeMarkup(facts(results))}</p>`,
    cards(results.summary, setting),
    '</header>',
    `<nav aria-label="Contents"><ol>${sections.map(({ id, title }) => `<li><a href="#${id}">${escapeMarkup(title)}</a></li>`).join('')}</ol></nav>`,
    '<main id="main">',
    ...sections.map(
      ({ id, title, body }) => `<section id="${id}"><h2>${escapeMarkup(title)}</h2>${body}</section>`,
    ),
    '</main>',
    '<footer>Made with Opset. The file holds all it shows and opens without a network.</footer>',
    `<script type="application/json" id="specs">${embedJson(specsOf(figures))}</script>`,
    ...scripts.map(text => `<script>${text}</script>`),
    '</body>',
    '</html>',
    '',
  ].join('\n');
}

function chartBody(figure: Figure): string {
  const alt = escapeMarkup(`${figure.title} ${figure.sentence}`);
  const files = ['svg', 'png', 'vl.json'].map(ending =>
    link(`charts/${figure.name}.${ending}`, ending === 'vl.json' ? 'Vega-Lite' : ending.toUpperCase()),
  );
  return [
    `<p class="reading">${escapeMarkup(figure.reading)}</p>`,
    `<figure data-chart="${escapeMarkup(figure.name)}">`,
    `<div class="plot wide" role="img" aria-label="${alt}">${figure.wide.svg}</div>`,
    `<div class="plot narrow" role="img" aria-label="${alt}">${figure.narrow.svg}</div>`,
    `<div class="plot live" role="img" aria-label="${alt}"></div>`,
    `<figcaption class="says">${escapeMarkup(figure.sentence)}</figcaption>`,
    '</figure>',
    `<p class="files">${files.join('')}</p>`,
  ].join('\n');
}

function flowSection(flow: FlowFigure) {
  const alt = escapeMarkup(flow.sentence);
  const last = flow.states.length - 1;
  const choices = flow.states.map(({ day }, i) => {
    const label = i === 0 ? 'start' : i === last ? 'end' : `day ${count(day)}`;
    return `<input type="radio" name="state" id="state-${i}"${i === last ? ' checked' : ''}><label for="state-${i}">${label}</label>`;
  });
  const rules = flow.states.map((_, i) => `.flow:has(#state-${i}:checked) .state-${i}{display:block}`);
  return {
    id: 'flow',
    title: 'Where does the stake go?',
    body: [
      '<p class="reading">From restakers to operators, to the operator sets they allocate it to, to the services these secure. Widths are USD on one scale at all times; operators are folded by group, but for the largest of a single run over its whole course. An operator that passes on less than it receives keeps the rest unallocated.</p>',
      `<style>${rules.join('')}</style>`,
      '<figure class="flow">',
      flow.states.length > 1
        ? `<fieldset><legend>Stake at the</legend>${choices.join('')}</fieldset>`
        : choices.join('').replace('<label', '<label hidden'),
      '<div class="scroll" tabindex="0" role="group" aria-label="Flow of stake">',
      ...flow.states.map(
        ({ svg }, i) => `<div class="plot state state-${i}" role="img" aria-label="${alt}">${svg}</div>`,
      ),
      '</div>',
      `<figcaption class="says">${alt}</figcaption>`,
      '</figure>',
      `<p class="files">${link('charts/flow.svg', 'SVG')}${link('charts/flow.png', 'PNG')}</p>`,
    ].join('\n'),
  };
}

function specsOf(figures: readonly Figure[]): Block {
  const bare = ({ datasets: _, ...spec }: Block): Block => spec;
  return Object.fromEntries(
    figures.map(({ name, wide, narrow }) => [
      name,
      { datasets: wide.spec.datasets, wide: bare(wide.spec), narrow: bare(narrow.spec) },
    ]),
  );
}

function facts(results: Results): string {
  const { setting } = results;
  const sets = setting.avss.reduce((sum, avs) => sum + avs.sets.length, 0);
  return [
    ...(horizonOf(results) > 0 ? [many(Math.round(horizonOf(results)), 'day')] : []),
    ...(replicatesOf(results) > 0 ? [many(replicatesOf(results), 'run')] : []),
    ...(sets > 0 ? [`${many(sets, 'operator set')} of ${many(setting.avss.length, 'service')}`] : []),
    ...(setting.seed === '' ? [] : [`seed ${setting.seed}`]),
  ].join(' · ');
}

function how(results: Results): string {
  const runs = replicatesOf(results);
  const seed =
    results.setting.seed === ''
      ? ''
      : ` Its seed is <code>${escapeMarkup(results.setting.seed)}</code>: the same seed gives the same bytes.`;
  return [
    `<p>${link('scenario.yaml', 'scenario.yaml')} holds every assumption of this run, with each default filled in.${seed} Repeat it from this directory with</p>`,
    `<pre>opset run scenario.yaml${runs > 1 ? ` --replicates ${runs}` : ''}</pre>`,
    '<p>and draw this page anew with</p>',
    '<pre>opset report .</pre>',
    runs > 1
      ? `<p>Lines are medians over ${runs} runs that differ only in their random streams, bands run from the 5th to the 95th percentile.${runs < 20 ? ' With fewer than 20 runs a band shows little more than the extremes.' : ''}</p>`
      : '<p>This is a single run: it shows what can happen, not how likely it is. Replicates give every figure its interval.</p>',
  ].join('\n');
}
