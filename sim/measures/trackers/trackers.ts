import type { Service } from '../../economy/index.ts';
import type { OperatorId, SetId } from '../../ids.ts';
import type { AccountTraits } from '../../scenario/index.ts';
import type { State } from '../../state/state.ts';
import { type CohortStart, type CohortState, cohortStart, type Worth, worthOf } from './cohorts.ts';
import { createDiversification } from './diversification.ts';
import { createEarnedShares, type EarnedShares } from './earned-shares.ts';
import { createExitValues } from './exit-value.ts';
import { createExposure, type SetExposure } from './exposure.ts';
import { createFeeTotals, type FeeTotals } from './fee-totals.ts';
import type { Holdings } from './holdings.ts';
import { createLeastDelegated, type LeastDelegated } from './least-delegated.ts';
import { createOperatorPay, type OperatorPay } from './operator-pay.ts';
import { createSamplePeriod, type SamplePeriod } from './sample-period.ts';
import { createSlashCosts, type SlashCosts } from './slash-costs.ts';

/** Everything that is remembered from day to day for the measures alone. */
export interface Trackers {
  readonly holdings: Holdings;
  readonly costs: SlashCosts;
  readonly earnedShares: EarnedShares;
  readonly fees: FeeTotals;
  readonly operatorPay: OperatorPay;
  readonly exposure: SetExposure;
  readonly period: SamplePeriod;
  readonly leastDelegated: LeastDelegated;
  readonly start: CohortStart;
  /** Which operators each set has slashed: `operator * sets + set`. */
  readonly slashedOperators: ReadonlySet<number>;
  /** Worth of each cohort at the start and at the end of each week, `[cohort][week]`. */
  readonly weeklyWorth: readonly (readonly Worth[])[];
  /** See {@link createDiversification} and {@link createExitValues}. */
  readonly diversificationRatio: (cohort: number) => number | null;
  readonly exitValue: (cohort: number) => number | null;
  /** Takes in the pay of the day and who moved; call once the day is paid, before its rewards are closed. */
  beforeClose(): void;
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
  const earnedShares = createEarnedShares(state);
  const leastDelegated = createLeastDelegated(state, start, holdings);
  const diversification = createDiversification(state, holdings, earnedShares);
  const exits = createExitValues(state);
  const slashedOperators = new Set<number>();
  const weeklyWorth: Worth[][] = world.cohorts.map(() => []);
  return {
    holdings,
    costs,
    earnedShares,
    fees,
    operatorPay,
    exposure: createExposure(state, holdings),
    period,
    leastDelegated,
    start,
    slashedOperators,
    weeklyWorth,
    diversificationRatio: diversification.ratio,
    exitValue: exits.fifthPercentile,
    beforeClose: () => {
      holdings.update();
      earnedShares.update();
    },
    slashed: (operator, set) => {
      costs.slashed(operator, set);
      slashedOperators.add(operator * world.sets.length + set);
    },
    endDay: () => {
      // Those whom a slash alarmed may have moved at midnight, after the day was closed.
      holdings.update();
      period.addDay();
      leastDelegated.addDay();
      operatorPay.addDay();
      fees.addDay();
    },
    endWeek: cohorts => {
      cohorts.forEach((cohort, index) => {
        weeklyWorth[index]!.push(worthOf(state, start.units[index]!, cohort));
      });
      diversification.week();
      exits.week(cohorts);
    },
  };
}
