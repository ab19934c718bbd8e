import type { Availability, Service } from '../../economy/index.ts';
import type { OperatorId } from '../../ids.ts';
import { earnedUsdOf } from '../../protocol/rewards/index.ts';
import type { OperatorTraits } from '../../scenario/index.ts';
import type { OperatorAccounts } from '../../state/operator-accounts.ts';
import type { State } from '../../state/state.ts';
import { createClaims } from './claims.ts';
import { gpuRentUsdPerWeek, gpuUtilisation, hasCommittedGpus } from './valuation/gpu-rent.ts';

/** Days in a month, for costs that are stated by the month. */
const MONTH_DAYS = 365 / 12;

/** Cost of being in business whatever the operator serves, in USD a week: its hardware and its operation. */
export function standingUsdPerWeek({ gpus, gpuHourUsd, monthlyUsd }: OperatorTraits): number {
  return 7 * (24 * gpus * gpuHourUsd + monthlyUsd / MONTH_DAYS);
}

/** Daily accounts of all operators. */
export interface OperatorAccounting {
  /** Books the day that ended, after pay; returns the operators whose cash ran out. */
  endDay(): OperatorId[];
  /** Income of the day that ended, as USD a week. */
  weeklyIncomeUsd(operator: OperatorId): number;
}

/** What the accounts are made from. */
export interface AccountingInputs {
  readonly state: State;
  readonly accounts: OperatorAccounts;
  readonly service: Service;
  readonly availability: Availability;
  /** What each operator saved since the last midnight by faking work, in USD, `[operator]`. */
  readonly savedUsd: Float64Array;
}

/**
 * Accounting of all operators. Income: splits, what own stake earned, fees, and rent of GPUs for the time that they were
 * up and offered: all of it while the operator serves no set that asks for GPUs, else between tasks, if its group rents
 * those hours out. Rewards are income on the day of their pay, and cash on that day or once they can be claimed. Costs run every day: hardware whether used or not, operation, and each set served, less what faking
 * work saved.
 */
export function createAccounting(inputs: AccountingInputs): OperatorAccounting {
  const { state, accounts } = inputs;
  const { operators, rewards, world } = state;
  const claims = createClaims(accounts);
  const cashAtOnce = world.scenario.claims === 'atOnce';
  /** What each operator's own stake has earned since the start, and its income of the last day, in USD. */
  const earnedUsd = new Float64Array(operators.length);
  const incomeUsd = new Float64Array(operators.length);
  return {
    weeklyIncomeUsd: operator => 7 * incomeUsd[operator]!,
    endDay: () => {
      const bankrupt: OperatorId[] = [];
      for (const { id } of operators) {
        const ownUsd = earnedUsdOf(rewards, id);
        const rewardUsd = rewards.lastDay.operatorCutUsd[id]! + ownUsd - earnedUsd[id]!;
        earnedUsd[id] = ownUsd;
        const claimedUsd = claims.book(id, rewards.day, rewardUsd);
        incomeUsd[id] = accounts.gone[id] ? 0 : bookDay(inputs, id, rewardUsd);
        if (!accounts.gone[id]) accounts.cashUsd[id]! += cashAtOnce ? rewardUsd : claimedUsd;
        if (!accounts.gone[id] && accounts.cashUsd[id]! < 0) bankrupt.push(id);
      }
      return bankrupt;
    },
  };
}

/**
 * Books the day of an operator, but for the cash that rewards become.
 *
 * @param rewardUsd rewards of the day: its splits and what its own stake earned
 * @returns its income of the day, in USD
 */
function bookDay(inputs: AccountingInputs, operator: OperatorId, rewardUsd: number): number {
  const { state, accounts, service, availability, savedUsd } = inputs;
  const { gpus, gpuHourUsd, monthlyUsd, setMonthlyUsd } = state.operators[operator]!;
  let feesUsd = 0;
  for (const byOperator of service.operatorFeesUsd) feesUsd += byOperator[operator]!;
  // An operator that has just left business still gets what it earned; its machines cost and earn nothing.
  const inBusiness = accounts.dormant[operator] ? 0 : 1;
  const upDays = inBusiness * availability.upDays[operator]!;
  const days = inBusiness * offeredDays(inputs, operator);
  const rentUsdPerDay = gpuRentUsdPerWeek(state, operator) / 7;
  const rentUsd = rentUsdPerDay * days;
  const sets = setsServed(state, operator);
  const setsUsd = (sets * setMonthlyUsd) / MONTH_DAYS;
  if (inBusiness) {
    bookGpuHours(inputs, operator, days);
    if (hasCommittedGpus(state, operator)) {
      accounts.gpuServiceUsd[operator]! += rewardUsd + feesUsd - setsUsd;
      accounts.forgoneGpuHours[operator]! += 24 * gpus * (upDays - days) * gpuUtilisation(state, operator);
    }
  }
  const runningUsd = 24 * gpus * gpuHourUsd + (monthlyUsd + sets * setMonthlyUsd) / MONTH_DAYS;
  const costUsd = inBusiness * runningUsd - savedUsd[operator]!;
  accounts.businessDays[operator]! += inBusiness;
  accounts.upDays[operator]! += upDays;
  accounts.reservationUsd[operator]! += rentUsdPerDay * (upDays - days) + setsUsd;
  accounts.rewardsUsd[operator]! += rewardUsd;
  accounts.feesUsd[operator]! += feesUsd;
  accounts.rentUsd[operator]! += rentUsd;
  accounts.costUsd[operator]! += costUsd;
  accounts.cashUsd[operator]! += feesUsd + rentUsd - costUsd;
  return rewardUsd + feesUsd + rentUsd;
}

/** Time of the day for which an operator's GPUs were offered for rent, in days. */
function offeredDays({ state, service, availability }: AccountingInputs, operator: OperatorId): number {
  const { gpus, group } = state.operators[operator]!;
  if (gpus === 0) return 0;
  const up = availability.upDays[operator]!;
  const { rentsIdle } = state.world.groups[group]!.spec;
  const committed = hasCommittedGpus(state, operator);
  if (rentsIdle === 0) return committed ? 0 : up;
  const idle = Math.max(0, up - service.gpuHours(operator) / (24 * gpus));
  return committed ? rentsIdle * idle : idle;
}

/**
 * Books what an operator's GPUs did in the hours that they were up: work, rent or nothing.
 *
 * @param offered time for which they were offered for rent, in days
 */
function bookGpuHours(
  { state, accounts, service, availability }: AccountingInputs,
  operator: OperatorId,
  offered: number,
): void {
  const { gpus } = state.operators[operator]!;
  if (gpus === 0) return;
  const up = 24 * gpus * availability.upDays[operator]!;
  const worked = service.gpuHours(operator);
  const rented = 24 * gpus * offered * gpuUtilisation(state, operator);
  accounts.workedGpuHours[operator]! += worked;
  accounts.rentedGpuHours[operator]! += rented;
  // On the day that it leaves a set, a group that does not rent idle GPUs out books rent for hours of work too.
  accounts.idleGpuHours[operator]! += Math.max(0, up - worked - rented);
}

/** Number of sets that an operator serves. */
function setsServed({ mirrors }: State, operator: OperatorId): number {
  const { ofOperator, registered } = mirrors.memberships;
  let sets = 0;
  for (const membership of ofOperator[operator]!) sets += registered[membership]!;
  return sets;
}
