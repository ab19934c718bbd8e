import type { Service } from '../../economy/index.ts';
import type { OperatorId, SetId } from '../../ids.ts';
import type { AccountTraits } from '../../scenario/index.ts';
import type { State } from '../../state/state.ts';
import { type CohortStart, type CohortState, cohortStart, worthUsd } from './cohorts.ts';
import { createDiversification } from './diversification.ts';
import { createExitValues } from './exit-value.ts';
import { createExposure, type SetExposure } from './exposure.ts';
import { createFeeTotals, type FeeTotals } from './fee-totals.ts';
import type { Holdings } from './holdings.ts';
import { createOperatorPay, type OperatorPay } from './operator-pay.ts';
import { createSamplePeriod, type SamplePeriod } from './sample-period.ts';
import { createSlashCosts, type SlashCosts } from './slash-costs.ts';

/** Everything that is remembered from day to day for the measures alone. */
export interface Trackers {
  readonly holdings: Holdings;
  readonly costs: SlashCosts;
  readonly fees: FeeTotals;
  readonly operatorPay: OperatorPay;
  readonly exposure: SetExposure;
  readonly period: SamplePeriod;
  readonly start: CohortStart;
  /** Which operators each set has slashed: `operator * sets + set`. */
  readonly slashedOperators: ReadonlySet<number>;
  /** Worth of each cohort at the start and at the end of each week, in USD. */
  readonly weeklyWorthUsd: readonly (readonly number[])[];
  /** See {@link createDiversification} and {@link createExitValues}. */
  readonly diversificationRatio: (cohort: number) => number | null;
  readonly exitValue: (cohort: number) => number | null;
  /** Takes in a slash; call once it is carried out, before anything else changes. */
  slashed(operator: OperatorId, set: SetId): void;
  /** Takes in a day; call once a day, before its counters are reset. */
  endDay(): void;
  /** Takes in the end of a week, and first of all the start of the run. */
  endWeek(cohorts: readonly CohortState[]): void;
}

/** What the trackers read besides the state. */
export interface Tracked {
  readonly accounts: AccountTraits;
  readonly service: Service;
}

/** The trackers of a run that starts. */
export function createTrackers(state: State, { accounts, service }: Tracked): Trackers {
  const { world } = state;
  const { holdings, costs } = createSlashCosts(state);
  const start = cohortStart(state, accounts);
  const fees = createFeeTotals(state, service);
  const operatorPay = createOperatorPay(state);
  const period = createSamplePeriod(state);
  const diversification = createDiversification(state, holdings);
  const exits = createExitValues(state);
  const slashedOperators = new Set<number>();
  const weeklyWorthUsd: number[][] = world.cohorts.map(() => []);
  return {
    holdings,
    costs,
    fees,
    operatorPay,
    exposure: createExposure(state, holdings),
    period,
    start,
    slashedOperators,
    weeklyWorthUsd,
    diversificationRatio: diversification.ratio,
    exitValue: exits.worst,
    slashed: (operator, set) => {
      costs.slashed(operator, set);
      slashedOperators.add(operator * world.sets.length + set);
    },
    endDay: () => {
      // Those whom a slash alarmed may have moved at midnight, after the day was closed.
      holdings.update();
      diversification.day();
      period.addDay();
      operatorPay.addDay();
      fees.addDay();
    },
    endWeek: cohorts => {
      cohorts.forEach((cohort, index) => {
        weeklyWorthUsd[index]!.push(worthUsd(state, start.units[index]!, cohort));
      });
      diversification.week();
      exits.week(cohorts);
    },
  };
}
