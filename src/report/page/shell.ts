import type { Block } from '../charts/chart.ts';
import { embedJson, escapeMarkup, link } from '../escape.ts';
import { libraries } from './assets.ts';
import { headOf, inlineSource } from './head.ts';
import { script } from './script.ts';
import { style } from './style.ts';

/** A chart with its pictures for the page. */
export interface PageFigure {
  readonly name: string;
  readonly title: string;
  readonly reading: string;
  readonly sentence: string;
  readonly wide: Picture;
  readonly narrow: Picture;
}

/** A drawing to show at once and the specification that makes it answer to a pointer. */
export interface Picture {
  /** Markup, with its colours as CSS variables. */
  readonly svg: string;
  readonly spec: Block;
}

/** A part of a page. */
export interface Section {
  readonly id: string;
  readonly title: string;
  /** Markup. */
  readonly body: string;
}

/** What a page is made of. */
export interface Page {
  readonly name: string;
  /** What the page is, such as `report`. */
  readonly kind: string;
  /** What it asks: the title, above which the name stands; the name is the title of a page without. */
  readonly question?: string;
  /** The sentence that answers it. */
  readonly answer?: string;
  readonly description: string;
  /** One line under the description. */
  readonly facts: string;
  /** Markup that ends the header. */
  readonly head: string;
  readonly sections: readonly Section[];
  /** Figures that sections show. */
  readonly figures: readonly PageFigure[];
}

/**
 * A page as one HTML file that opens from the disk and loads nothing. Its security policy allows no request and no
 * script but those here, by their digest: data that would get out of its place as markup could not run.
 */
export function shell(page: Page): string {
  const { name, kind, sections, figures } = page;
  const scripts = [...libraries(), script];
  return [
    ...headOf({
      title: `${name} · Opset ${kind}`,
      generator: 'Opset',
      style,
      policy: { 'img-src': 'data:', 'script-src': scripts.map(inlineSource).join(' ') },
    }),
    '<a class="skip" href="#main">Skip to the results</a>',
    '<header>',
    `<div class="bar"><span><b>Opset</b> ${kind}</span><button id="theme" type="button" hidden aria-label="Switch between light and dark">Dark</button></div>`,
    ...header(page),
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

/**
 * What stands on the first screen. Of a page with a question: name, question, answer and figures, then what it is about;
 * of another one name and description.
 */
function header({ name, question = '', answer = '', description, facts, head }: Page): readonly string[] {
  const deck = description === '' ? '' : `<p class="deck">${escapeMarkup(description)}</p>`;
  const line = `<p class="facts">${escapeMarkup(facts)}</p>`;
  if (question === '') return [`<h1>${escapeMarkup(name)}</h1>`, deck, line, head];
  return [
    `<p class="name">${escapeMarkup(name)}</p>`,
    `<h1 class="question">${escapeMarkup(question)}</h1>`,
    answer === ''
      ? ''
      : `<p class="answer">${escapeMarkup(answer).replace(/\[[^\]]*\]/g, '<span>$&</span>')}</p>`,
    line,
    head,
    deck,
  ];
}

/**
 * Body of a section that shows a figure. Wide, narrow and live picture stand together; the style sheet shows one of
 * them.
 */
export function figureBody(figure: PageFigure): string {
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

/**
 * Specifications of all figures by name. Wide and narrow ones share their rows, which are most of the size: datasets
 * of a chart may not depend on the width, and what does (places of labels) must stand inline in a layer.
 */
function specsOf(figures: readonly PageFigure[]): Block {
  const bare = ({ datasets: _, ...spec }: Block): Block => spec;
  return Object.fromEntries(
    figures.map(({ name, wide, narrow }) => [
      name,
      { datasets: wide.spec.datasets, wide: bare(wide.spec), narrow: bare(narrow.spec) },
    ]),
  );
}
