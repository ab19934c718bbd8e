/** What happened to one kind of task since the last midnight. */
export interface ServiceDay {
  /** Tasks that arrived, were done by their deadline, were done after it, and were given up. */
  arrived: number;
  onTime: number;
  late: number;
  lost: number;
  /** Jobs (copies of tasks) that were started and that were done. */
  started: number;
  copies: number;
  /** Work of the tasks that arrived, and of those done on time, over all copies, in GPU-hours or core-hours. */
  demandHours: number;
  onTimeHours: number;
  /** Time that the jobs started had waited since their tasks arrived, summed, in days. */
  waitDays: number;
  /** Fees that users paid. */
  feesUsd: number;
}

/**
 * Counts of the service system since the last midnight. Arrays are filled in place and cleared after the rows of
 * the day: `workHours` covers memberships that ever served.
 */
export interface ServiceTotals {
  /** By kind of task. */
  readonly today: readonly ServiceDay[];
  /** Work done under each membership: GPU-hours in a set that asks for GPUs, else core-hours, `[membership]`. */
  readonly workHours: number[];
  /** Fees that operators earned, in USD, `[task][operator]`. */
  readonly operatorFeesUsd: readonly Float64Array[];
  /** Fees that AVSs kept, in USD, `[task]`. */
  readonly avsFeesUsd: Float64Array;
}

const emptyDay = (): ServiceDay => ({
  arrived: 0,
  onTime: 0,
  late: 0,
  lost: 0,
  started: 0,
  copies: 0,
  demandHours: 0,
  onTimeHours: 0,
  waitDays: 0,
  feesUsd: 0,
});

/**
 * Totals of a day on which nothing has happened yet.
 *
 * @param tasks number of kinds of task
 * @param operators number of operators
 */
export function createServiceTotals(tasks: number, operators: number): ServiceTotals {
  return {
    today: Array.from({ length: tasks }, emptyDay),
    workHours: [],
    operatorFeesUsd: Array.from({ length: tasks }, () => new Float64Array(operators)),
    avsFeesUsd: new Float64Array(tasks),
  };
}

/** Sets all totals to 0, for a new day. */
export function clearServiceTotals({ today, workHours, operatorFeesUsd, avsFeesUsd }: ServiceTotals): void {
  for (const day of today) Object.assign(day, emptyDay());
  workHours.fill(0);
  for (const fees of operatorFeesUsd) fees.fill(0);
  avsFeesUsd.fill(0);
}
