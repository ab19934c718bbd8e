/**
 * What a reader asks first, in the order of asking; the end of a measure's name says which question it answers: is
 * it served, by whom, at what cost, with what behind it, does serving pay, do restakers earn. What abuse or corruption
 * would cost or bring is none of these.
 */
export const headlineQuestions: readonly RegExp[] = [
  /\.on_time$/,
  /\.members(\.mean)?$/,
  /(?<!\.abuse|\.corruption)\.cost$/,
  /\.slashable(\.mean)?$/,
  /(?<=^operators\.[^.]+)\.profit$/,
  /\.net_apr$/,
];

/**
 * The measures among some that a reader asks for first, in the order of asking. Of several AVSs the first is the one
 * in question; without an answer to any question the measures come as they are.
 */
export function headlineMeasures<T extends { readonly measure: string }>(
  measures: readonly T[],
  avss: readonly string[],
): readonly T[] {
  const [, ...others] = avss;
  const inQuestion = measures.filter(({ measure }) => !others.some(other => measure.startsWith(`${other}.`)));
  const found = headlineQuestions.flatMap(question =>
    inQuestion.filter(({ measure }) => question.test(measure)),
  );
  return found.length > 0 ? found : measures;
}
