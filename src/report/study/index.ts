import { join } from 'node:path';
import { writeFileWhole } from '../../results/folder.ts';
import { studyAnswer } from '../answer/study-answer.ts';
import { sensitivityChart } from '../charts/analysis/sensitivity-chart.ts';
import { escapeMarkup, link } from '../escape.ts';
import { chartFolder, drawFigures } from '../figures.ts';
import { count, many } from '../format.ts';
import { cards } from '../page/cards.ts';
import { figureBody, type Section, shell } from '../page/shell.ts';
import { heatChart } from './heat-chart.ts';
import { readSensitivity } from './read-sensitivity.ts';
import { readStudyResults } from './read-study-results.ts';
import { responseChart } from './response-chart.ts';
import type { StudyResults } from './results.ts';

/** Most factors with a chart of their own. */
const mostFactors = 8;

/**
 * Draws a study's results directory: charts of the first measures against the factors, and `index.html`.
 * `sensitivity.csv` has a chart where it is there; a map needs two factors, and the first eight have a chart each.
 *
 * @throws EnvironmentError when a file of the study is missing or no YAML, or the folder of charts is a link
 */
export async function studyReport(directory: string): Promise<{ page: string }> {
  const results = await readStudyResults(directory);
  const dependences = await readSensitivity(directory, results);
  const charts = [
    sensitivityChart(dependences),
    heatChart(results),
    ...results.factors.slice(0, mostFactors).map(factor => responseChart(results, factor)),
  ].filter(chart => chart !== undefined);
  const figures = await drawFigures(charts, chartFolder(directory));
  const sections: Section[] = [
    ...figures.map(figure => ({ id: figure.name, title: figure.title, body: figureBody(figure) })),
    { id: 'data', title: 'The data', body: files(dependences.length > 0) },
    {
      id: 'how',
      title: 'How this was made',
      body: how(results, dependences.length > 0 ? 'sensitivity' : 'sweep'),
    },
  ];
  const { name, description } = results;
  const { question, sentence, cards: answers } = studyAnswer(results, dependences);
  const file = join(directory, 'index.html');
  writeFileWhole(
    file,
    shell({
      name,
      kind: 'study',
      question,
      answer: sentence,
      description,
      facts: facts(results),
      head: cards(answers),
      sections,
      figures,
    }),
  );
  return { page: file };
}

/** Factors, points, runs, failures and seed in one line. */
function facts({ factors, points, runs, failed, setting }: StudyResults): string {
  return [
    many(factors.length, 'factor'),
    many(points.size, 'point'),
    `${count(runs)} runs`,
    ...(failed > 0 ? [`${count(failed)} failed`] : []),
    ...(setting.seed === '' ? [] : [`seed ${setting.seed}`]),
  ].join(' · ');
}

/** Links to the tables of a study; markup. */
const files = (hasSensitivity: boolean) =>
  [
    '<div class="table"><table><thead><tr><th>File</th><th>What it holds</th></tr></thead><tbody>',
    ...[
      ...(hasSensitivity
        ? [['sensitivity.csv', 'How each measure depends on each factor, with intervals']]
        : []),
      ['summary.csv', 'Each measure at each point, over its replicates, with intervals'],
      ['measures.csv', 'Each measure of each run'],
      ['design.csv', 'Each run: its point, its replicate, its seed and the levels of the factors'],
      ['failures.csv', 'Runs that failed, with their seeds'],
      ['columns.json', 'Every column and every measure, with unit and meaning'],
    ].map(([file, meaning]) => `<tr><td>${link(file!, file!)}</td><td>${escapeMarkup(meaning!)}</td></tr>`),
    '</tbody></table></div>',
  ].join('');

/** How to make the results again; markup. */
function how({ runs, points }: StudyResults, verb: string): string {
  return [
    `<p>${link('study.yaml', 'study.yaml')} says what was varied and ${link('scenario.yaml', 'scenario.yaml')} everything else: ${count(runs)} runs at ${many(points.size, 'point')}. At every point the replicates have the same seeds, so that points differ by their factors and not by chance alone. Repeat it with</p>`,
    `<pre>opset ${verb} study.yaml</pre>`,
    '<p>and draw this page anew, from its directory, with</p>',
    '<pre>opset report .</pre>',
    '<p>Only the measures that people ask for first, and that differ between points, are drawn.</p>',
  ].join('\n');
}
