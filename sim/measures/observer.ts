import type { Availability, Service } from '../economy/index.ts';
import { attributionNow } from '../protocol/rewards/index.ts';
import type { AccountTraits } from '../scenario/index.ts';
import type { EventLog } from '../state/event-log.ts';
import type { OperatorAccounts } from '../state/operator-accounts.ts';
import type { SetPay } from '../state/set-pay.ts';
import type { State } from '../state/state.ts';
import { createSummary } from './summary/summary.ts';
import type { FeeTotals } from './tables/attribution-rows.ts';
import { choiceRows } from './tables/choice-rows.ts';
import { corruptionRows } from './tables/corruption-rows.ts';
import { decentralisationRows, labelsOf } from './tables/decentralisation-rows.ts';
import { eventRows } from './tables/event-rows.ts';
import { addExposure, exposureRows } from './tables/exposure-rows.ts';
import { flowRows } from './tables/flow-rows.ts';
import type { Row } from './tables/index.ts';
import { lossRows } from './tables/loss-rows.ts';
import { operatorRows } from './tables/operator-rows.ts';
import { cohortOutcomes, outcomeRows } from './tables/outcome-rows.ts';
import { overlapRows } from './tables/overlap-rows.ts';
import { peopleOf } from './tables/payees.ts';
import { paymentRows } from './tables/payment-rows.ts';
import { restakerRows } from './tables/restaker-rows.ts';
import { serviceRows } from './tables/service-rows.ts';
import { setRows } from './tables/set-rows.ts';
import {
  type CohortState,
  cohortStart,
  cohortStates,
  type TokensOutside,
  worthUsd,
} from './trackers/cohorts.ts';
import { createDiversification } from './trackers/diversification.ts';
import { createExitValues } from './trackers/exit-value.ts';
import { createSlashCosts } from './trackers/slash-costs.ts';

/** Days of a week: what the returns of cohorts are measured over. */
const WEEK_DAYS = 7;

/** Days between two pictures of where the stake stands. */
const QUARTER_DAYS = 91;

/** Work that operators pretended to do. */
interface FakedWork {
  /** Copies faked since the last midnight, by kind of task. */
  readonly faked: Int32Array;
}

/** What the observer reads besides the state. It writes to none of it. */
export interface Observed {
  readonly accounts: AccountTraits;
  readonly outside: TokensOutside;
  readonly moves: Int32Array;
  readonly books: OperatorAccounts;
  readonly log: EventLog;
  readonly service: Service;
  readonly effort: FakedWork;
  readonly availability: Availability;
  readonly pay: (set: number) => SetPay;
  /** Tables to yield rows of. */
  readonly wanted: ReadonlySet<string>;
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
  /** Fees over the run. */
  readonly fees: FeeTotals;
  /** Takes in what is forgotten when the day's rewards are closed. */
  beforeClose(): void;
  /** Takes in what a slash cost whom; call once it is carried out. */
  slashed(set: number, operator: number): void;
  opening(): Row[];
  /** Rows of a day that is over, before its counters are reset. */
  endOfDay(day: number, ends: DayEnds): Row[];
  closing(days: number, attribution: readonly Row[]): Row[];
}

/** The observer of a run. */
export function createObserver(state: State, observed: Observed): Observer {
  const { world, mirrors, operators, rewards, prices } = state;
  const { accounts, outside, moves, books, log, service, effort, availability, pay, wanted } = observed;
  const { holdings, costs } = createSlashCosts(state);
  const start = cohortStart(state, accounts);
  const summary = createSummary();
  const diversification = createDiversification(state, holdings);
  const exits = createExitValues(state);
  const slashed = new Set<number>();
  const upDays = new Float64Array(operators.length);
  const paidUsd: number[] = [];
  const keptUsd = new Float64Array(operators.length);
  const passedUsd = new Float64Array(operators.length);
  const fees: FeeTotals = {
    byGroup: new Float64Array(world.avss.length * world.groups.length),
    byAvs: new Float64Array(world.avss.length),
  };
  const operatorFeesUsd = new Float64Array(world.avss.length * operators.length);
  const exposedUsdDays = new Float64Array(rewards.cohorts * world.sets.length);
  const worth: number[][] = world.cohorts.map(() => []);
  const labels = labelsOf(state);
  let periodStart = 0;

  const sumPeriod = (): void => {
    diversification.day();
    for (const { id } of operators) {
      upDays[id]! += availability.upDays[id]!;
      keptUsd[id]! += rewards.lastDay.operatorCutUsd[id]!;
      passedUsd[id]! += rewards.lastDay.restUsd[id]!;
    }
    for (let membership = 0; membership < mirrors.memberships.count; membership++) {
      paidUsd[membership] = (paidUsd[membership] ?? 0) + (rewards.lastDay.paidUsd[membership] ?? 0);
    }
    for (const { id, avs } of world.tasks) {
      fees.byAvs[avs]! += service.avsFeesUsd[id]!;
      for (const operator of operators) {
        const usd = service.operatorFeesUsd[id]![operator.id]!;
        fees.byGroup[avs * world.groups.length + operator.group]! += usd;
        operatorFeesUsd[avs * operators.length + operator.id]! += usd;
      }
    }
  };

  const states = (): CohortState[] =>
    cohortStates(state, accounts, start, holdings, outside, attributionNow(rewards));

  let out: Row[] = [];
  /** Shows rows to the summary and puts out those that are wanted. */
  const put = (rows: readonly Row[]): void => {
    for (const row of rows) {
      summary.take(row);
      if (wanted.has(row.table)) out.push(row);
    }
  };
  /** Puts out rows of a table that the summary has no use for: they are not made unless they are wanted. */
  const putIfWanted = (table: string, rows: () => readonly Row[]): void => {
    if (wanted.has(table)) put(rows());
  };
  /** What was put out since the last call. */
  const takeOut = (): Row[] => {
    const rows = out;
    out = [];
    return rows;
  };

  const sample = (day: number, cohorts: readonly CohortState[]): void => {
    const period = day - periodStart;
    if (wanted.has('exposure')) addExposure(state, holdings, period, exposedUsdDays);
    put(
      operatorRows(
        state,
        day,
        books,
        operator => upDays[operator]! / period,
        wanted.has('memberships') ? membership => paidUsd[membership] ?? 0 : null,
        period,
      ),
    );
    put(restakerRows(state, day, start, cohorts, moves));
    put(decentralisationRows(state, day, labels));
    periodStart = day;
    upDays.fill(0);
    paidUsd.fill(0);
  };

  const priceRows = (day: number): Row[] => [
    ...world.assets.map((name, asset) => ({ table: 'prices', values: [day, name, prices.usd[asset]!] })),
    ...world.gpus.map((name, gpu) => ({ table: 'prices', values: [day, name, prices.rentUsd[gpu]!] })),
  ];

  /** Ends the week or the sample period that a day ends. */
  const look = (day: number, period: boolean): void => {
    if (!period && day % WEEK_DAYS !== 0) return;
    const cohorts = states();
    if (day % WEEK_DAYS === 0) weigh(cohorts);
    if (period) sample(day, cohorts);
  };

  const weigh = (cohorts: readonly CohortState[]): void => {
    cohorts.forEach((holding, cohort) => {
      worth[cohort]!.push(worthUsd(state, start.units[cohort]!, holding));
    });
    diversification.week();
    exits.week(cohorts);
  };

  return {
    fees,
    beforeClose: holdings.update,
    slashed: (set, operator) => {
      costs.slashed(set, operator);
      slashed.add(operator * world.sets.length + set);
    },
    opening: () => {
      weigh(states());
      putIfWanted('prices', () => priceRows(0));
      putIfWanted('flows', () => flowRows(state, 0, holdings));
      return takeOut();
    },
    endOfDay: (day, ends) => {
      // Those whom a slash alarmed may have moved at midnight, after the day was closed.
      holdings.update();
      sumPeriod();
      put(setRows(state, day, log, pay, availability));
      put(serviceRows(state, day, service, effort.faked, availability));
      putIfWanted('prices', () => priceRows(day));
      put(eventRows(state, log));
      put(corruptionRows(state, log));
      look(day, ends.period);
      if (day % QUARTER_DAYS === 0 || ends.run) putIfWanted('flows', () => flowRows(state, day, holdings));
      return takeOut();
    },
    closing: (days, attribution) => {
      costs.settle();
      const outcomes = cohortOutcomes(state, accounts, outside);
      const people = rewards.statements ? peopleOf(state, accounts) : [];
      put(outcomeRows(state, days, outcomes, worth, diversification.ratio, exits.worst));
      putIfWanted('exposure', () =>
        exposureRows(state, days, exposedUsdDays, attributionNow(rewards), costs, outcomes),
      );
      putIfWanted('choices', () => choiceRows(state, days, costs, keptUsd, passedUsd));
      putIfWanted('overlaps', () => overlapRows(state, slashed));
      put(attribution);
      putIfWanted('payments', () => paymentRows(state, people, operatorFeesUsd));
      putIfWanted('losses', () => lossRows(state, people, costs));
      putIfWanted('summary', summary.rows);
      return takeOut();
    },
  };
}
