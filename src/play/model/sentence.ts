import { runsOf, sayingOf, subjectOf } from '../../report/answer/measure-words.ts';
import { capital, compact, quantity } from '../../report/format.ts';
import { isDifferent, type MeasureComparison } from '../../study/comparison/paired-comparison.ts';

/** A piece of the sentence; what one of the settings did is marked as its own. */
export interface SentencePart {
  readonly text: string;
  readonly side?: 'a' | 'b';
}

/** What the sentence is about. */
export interface SentenceFacts {
  readonly comparisons: readonly MeasureComparison[];
  /** Pairs of runs. */
  readonly pairs: number;
  /** Days of the runs that the measures are of. */
  readonly days: number;
  /** Days that are simulated so far, and those of a whole run; undefined where a setting cannot be run. */
  readonly simulated: { readonly to: number; readonly of: number } | undefined;
  /** Whether the settings are the same. */
  readonly isSame: boolean;
  /** Name of the AVS in question. */
  readonly avs: string;
  /** Whether A and B have the same sets of it: else the costs of those that both have are not what they paid. */
  readonly hasSameSets: boolean;
}

/**
 * The sentence on top of the screen, true of what it shows: what differs most between A and B, beyond chance where
 * there are several runs, and at what cost. Before any measures it tells how far the runs are.
 */
export function playSentence(facts: SentenceFacts): readonly SentencePart[] {
  const { comparisons, pairs, days, simulated, isSame } = facts;
  if (comparisons.length === 0) {
    const far =
      simulated && `Day ${Math.floor(simulated.to)} of ${simulated.of}. Move a lever: B answers beside A.`;
    return [{ text: far ?? 'There is nothing to show: a setting cannot be run.' }];
  }
  const when = capital(runsOf(pairs, days));
  const told = comparisons.filter(one => !/\.cost$/.test(one.measure));
  if (isSame)
    return [{ text: `${when}, ` }, ...asItIs(told, facts), { text: ' Move a lever: B answers beside it.' }];
  const differing = told
    .filter(one => (pairs > 1 ? isDifferent(one) : one.difference !== 0))
    .sort((one, other) => sizeOf(other) - sizeOf(one));
  const [most] = differing;
  if (most === undefined) {
    const why = pairs > 1 ? 'nothing here differs by more than chance' : 'nothing here differs';
    return [{ text: `${when}, ${why}: ` }, ...asItIs(told, facts)];
  }
  const kind = sayingOf(most.measure);
  const second = differing.find(one => sayingOf(one.measure) !== kind);
  return [
    { text: `${when}, ` },
    ...said(most),
    { text: costClause(facts) },
    ...(second === undefined ? [] : [{ text: '; ' }, ...said(second)]),
    { text: '.' },
  ];
}

/** How far A and B are apart: in standard deviations where runs differ, else as a part of the larger. */
function sizeOf({ standardised, meanA, meanB }: MeasureComparison): number {
  if (standardised !== null) return Math.abs(standardised);
  return Math.abs(meanB - meanA) / Math.max(Math.abs(meanA), Math.abs(meanB), Number.MIN_VALUE);
}

/** What both settings did: `B keeps 28 gpu operators, A 1`. */
function said(one: MeasureComparison): SentencePart[] {
  const { measure, meanA, meanB, unit } = one;
  const saying = sayingOf(measure);
  if (saying === undefined) {
    const [a, b] = [meanA, meanB].map(value => quantity(value, unit).join(' ').trim());
    return [
      { text: `${measure} is ` },
      { text: `${b} in B`, side: 'b' },
      { text: ', ' },
      { text: `${a} in A`, side: 'a' },
    ];
  }
  const subject = subjectOf(measure, saying);
  const digits = saying.figure(meanA, 0) === saying.figure(meanB, 0) ? 1 : 0;
  return [
    { text: `B ${saying.verb} ${saying.figure(meanB, digits)}${saying.what(subject)}`, side: 'b' },
    { text: ', ' },
    { text: `A ${saying.figure(meanA, digits)}`, side: 'a' },
  ];
}

/** What both settings did where they did the same, in the first figures of two kinds. */
function asItIs(comparisons: readonly MeasureComparison[], facts: SentenceFacts): SentencePart[] {
  const first = comparisons.find(one => sayingOf(one.measure) !== undefined);
  const second = comparisons.find(
    ({ measure }) => sayingOf(measure) !== undefined && sayingOf(measure) !== sayingOf(first!.measure),
  );
  const figures = [first, second].flatMap(one => {
    if (one === undefined) return [];
    const saying = sayingOf(one.measure)!;
    return [saying.figure(one.meanB, 0) + saying.what(subjectOf(one.measure, saying))];
  });
  return [{ text: `${figures.join(' and ')}${costClause(facts, 'for')}.` }];
}

/**
 * What the AVS in question paid, if its cost is among the measures: `at the same $150k a week`. Amounts within 1% of
 * the larger count as the same.
 *
 * @param both tells that A and B are the same, and have one cost
 */
function costClause({ comparisons, avs, hasSameSets }: SentenceFacts, both?: 'for'): string {
  const costs = comparisons.filter(({ measure }) => measure.startsWith(`${avs}.`) && /\.cost$/.test(measure));
  if (costs.length === 0 || !hasSameSets) return '';
  const [a, b] = [sum(costs.map(({ meanA }) => meanA)), sum(costs.map(({ meanB }) => meanB))];
  const money = (value: number): string => `$${compact(Number(value.toPrecision(2)))}`;
  if (both) return `, for ${money(b)} a week`;
  if (Math.abs(b - a) <= 0.01 * Math.max(a, b)) return `, at the same ${money(b)} a week`;
  return `, for ${money(b)} a week instead of ${money(a)}`;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
