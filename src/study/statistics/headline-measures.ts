/**
 * The names of the measures that a reader asks for first, in that order: are tasks done on time, by how many operators,
 * at what cost, with how much slashable stake, do operators profit, do restakers earn. What abuse or corruption costs is
 * none of these.
 */
export const headlineQuestions: readonly RegExp[] = [
  /\.on_time$/,
  /\.members(\.mean)?$/,
  /(?<!\.abuse|\.corruption|\.security)\.cost$/,
  /\.slashable(\.mean)?$/,
  /(?<=^operators\.[^.]+)\.profit$/,
  /\.net_apr$/,
];

/**
 * The measures among those given that a reader asks for first, in that order. Of several AVSs the first is the one in
 * question; where none of the measures is asked for first, all are returned as they are.
 *
 * @param avss names of the AVSs of the scenario, in its order
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
