import type { Availability, Service } from '../../economy/index.ts';
import { earnedUsdOf } from '../../protocol/rewards/index.ts';
import type { OperatorTraits } from '../../scenario/index.ts';
import type { OperatorAccounts } from '../../state/operator-accounts.ts';
import type { State } from '../../state/state.ts';
import { isCommitted, rentPerWeek, utilisationOf } from './valuation/membership-value.ts';

/** Days in a month, for costs that are stated by the month. */
const MONTH_DAYS = 365 / 12;

/** What an operator in business costs a week whatever it serves: its hardware and its operation, in USD. */
export function standingUsdPerWeek({ gpus, gpuHourUsd, monthlyUsd }: OperatorTraits): number {
  return 7 * (24 * gpus * gpuHourUsd + monthlyUsd / MONTH_DAYS);
}

/** Books a day's income and cost of every operator. */
export interface Money {
  /** Books the day that ended, after pay; returns the operators whose cash ran out today. */
  endDay(): number[];
  /** Income of the day that ended, as USD a week. */
  weeklyIncomeUsd(operator: number): number;
}

/**
 * The operators' accountant. Income: splits, what own stake earned, fees, and rent of GPUs that serve no set, for
 * the time they were up, or of members' GPUs between tasks, if their group rents those out. Costs run every day:
 * hardware whether used or not, operation, and each set served, less what faking work saved.
 *
 * @param savedUsd what each operator saved since the last midnight by faking work, in USD
 */
export function createMoney(
  state: State,
  books: OperatorAccounts,
  service: Service,
  availability: Availability,
  savedUsd: Float64Array,
): Money {
  const { world, operators, rewards, mirrors } = state;
  const { memberships } = mirrors;
  const earned = new Float64Array(operators.length);
  const income = new Float64Array(operators.length);

  /** Part of the day that an operator's GPUs were offered for rent. */
  const offeredDays = (operator: number): number => {
    const { gpus, group } = operators[operator]!;
    const up = availability.upDays[operator]!;
    const { rentsIdle } = world.groups[group]!.spec;
    if (gpus === 0) return 0;
    if (rentsIdle === 0) return isCommitted(state, operator) ? 0 : up;
    const idle = Math.max(0, up - service.gpuHours(operator) / (24 * gpus));
    return isCommitted(state, operator) ? rentsIdle * idle : idle;
  };

  /** Books what its GPUs did in the hours that they were up. */
  const bookGpuHours = (operator: number, offered: number): void => {
    const { gpus } = operators[operator]!;
    if (gpus === 0) return;
    const up = 24 * gpus * availability.upDays[operator]!;
    const worked = service.gpuHours(operator);
    const rented = 24 * gpus * offered * utilisationOf(state, operator);
    books.workedGpuHours[operator]! += worked;
    books.rentedGpuHours[operator]! += rented;
    // On the day that it leaves a set, a group that does not rent idle GPUs out books rent for hours of work too.
    books.idleGpuHours[operator]! += Math.max(0, up - worked - rented);
  };

  return {
    weeklyIncomeUsd: operator => 7 * income[operator]!,
    endDay: () => {
      const broke: number[] = [];
      for (const { id, gpus, gpuHourUsd, monthlyUsd, setMonthlyUsd } of operators) {
        const own = earnedUsdOf(rewards, id);
        const reward = rewards.lastDay.operatorCutUsd[id]! + own - earned[id]!;
        earned[id] = own;
        income[id] = 0;
        if (books.gone[id]) continue;
        let fees = 0;
        for (const byOperator of service.operatorFeesUsd) fees += byOperator[id]!;
        // What is still paid to one that has just left business is its own; its machines are no longer.
        const inBusiness = books.dormant[id] ? 0 : 1;
        const days = inBusiness * offeredDays(id);
        const rate = rentPerWeek(state, id) / 7;
        const rent = rate * days;
        if (inBusiness) bookGpuHours(id, days);
        let sets = 0;
        for (const membership of memberships.ofOperator[id]!) sets += memberships.registered[membership]!;
        const running = 24 * gpus * gpuHourUsd + (monthlyUsd + sets * setMonthlyUsd) / MONTH_DAYS;
        const cost = inBusiness * running - savedUsd[id]!;
        const forgone = rate * (inBusiness * availability.upDays[id]! - days);
        books.reservationUsd[id]! += forgone + (sets * setMonthlyUsd) / MONTH_DAYS;
        books.rewardsUsd[id]! += reward;
        books.feesUsd[id]! += fees;
        books.rentUsd[id]! += rent;
        books.costUsd[id]! += cost;
        books.cashUsd[id]! += reward + fees + rent - cost;
        income[id] = reward + fees + rent;
        if (books.cashUsd[id]! < 0) broke.push(id);
      }
      return broke;
    },
  };
}
