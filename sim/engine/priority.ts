/**
 * Priorities of events that fall at the same instant: the protocol and the agents act first, then the
 * day is settled (rewards), then it is measured, so that a measure always sees a finished instant.
 */
export const priority = { act: 0, settle: 1, measure: 2 } as const;
