import { type Dependence, dependenceSentence } from '../charts/analysis/sensitivity-chart.ts';
import { capital, count, list, many, quantity } from '../format.ts';
import type { AnswerCard } from '../page/cards.ts';
import type { SummaryLine } from '../results.ts';
import { levelOf, type PointMean, type Response, type StudyResults } from '../study/results.ts';
import { aboutOf } from './headlines.ts';
import { sayingOf, subjectOf } from './measure-words.ts';
import { targetText, type Verdict, verdictOf } from './target.ts';

/** Most factors by whose levels a point is named, and most points that are named by them. */
const mostFactors = 3;
const mostPoints = 4;

/** What a study answers. */
export interface StudyAnswer {
  readonly question: string;
  /**
   * At which points targets are met, and each measure where it is lowest and highest; of a study of sensitivity, what each
   * measure depends on. Empty without measures.
   */
  readonly sentence: string;
  readonly cards: readonly AnswerCard[];
}

/**
 * The answer to a study's question from the means at its points; of a study without one, to what its factors change.
 *
 * @param dependences how measures depend on factors, where the study was made to tell; those that answer come first
 */
export function studyAnswer(results: StudyResults, dependences: readonly Dependence[] = []): StudyAnswer {
  const { factors, answering, points, runs } = results;
  const names =
    factors.length > mostFactors ? many(factors.length, 'factor') : list(factors.map(one => one.name));
  const asked = `What ${factors.length === 1 ? 'does' : 'do'} ${names} change?`;
  const question = results.question === '' ? asked : results.question;
  if (answering.length === 0) return { question, sentence: '', cards: [] };
  const told = answering.flatMap(({ name }) => dependences.find(({ measure }) => measure === name) ?? []);
  if (told.length > 0) {
    const answers = answering.map(response => cardOf(results, response));
    return { question, sentence: dependenceSentence(told), cards: answers };
  }
  const targets = verdictText(results);
  const lead = `Over ${many(runs, 'run')} at ${many(points.size, 'point')}${targets === '' ? '' : `, ${targets}`}`;
  const figures = answering.map(response => figureText(results, response));
  return {
    question,
    sentence: `${capital(lead)}. Lowest to highest mean: ${figures.join('; ')}.`,
    cards: answering.map(response => cardOf(results, response)),
  };
}

/** A measure at a point as a line of a summary. */
function lineAt({ name, unit, meaning }: Response, { mean, low, high }: PointMean): SummaryLine {
  const n = low === null ? 1 : 2;
  return { name, unit, meaning, n, mean, low: low ?? mean, high: high ?? mean, p05: mean, p95: mean };
}

/** What became of a response's target at a point; undefined without a target, open without a value. */
function verdictAt(response: Response, point: number): Verdict | undefined {
  const at = response.at.get(point) ?? { mean: Number.NaN, low: null, high: null, isSame: false };
  return verdictOf(lineAt(response, at), response.target);
}

/** At which points all targets are met, and at which that is not certain; empty without targets. */
function verdictText(results: StudyResults): string {
  const judged = results.answering.filter(
    ({ target }) => target.atLeast !== undefined || target.atMost !== undefined,
  );
  if (judged.length === 0) return '';
  const verdicts = [...results.points.keys()].map(point => {
    const found = judged.map(response => verdictAt(response, point));
    const verdict = (['missed', 'open'] as const).find(one => found.includes(one)) ?? 'met';
    return { point, verdict };
  });
  const of = (wanted: Verdict) => verdicts.filter(one => one.verdict === wanted).map(one => one.point);
  const [met, open] = [of('met'), of('open')];
  const all = judged.length;
  const what = all === 1 ? 'the target is met' : `${all === 2 ? 'both' : `all ${all}`} targets are met`;
  const doubt = open.length === 0 ? '' : `, not certain ${placesText(results, open)}`;
  return met.length > 0
    ? `${what} ${placesText(results, met)}${doubt}`
    : `no point is shown to meet ${all === 1 ? 'the target' : `${all === 2 ? 'both' : `all ${all}`} targets`}${open.length === 0 ? '' : ` (not certain ${placesText(results, open)})`}`;
}

/** Some points in words, such as `at share 65% and 70%` or `at 12 of 40 points`. */
function placesText({ factors, points }: StudyResults, some: readonly number[]): string {
  const [factor, other] = factors;
  if (some.length === points.size)
    return points.size === 1 ? 'at the one point' : `at all ${count(some.length)} points`;
  if (factor === undefined || other !== undefined || some.length > mostPoints)
    return `at ${count(some.length)} of ${many(points.size, 'point')}`;
  const levels = some.map(point => levelOf(factor, points.get(point)?.[factor.name]));
  return `at ${list(levels.map((level, index) => (index === 0 ? level : level.slice(factor.name.length + 1))))}`;
}

/** A point by the levels of its factors, such as `at share 65%`; empty where there are too many. */
function placeText({ factors, points }: StudyResults, point: number): string {
  if (factors.length > mostFactors) return '';
  return ` at ${list(factors.map(factor => levelOf(factor, points.get(point)?.[factor.name])))}`;
}

/** The points with the lowest and the highest mean of a response that has some. */
function extremesOf({ at }: Response) {
  const entries = [...at];
  const by = (isBetter: (a: number, b: number) => boolean) =>
    entries.reduce((best, one) => (isBetter(one[1].mean, best[1].mean) ? one : best));
  return { low: by((a, b) => a < b), high: by((a, b) => a > b) };
}

/**
 * Lowest and highest mean of a measure with places, such as `$75k at share 50% to $105k a week for ai.gpu at share 70%`;
 * without places where the intervals of the two overlap.
 */
function figureText(results: StudyResults, response: Response): string {
  const { name, unit } = response;
  const saying = sayingOf(name);
  const { low, high } = extremesOf(response);
  const value = ({ mean }: PointMean): string =>
    saying === undefined
      ? quantity(mean, unit).join(' ').trim()
      : saying.figure(mean, Number.isInteger(mean) ? 0 : 1);
  const what = saying === undefined ? ` of ${name}` : saying.what(subjectOf(name, saying));
  const target = targetText(lineAt(response, low[1]), response.target);
  const notes = target === '' ? [] : [target];
  if (low[1].mean === high[1].mean) return `${value(low[1])}${what} at every point${inBrackets(notes)}`;
  if (!isApart(low[1], high[1]))
    return `${value(low[1])} to ${value(high[1])}${what}${inBrackets([...notes, 'not shown to differ'])}`;
  const places = [placeText(results, low[0]), placeText(results, high[0])];
  return `${value(low[1])}${places[0]} to ${value(high[1])}${what}${places[1]}${inBrackets(notes)}`;
}

const inBrackets = (notes: readonly string[]): string => (notes.length === 0 ? '' : ` (${notes.join(', ')})`);

/** Whether the interval of a lower mean ends below that of a higher one; of means without intervals nothing is said. */
function isApart(low: PointMean, high: PointMean): boolean {
  return (low.high ?? low.mean) < (high.low ?? high.mean);
}

/** A measure with its range over the points, where it is lowest and highest, and at how many points its target is met. */
function cardOf(results: StudyResults, response: Response): AnswerCard {
  const { name, unit, meaning } = response;
  const { low, high } = extremesOf(response);
  const [least, rest] = quantity(low[1].mean, unit);
  const [most] = quantity(high[1].mean, unit);
  const line = lineAt(response, low[1]);
  const target = targetText(line, response.target);
  const points = [...results.points.keys()];
  const met = points.filter(point => verdictAt(response, point) === 'met').length;
  const isSame = low[1].mean === high[1].mean;
  const ends = (at: PointMean): string =>
    at.low === null || at.high === null
      ? ''
      : ` [${quantity(at.low, unit)[0]} to ${quantity(at.high, unit)[0]}]`;
  const places = [placeText(results, low[0]), placeText(results, high[0])];
  return {
    who: aboutOf(name).replaceAll('.', ' · '),
    value: isSame ? least : `${least} to ${most}`,
    unit: rest,
    what: meaning === '' ? name : meaning,
    ...(target !== '' && {
      target: {
        text: target,
        verdict: met > 0 ? 'met' : 'missed',
        words: `met at ${count(met)} of ${many(points.length, 'point')}`,
      },
    }),
    range: isSame
      ? 'the same at every point'
      : places.some(place => place === '')
        ? `mean over replicates, lowest and highest of ${many(points.length, 'point')}`
        : `lowest${places[0]}${ends(low[1])}, highest${places[1]}${ends(high[1])}`,
  };
}
