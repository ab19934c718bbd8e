import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import Papa from 'papaparse';
import { EnvironmentError } from '../../results/environment-error.ts';
import { headlineQuestions } from '../../study/statistics/headline-measures.ts';
import { headlines } from '../answer/headlines.ts';
import { statedHeadline } from '../answer/stated-headline.ts';
import { inside, readYaml, textInResults } from '../read-results.ts';
import type { Setting, SummaryLine } from '../results.ts';
import { settingOf } from '../setting.ts';
import type { Levels, PointMean, Response, StudyFactor, StudyResults } from './results.ts';

/** Most measures that are drawn, and that answer where nothing names any. */
const mostResponses = 6;
const mostAnswering = 4;

/** What columns.json says of the tables and measures of a study. */
interface Dictionary {
  readonly tables: readonly {
    readonly name: string;
    readonly columns: readonly { readonly name: string; readonly type: string; readonly unit: string }[];
  }[];
  readonly measures: readonly { readonly measure: string; readonly unit: string; readonly meaning: string }[];
}

/**
 * Reads what a study's page shows from its results directory; of its tables only the measures that may be drawn.
 * Tables are streamed: a study may have millions of rows, of which the points and a few measures are kept.
 *
 * @throws EnvironmentError when a file is missing, is no YAML, or is a link that leads outside
 */
export async function readStudyResults(directory: string): Promise<StudyResults> {
  const study = record(readYaml(needed(directory, 'study.yaml')));
  const setting = settingOf(readYaml(needed(directory, 'scenario.yaml')));
  const dictionary = JSON.parse(textInResults(needed(directory, 'columns.json'))) as Dictionary;
  const factors = factorsOf(study, dictionary);
  const points = new Map<number, Levels>();
  let runs = 0;
  await eachRow(directory, 'design.csv', row => {
    runs++;
    if (points.has(Number(row.point))) return;
    const levels = factors.map(({ name, isNumeric }) => [name, isNumeric ? Number(row[name]) : row[name]]);
    points.set(Number(row.point), Object.fromEntries(levels));
  });
  let failed = 0;
  await eachRow(directory, 'failures.csv', () => {
    failed++;
  });
  return {
    name: text(study.name),
    description: text(study.description),
    setting,
    factors,
    points,
    runs,
    failed,
    question: text(study.question),
    ...(await responsesOf(directory, dictionary, { study, setting })),
  };
}

/**
 * The measures that answer a study's question, and those to draw, with their mean at each point. Which ones people ask
 * for first is told by names alone: the lines that `headlines` is given hold no values.
 */
async function responsesOf(
  directory: string,
  { measures }: Dictionary,
  asked: { readonly study: Readonly<Record<string, unknown>>; readonly setting: Setting },
): Promise<Pick<StudyResults, 'answering' | 'responses'>> {
  const blank = { n: 1, mean: 0, low: 0, high: 0, p05: 0, p95: 0 };
  const known: SummaryLine[] = measures.map(({ measure, unit, meaning }) => ({
    ...blank,
    name: measure,
    unit,
    meaning,
  }));
  const first = headlines(known, asked.setting).map(({ measure }) => measure);
  const stated = statedHeadline(asked.study, asked.setting, new Set(known.map(({ name }) => name)));
  const chosen = stated.length > 0 ? stated : oneOfEach(first).slice(0, mostAnswering).map(targetless);
  const targets = new Map(chosen.map(({ measure, ...target }) => [measure, target]));
  const byName = new Map(
    [...known.filter(({ name }) => targets.has(name)), ...first].map(({ name, unit, meaning }) => [
      name,
      { name, unit, meaning, target: targets.get(name) ?? {}, at: new Map<number, PointMean>() },
    ]),
  );
  await eachRow(directory, 'summary.csv', row => {
    if (row.mean === '') return;
    const end = (cell: string | undefined) => (cell ? Number(cell) : null);
    byName.get(text(row.measure))?.at.set(Number(row.point), {
      mean: Number(row.mean),
      low: end(row.ci95_lo),
      high: end(row.ci95_hi),
      isSame: Number(row.n) > 1 && Number(row.sd) === 0,
    });
  });
  const answering = [...targets.keys()].flatMap(name => byName.get(name) ?? []);
  const others = [...byName.values()].filter(({ name }) => !targets.has(name));
  const differs = ({ at }: Response) => new Set([...at.values()].map(({ mean }) => mean)).size > 1;
  const responses = [...answering.filter(differs), ...oneOfEach(others.filter(differs))];
  return {
    answering: answering.filter(({ at }) => at.size > 0),
    responses: responses.slice(0, mostResponses),
  };
}

const targetless = ({ name }: { readonly name: string }) => ({ measure: name });

/** Measures in their order, but one that answers each question before a second of any. */
function oneOfEach<T extends { readonly name: string }>(measures: readonly T[]): readonly T[] {
  const rank = ({ name }: T): number => {
    const question = headlineQuestions.findIndex(one => one.test(name));
    return measures
      .filter(other => headlineQuestions[question]?.test(other.name))
      .findIndex(other => other.name === name);
  };
  return measures.toSorted((a, b) => rank(a) - rank(b));
}

/** Factors that follow no other. */
function factorsOf(study: Readonly<Record<string, unknown>>, { tables }: Dictionary): StudyFactor[] {
  const columns = tables.find(({ name }) => name === 'design')?.columns ?? [];
  return Object.entries(record(study.factors)).flatMap(([name, factor]) => {
    const column = columns.find(candidate => candidate.name === name);
    if (column === undefined || 'is' in record(factor)) return [];
    return [
      { name, unit: column.unit, isNumeric: column.type === 'number', isLog: record(factor).log === true },
    ];
  });
}

/**
 * Calls with each row of a table, as text by column; the table is read as a stream. The promise is rejected with an
 * EnvironmentError when the file is missing or leads outside, and with the system's error when it cannot be read.
 */
export function eachRow(
  directory: string,
  file: string,
  onRow: (row: Readonly<Record<string, string>>) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    Papa.parse<Record<string, string>>(createReadStream(needed(directory, file), 'utf8'), {
      header: true,
      skipEmptyLines: true,
      step: ({ data }) => onRow(data),
      complete: () => resolve(),
      error: reject,
    });
  });
}

/** Path of a file that must be there. */
function needed(directory: string, file: string): string {
  const path = inside(directory, file);
  if (path === undefined)
    throw new EnvironmentError(
      `missing file: ${join(directory, file)}`,
      'give the command that made the results again',
    );
  return path;
}

/** A mapping, or an empty one in place of anything else. */
function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
