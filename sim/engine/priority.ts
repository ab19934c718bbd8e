/**
 * Priorities of events at the same instant, the lowest first: the protocol and the agents act, then the day is settled
 * (rewards, accounts), then measures are taken. A measure therefore sees the state after everything of that instant.
 */
export const priority = { act: 0, settle: 1, measure: 2 } as const;
