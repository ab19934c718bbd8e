import { capital, list, quantity } from '../format.ts';
import { hasInterval, type Setting, type SummaryLine } from '../results.ts';
import { type HeadlineFigure, headlineFigures } from './headlines.ts';
import { runsOf, sayingOf, subjectOf } from './measure-words.ts';
import { targetText, type Verdict, verdictOf, verdictWords } from './target.ts';

/** What the runs of a scenario answer. */
export interface RunAnswer {
  /** The scenario's question; of one without, what its headline measures answer. Empty where there are none. */
  readonly question: string;
  /** One sentence, computed from the measures: whether targets are met, and the figures. Empty without measures. */
  readonly sentence: string;
  readonly figures: readonly HeadlineFigure[];
}

/** What the measures were taken from. */
export interface Runs {
  readonly runs: number;
  readonly days: number;
}

/** The answer to a scenario's question from the summary of its runs. */
export function answerOf(summary: readonly SummaryLine[], setting: Setting, runs: Runs): RunAnswer {
  const figures = headlineFigures(summary, setting);
  const asked = setting.question === '' ? derivedQuestion(figures) : setting.question;
  return { question: asked, sentence: answerSentence(figures, runs), figures };
}

/** The question that figures answer, by their kinds; those without words are not asked for. */
function derivedQuestion(figures: readonly HeadlineFigure[]): string {
  const asked = figures.flatMap(({ measure: { name } }) => {
    const saying = sayingOf(name);
    return saying === undefined ? [] : [saying.asks(subjectOf(name, saying))];
  });
  return asked.length === 0 ? '' : `${capital(list(asked))}?`;
}

/** The sentence that answers: verdicts first, then each figure with its interval and target. */
function answerSentence(figures: readonly HeadlineFigure[], { runs, days }: Runs): string {
  if (figures.length === 0) return '';
  const verdicts = figures.map(({ measure, target }) => verdictOf(measure, target));
  const judged = verdictText(verdicts.filter(verdict => verdict !== undefined));
  const lead = capital(runsOf(runs, days));
  return `${lead}${judged === '' ? '' : `, ${judged}`}: ${figures.map(figureText).join('; ')}.`;
}

/** How many targets are met, missed or neither, such as `1 of 3 targets is missed`; empty without targets. */
function verdictText(verdicts: readonly Verdict[]): string {
  const all = verdicts.length;
  const counts = (['missed', 'open'] as const)
    .map(verdict => ({ verdict, count: verdicts.filter(one => one === verdict).length }))
    .filter(({ count }) => count > 0);
  const [only, ...others] = counts;
  if (all === 0) return '';
  if (all === 1) return `the target is ${verdictWords[only?.verdict ?? 'met']}`;
  if (only === undefined) return `${all === 2 ? 'both' : `all ${all}`} targets are ${verdictWords.met}`;
  const said = ({ verdict, count }: typeof only, of = ''): string =>
    `${count}${of} ${count === 1 ? 'is' : 'are'} ${verdictWords[verdict]}`;
  if (others.length === 0) return said(only, ` of ${all} targets`);
  return `of ${all} targets ${list(counts.map(one => said(one)))}`;
}

/** A figure with its interval and target, such as `28.6 gpu operators [27 to 31] (at least 20: met)`. */
function figureText({ measure, target }: HeadlineFigure): string {
  const { name, unit, mean, low, high, n } = measure;
  const saying = sayingOf(name);
  const verdict = verdictOf(measure, target);
  const goal = verdict === undefined ? '' : ` (${targetText(measure, target)}: ${verdictWords[verdict]})`;
  if (!Number.isFinite(mean)) return `no ${name}${goal}`;
  const ends = hasInterval(measure) ? ` [${quantity(low, unit)[0]} to ${quantity(high, unit)[0]}]` : '';
  const digits = n > 1 && !Number.isInteger(mean) ? 1 : 0;
  const said =
    saying === undefined
      ? `${name} is ${quantity(mean, unit).join(' ').trim()}`
      : saying.figure(mean, digits) + saying.what(subjectOf(name, saying));
  return `${said}${ends}${goal}`;
}
