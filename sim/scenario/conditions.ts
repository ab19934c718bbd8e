/** Conditions an operator set may slash for. */
export const conditions = ['downtime', 'doubleSign', 'wrongResult', 'latency', 'longOutage'] as const;
export type Condition = (typeof conditions)[number];
