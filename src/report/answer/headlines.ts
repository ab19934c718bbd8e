import { headlineQuestions } from '../../study/statistics/headline-measures.ts';
import type { Setting, SummaryLine } from '../results.ts';
import type { MeasureTarget } from './target.ts';

/** Most measures that answer one question, and how many are shown where none answers any. */
const mostOfAKind = 3;
const fewest = 4;

/** A measure to put first, and whom it is about. */
export interface Headline {
  readonly measure: SummaryLine;
  /** Name of the measure without the part that the question is about, such as `gpu` of `gpu.on_time`. */
  readonly about: string;
}

/** A measure that answers the question of a scenario, with its target if it has one. */
export interface HeadlineFigure extends Headline {
  readonly target: MeasureTarget;
}

/**
 * The measures to put first: those of AVSs with tasks and of people, a few for each question. AVSs without tasks are
 * background where another has some. In the order of the questions; where no measure answers one of them, the first
 * of the summary.
 */
export function headlines(summary: readonly SummaryLine[], setting: Setting): readonly Headline[] {
  const focal = setting.avss.filter(avs => avs.tasks.length > 0).map(avs => avs.name);
  const others = setting.avss.map(avs => avs.name).filter(name => focal.length > 0 && !focal.includes(name));
  const known = summary.filter(
    ({ name, mean }) => Number.isFinite(mean) && !others.some(avs => name.startsWith(`${avs}.`)),
  );
  const chosen = headlineQuestions.flatMap(question =>
    known
      .filter(({ name }) => question.test(name))
      .slice(0, mostOfAKind)
      .map(measure => ({ measure, about: aboutOf(measure.name) })),
  );
  return chosen.length > 0
    ? chosen
    : known.slice(0, fewest).map(measure => ({ measure, about: measure.name }));
}

/** Which questions come first where there is room for four: tasks on time, members, cost, net return, then the others. */
const questionOrder = [0, 1, 2, 5, 3, 4];

/**
 * The measures that answer the question of a scenario, at most four: those that it names and that were measured; of a
 * scenario that names none, the first of {@link headlines} of each question.
 */
export function headlineFigures(
  summary: readonly SummaryLine[],
  setting: Setting,
): readonly HeadlineFigure[] {
  if (setting.headline.length > 0)
    return setting.headline.flatMap(({ measure: name, ...target }) => {
      const measure = summary.find(line => line.name === name);
      return measure === undefined ? [] : [{ measure, about: aboutOf(name), target }];
    });
  const derived = headlines(summary, setting);
  const firsts = questionOrder
    .map(index => derived.find(({ measure }) => headlineQuestions[index]?.test(measure.name)))
    .filter(one => one !== undefined);
  return (firsts.length > 0 ? firsts : derived).slice(0, fewest).map(one => ({ ...one, target: {} }));
}

/** The name of a measure without what the first question that fits it is about. */
export function aboutOf(name: string): string {
  const question = headlineQuestions.find(one => one.test(name));
  return question === undefined ? name : name.replace(question, '');
}
