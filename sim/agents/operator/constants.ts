/** Weeks in a year, for values that are stated by the year. */
export const WEEKS_PER_YEAR = 365 / 7;

/** Smallest income that an operator's gains and losses are measured by, in USD a week. */
export const MIN_INCOME_USD = 10;

/** Multiple of a set's minimum stake that an operator allocates, so that it is not ejected when a price falls. */
export const STAKE_MARGIN = 2;
