/** A condition that operator sets may slash for. */
interface SlashingConditionRow {
  /** Its key in scenarios, and its word in tables and events. */
  readonly name: string;
  /** What the offence is. */
  readonly meaning: string;
  /**
   * What its offences come from: `outage`, an operator's outage that outlasts the condition's grace period
   * (agents/avs/slashing/downtime.ts), or `hazard`, an event at a yearly rate of the operator's own or in a common shock
   * (economy/faults/hazards.ts). Whoever else notices an offence reports it as well: audits of tasks report wrong results.
   */
  readonly arises: 'outage' | 'hazard';
  /** Slashes of a member a year that terms for it make people expect, where the scenario does not say. */
  readonly expectedPerYear: number;
  /**
   * Number in the hashes that decide on detection and veto (agents/avs/slashing/slasher.ts). It is given once and never
   * again: a further condition takes the next one, and so moves no draw of the others.
   */
  readonly drawNumber: number;
  /** Where the default, an operator's hazard and usual terms are from, for the tables of the model's description. */
  readonly sources: { readonly expected: string; readonly hazard?: string; readonly terms: string };
}

/** All slashing conditions, in the order in which the model goes through them. */
export const slashingConditions = [
  {
    name: 'downtime',
    meaning: 'An outage that is longer than `after`',
    arises: 'outage',
    expectedPerYear: 3,
    drawNumber: 0,
    sources: { expected: 'assumed', terms: 'DIN: 0.1%, then 0.5%' },
  },
  {
    name: 'doubleSign',
    meaning: 'Two conflicting messages that the operator signed',
    arises: 'hazard',
    expectedPerYear: 0.002,
    drawNumber: 1,
    sources: {
      expected: 'validators: 0.00009-0.0004 a year (Ethereum, 2020-2025); operators assumed higher',
      hazard: 'validators: 0.00009-0.0004 (Ethereum, 2020-2025); operators assumed higher',
      terms: 'assumed',
    },
  },
  {
    name: 'wrongResult',
    meaning: 'A wrong result of a task, which an audit would find',
    arises: 'hazard',
    expectedPerYear: 0.05,
    drawNumber: 2,
    sources: { expected: 'assumed', hazard: 'assumed', terms: 'DIN: invalid data 1%, then 5%' },
  },
  {
    name: 'latency',
    meaning: 'A spell of slow service',
    arises: 'hazard',
    expectedPerYear: 3,
    drawNumber: 3,
    sources: { expected: 'assumed', hazard: 'assumed', terms: 'DIN: 0.05%, then 0.25%' },
  },
  {
    name: 'longOutage',
    meaning: 'As downtime, with a grace period and terms of its own',
    arises: 'outage',
    expectedPerYear: 0.2,
    drawNumber: 4,
    sources: { expected: 'assumed', terms: 'DIN: complete failure 2%, then 10%' },
  },
] as const satisfies readonly SlashingConditionRow[];

type ConditionRow = (typeof slashingConditions)[number];
type ConditionRowOf<Arises extends ConditionRow['arises']> = Extract<
  ConditionRow,
  { readonly arises: Arises }
>;

/** Name of a condition that an operator set may slash for. */
export type Condition = ConditionRow['name'];

/** Names of all conditions. */
export const conditions: readonly Condition[] = slashingConditions.map(({ name }) => name);

/** Conditions whose offences are outages that outlast a grace period. */
export const outageConditions: readonly ConditionRowOf<'outage'>[] = slashingConditions.filter(
  row => row.arises === 'outage',
);

/** Conditions whose offences are events at a yearly rate. */
export const hazardConditions: readonly ConditionRowOf<'hazard'>[] = slashingConditions.filter(
  row => row.arises === 'hazard',
);

/** A record with a value for each of some conditions, in their order. */
export function byCondition<Some extends ConditionRow, Value>(
  rows: readonly Some[],
  value: (row: Some) => Value,
): Record<Some['name'], Value> {
  return Object.fromEntries(rows.map(row => [row.name, value(row)])) as Record<Some['name'], Value>;
}
