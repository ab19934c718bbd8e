/** Weeks in a year, for values that are stated by the year. */
export const WEEKS_PER_YEAR = 365 / 7;

/** Stake that an operator plans for over a set's minimum, as a factor: a falling price shall not get it ejected. */
export const MARGIN = 2;
