import type { Availability, Service } from '../economy/index.ts';
import type { OperatorId, SetId } from '../ids.ts';
import { attributionNow } from '../protocol/rewards/index.ts';
import type { AccountTraits } from '../scenario/index.ts';
import type { EventLog } from '../state/event-log.ts';
import type { OperatorAccounts } from '../state/operator-accounts.ts';
import type { SetPay } from '../state/set-pay.ts';
import type { State } from '../state/state.ts';
import { createOutput, type Output } from './output.ts';
import { accountRows } from './tables/closing/accounts-table.ts';
import { type Amounts, attributionRows } from './tables/closing/attribution-table.ts';
import { choiceRows } from './tables/closing/choices-table.ts';
import { exposureRows } from './tables/closing/exposure-table.ts';
import { lossRows } from './tables/closing/losses-table.ts';
import { outcomeRows } from './tables/closing/outcomes-table.ts';
import { overlapRows } from './tables/closing/overlaps-table.ts';
import { payeesOf } from './tables/closing/payees.ts';
import { paymentRows } from './tables/closing/payments-table.ts';
import { placementRows } from './tables/closing/placements-table.ts';
import type { Row } from './tables/define-table.ts';
import { corruptionRows } from './tables/over-time/corruption-table.ts';
import { decentralisationRows } from './tables/over-time/decentralisation-table.ts';
import { eventRows } from './tables/over-time/events-table.ts';
import { flowRows } from './tables/over-time/flows-table.ts';
import { holdingRows } from './tables/over-time/holdings-table.ts';
import { membershipRows } from './tables/over-time/memberships-table.ts';
import { networkRows } from './tables/over-time/network-table.ts';
import { operatorRows } from './tables/over-time/operators-table.ts';
import { priceRows } from './tables/over-time/prices-table.ts';
import { restakerRows } from './tables/over-time/restakers-table.ts';
import { securityRows } from './tables/over-time/security-table.ts';
import { serviceRows } from './tables/over-time/service-table.ts';
import { setRows } from './tables/over-time/sets-table.ts';
import { worthRows } from './tables/over-time/worth-table.ts';
import { cohortOutcomes } from './trackers/cohort-outcomes.ts';
import { type CohortState, cohortStates } from './trackers/cohorts.ts';
import type { TokensOutside } from './trackers/stake-elsewhere.ts';
import { createTrackers, type Trackers } from './trackers/trackers.ts';

/** Days of a week: what the returns of cohorts are measured over. */
const WEEK_DAYS = 7;

/** Days between two pictures of where the stake stands. */
const QUARTER_DAYS = 91;

/** What the observer reads besides the state. It writes to none of it. */
export interface Observed {
  readonly accounts: AccountTraits;
  readonly outside: TokensOutside;
  /** Moves of accounts begun during the sample period, by cohort. */
  readonly moves: Int32Array;
  readonly operatorAccounts: OperatorAccounts;
  readonly log: EventLog;
  readonly service: Service;
  readonly availability: Availability;
  /** Copies of tasks that operators pretended to do during the day, by kind of task. */
  readonly faked: Int32Array;
  /** Last pay of each set. */
  readonly pay: readonly SetPay[];
  /** Operators' cuts over the run, `[stream * groups + group]`. */
  readonly cuts: Amounts;
  /** What went to nobody of each programme over the run, `[programme]`. */
  readonly burned: Amounts;
  readonly unminted: Amounts;
  /** Slashed stake that reached the AVSs over the run, `[set * strategies + strategy]`. */
  readonly redistributed: Amounts;
}

/** What ends with a day, besides the day. */
export interface DayEnds {
  /** A sample period. */
  readonly period: boolean;
  /** The run. */
  readonly run: boolean;
}

/** Turns the state of a run into rows. It reads only: whoever runs the day resets the counters of days and periods. */
export interface Observer {
  /** Takes in the pay of the day and what is forgotten when its rewards are closed. */
  beforeClose(): void;
  /** Takes in what a slash cost whom; call once it is carried out. */
  slashed(operator: OperatorId, set: SetId): void;
  /** Rows of the start. */
  opening(): Row[];
  /** Rows of a day that is over, before its counters are reset. */
  endOfDay(day: number, ends: DayEnds): Row[];
  /** Rows of what came of a run of so many days. */
  closing(days: number): Row[];
  /** Rows of the table `flows` as the stake stands now, under a day; they are no part of the run's. */
  flows(day: number): Row[];
}

/** What rows are made from, and where they go. */
interface Observation {
  readonly state: State;
  readonly observed: Observed;
  readonly trackers: Trackers;
  readonly output: Output;
}

/**
 * The observer of a run.
 *
 * @param wanted names of the tables to yield rows of
 */
export function createObserver(state: State, observed: Observed, wanted: ReadonlySet<string>): Observer {
  const trackers = createTrackers(state, observed);
  const output = createOutput(wanted);
  const observation = { state, observed, trackers, output };
  return {
    beforeClose: trackers.beforeClose,
    slashed: trackers.slashed,
    opening: () => {
      const cohorts = cohortsOf(observation);
      endWeek(observation, 0, cohorts);
      output.putIfWanted('holdings', () => holdingRows(state, 0, cohorts));
      output.putIfWanted('prices', () => priceRows(state, 0));
      output.putIfWanted('flows', () => flowRows(state, 0, trackers.holdings));
      output.put(securityRows(state, 0));
      return output.take();
    },
    endOfDay: (day, ends) => {
      trackers.endDay();
      putDay(observation, day);
      putSamples(observation, day, ends);
      return output.take();
    },
    closing: days => {
      trackers.costs.losses.settle();
      putClosing(observation, days);
      return output.take();
    },
    flows: day => flowRows(state, day, trackers.holdings),
  };
}

function cohortsOf({ state, observed, trackers }: Observation): CohortState[] {
  return cohortStates(state, { ...observed, ...trackers });
}

/** Puts out the rows of every day. */
function putDay({ state, observed, trackers, output }: Observation, day: number): void {
  output.put(setRows(state, day, observed));
  output.put(serviceRows(state, day, observed));
  output.putIfWanted('prices', () => priceRows(state, day));
  output.put(eventRows(state, observed.log));
  output.put(corruptionRows(state, observed.log));
  output.put(decentralisationRows(state, day));
  output.put(networkRows(state, day));
  if (output.isWanted('exposure')) trackers.exposure.addDay();
}

/** Puts out the rows of the sample period and the quarter that a day ends, and ends its week. */
function putSamples(observation: Observation, day: number, ends: DayEnds): void {
  const { state, trackers, output } = observation;
  const isEndOfWeek = day % WEEK_DAYS === 0;
  if (isEndOfWeek || ends.period) {
    const cohorts = cohortsOf(observation);
    if (isEndOfWeek) endWeek(observation, day, cohorts);
    if (ends.period) putPeriod(observation, day, cohorts);
    if (isEndOfWeek || ends.run) {
      output.put(securityRows(state, day));
      output.putIfWanted('holdings', () => holdingRows(state, day, cohorts));
    }
  }
  if (day % QUARTER_DAYS === 0 || ends.run)
    output.putIfWanted('flows', () => flowRows(state, day, trackers.holdings));
}

/** Ends a week, and puts out its rows; first of all those of the start. */
function endWeek(
  { state, trackers, output }: Observation,
  day: number,
  cohorts: readonly CohortState[],
): void {
  trackers.endWeek(cohorts);
  output.putIfWanted('worth', () =>
    worthRows(
      state,
      day,
      trackers.weeklyWorth.map(weeks => weeks.at(-1)!),
    ),
  );
}

/** Puts out the rows of a sample period, and starts the next. */
function putPeriod(observation: Observation, day: number, cohorts: readonly CohortState[]): void {
  const { state, observed, trackers, output } = observation;
  const { period, start, costs, leastDelegated } = trackers;
  const { operatorAccounts, moves } = observed;
  output.put(operatorRows(state, day, { operatorAccounts }));
  output.putIfWanted('memberships', () => membershipRows(state, day, period.paidUsd));
  output.put(restakerRows(state, day, { start, cohorts, costs, moves, leastDelegated: leastDelegated.of }));
  period.start();
  leastDelegated.startPeriod();
}

/** Puts out the rows of the tables that say what came of a run. */
function putClosing({ state, observed, trackers, output }: Observation, days: number): void {
  const { accounts, outside } = observed;
  const { costs, earnedShares, fees, operatorPay, exposure, slashedOperators } = trackers;
  const outcomes = cohortOutcomes(state, { accounts, outside, earnedShares });
  const payees = state.rewards.statements ? payeesOf(state, accounts) : [];
  output.put(outcomeRows(state, days, { outcomes, ...trackers }));
  output.putIfWanted('exposure', () => {
    const earned = attributionNow(state.rewards);
    return exposureRows(state, days, { exposedUsdDays: exposure.usdDays, earned, costs, outcomes });
  });
  output.putIfWanted('choices', () => choiceRows(state, days, { costs, earnedShares, operatorPay }));
  output.putIfWanted('overlaps', () => overlapRows(state, slashedOperators));
  output.put(attributionRows(state, { ...observed, fees }));
  output.putIfWanted('payments', () => paymentRows(state, payees, fees));
  output.putIfWanted('losses', () => lossRows(state, payees, costs));
  output.putIfWanted('accounts', () => accountRows(state, payees, outcomes));
  output.putIfWanted('placements', () => placementRows(state));
  output.putIfWanted('summary', output.summaryRows);
}
