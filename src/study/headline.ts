/**
 * What a reader asks first, in the order of asking; the end of a measure's name says which question it answers: is
 * it served, by whom, at what cost, with what behind it, does serving pay, do restakers earn.
 */
export const headlineQuestions: readonly RegExp[] = [
  /\.on_time$/,
  /\.members(\.mean)?$/,
  /\.cost$/,
  /\.slashable(\.mean)?$/,
  /\.profit$/,
  /\.net_apr$/,
];
