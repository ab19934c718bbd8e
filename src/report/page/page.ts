import { answerOf, type Runs } from '../answer/answer.ts';
import { escapeMarkup, link } from '../escape.ts';
import { count, many } from '../format.ts';
import { horizonOf, type Results, replicatesOf } from '../results.ts';
import { cards, headlineCards } from './cards.ts';
import { figureBody, type PageFigure, shell } from './shell.ts';
import { fileTable, summaryTable } from './summary-tables.ts';

/** The flow of stake: one drawing for each time. */
export interface FlowFigure {
  readonly sentence: string;
  readonly states: readonly { readonly day: number; readonly svg: string }[];
}

/** All that the page is made of. */
export interface PageContent {
  readonly results: Results;
  readonly figures: readonly PageFigure[];
  readonly flow: FlowFigure | undefined;
}

/** The chart after which the flow of stake is shown. */
const flowAfter = 'stake';

/**
 * The report as one HTML file that opens from the disk and loads nothing. In this order: the question, the sentence
 * that answers it, cards of the measures that do, the charts with the flow of stake among them, every measure, the files, how to repeat it.
 */
export function page(content: PageContent): string {
  const { results, figures, flow } = content;
  const { setting } = results;
  const name = setting.name === '' ? 'Results' : setting.name;
  const sections = figures.flatMap(figure => [
    { id: figure.name, title: figure.title, body: figureBody(figure) },
    ...(flow !== undefined && figure.name === flowAfter ? [flowSection(flow)] : []),
  ]);
  if (flow !== undefined && !figures.some(figure => figure.name === flowAfter))
    sections.unshift(flowSection(flow));
  if (results.summary.length > 0)
    sections.push({ id: 'measures', title: 'Every measure', body: summaryTable(results.summary) });
  sections.push({ id: 'data', title: 'The data', body: fileTable(results) });
  sections.push({ id: 'how', title: 'How this was made', body: how(results) });
  const [runs, days] = [replicatesOf(results), Math.round(horizonOf(results))];
  const { question, sentence, figures: answered } = answerOf(results.summary, setting, { runs, days });
  return shell({
    name,
    kind: 'report',
    question,
    answer: sentence,
    description: setting.description,
    facts: facts(results, { runs, days }),
    head: cards(headlineCards(answered)),
    sections,
    figures,
  });
}

/**
 * Choosing a time needs no script: radio buttons, and one rule of CSS for each state that shows it while its button
 * is checked. The end is shown at first.
 */
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

/** Length, runs, sets and seed in one line; what the results do not tell is left out. */
function facts({ setting }: Results, { runs, days }: Runs): string {
  const sets = setting.avss.reduce((sum, avs) => sum + avs.sets.length, 0);
  return [
    ...(days > 0 ? [many(days, 'day')] : []),
    ...(runs > 0 ? [many(runs, 'run')] : []),
    ...(sets > 0 ? [`${many(sets, 'operator set')} of ${many(setting.avss.length, 'service')}`] : []),
    ...(setting.seed === '' ? [] : [`seed ${setting.seed}`]),
  ].join(' · ');
}

/** How to make these results again, and how far one run or several can be trusted; markup. */
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
