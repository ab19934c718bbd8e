/**
 * Priorities of events at the same instant, the lowest first: the protocol and the agents act, then the day is
 * settled (pay, accounts, expectations), then those look at the settled day who wait for it: restakers that are
 * alarmed, panic or are liquidated. Rows of the day are made after all of them, once the clock has reached midnight.
 */
export const priority = { act: 0, settle: 1, measure: 2 } as const;
