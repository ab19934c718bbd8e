import type { Availability, Service } from '../../economy/index.ts';
import type { OperatorBooks } from '../../measures/books.ts';
import { activeMemberships, type View } from '../../measures/view.ts';
import { earnedUsdOf } from '../../protocol/rewards/index.ts';
import { isCommitted, rentPerWeek } from './value.ts';

/** Days in a month, for costs that are stated by the month. */
const MONTH_DAYS = 365 / 12;

/** Books a day's income and cost of every operator. */
export interface Money {
  /** Books the day that ended, after pay; returns the operators whose cash ran out today. */
  endDay(): number[];
  /** Income of the day that ended, as USD a week. */
  weeklyIncomeUsd(operator: number): number;
}

/**
 * The operators' accountant. Income: splits, what own stake earned, fees, and rent of GPUs that serve no set, for
 * the time they were up. Costs run every day: hardware whether used or not, operation, and each set served.
 */
export function createMoney(
  view: View,
  books: OperatorBooks,
  service: Service,
  availability: Availability,
): Money {
  const { operators, rewards } = view;
  const earned = new Float64Array(operators.length);
  const income = new Float64Array(operators.length);
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
        const fees = service.operatorFeesUsd.reduce((sum, byOperator) => sum + byOperator[id]!, 0);
        const rent = isCommitted(view, id) ? 0 : (rentPerWeek(view, id) / 7) * availability.upDays[id]!;
        const sets = activeMemberships(view, id).length;
        const cost = 24 * gpus * gpuHourUsd + (monthlyUsd + sets * setMonthlyUsd) / MONTH_DAYS;
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
