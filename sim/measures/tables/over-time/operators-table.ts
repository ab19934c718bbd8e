import type { OperatorAccounts } from '../../../state/operator-accounts.ts';
import { accountStakeUsd, activeMemberships, stakeUsd } from '../../../state/stake.ts';
import type { State } from '../../../state/state.ts';
import {
  count,
  fraction,
  group,
  operator,
  optional,
  quantity,
  ratio,
  text,
  time,
  usd,
} from '../column-kinds.ts';
import { defineTable, type Row } from '../define-table.ts';

/** The table `operators`. */
export const operatorsTable = defineTable({
  name: 'operators',
  meaning: 'Each operator, once a sample period: its money and its uptime over the period',
  columns: {
    timeDays: time,
    operator,
    group,
    status: text('active (in a set), idle (in none), dormant (out of business) or gone (bankrupt)'),
    sets: count('Sets it is registered to'),
    stakeUsd: usd('Stake delegated to it, its own among it'),
    ownStakeUsd: usd('Its own stake'),
    rewardsUsd: usd('Income from rewards over the period: its splits and what its own stake earned'),
    feesUsd: usd('Income from task fees over the period'),
    rentUsd: usd('Income from renting its GPUs out over the period'),
    costUsd: usd('Hardware, power and operation over the period'),
    slashedUsd: usd('Own stake lost to slashes over the period, valued when slashed'),
    profitUsd: usd('Income and spoils less cost and slashes over the period'),
    cashUsd: usd('Cash at the end of the period'),
    uptimeFraction: optional(
      fraction('Time it was up, of its days in business over the period; empty without any'),
    ),
    marginRatio: optional(
      ratio('Profit, spoils aside, over income from rewards, fees and rent; empty without income'),
    ),
    breakEvenRentUsd: optional(
      usd(
        'Market rent of a GPU-hour at which renting out would have paid as much as its sets did: gpu_service_usd by forgone_gpu_hours; empty without such hours',
      ),
    ),
    workedGpuHours: optional(
      quantity(
        'GPU-hours',
        'Hours that its GPUs worked on tasks, work that was broken off or is not finished yet among it; empty without GPUs',
      ),
    ),
    rentedGpuHours: optional(quantity('GPU-hours', 'Hours that they had a tenant; empty without GPUs')),
    idleGpuHours: optional(quantity('GPU-hours', 'Hours that they were up with neither; empty without GPUs')),
    reservationUsd: usd(
      'Least that its sets had to pay over the period: rent that its GPUs forwent and the cost of its sets',
    ),
    hardwareUsd: optional(usd('What its GPUs cost when bought; empty where the scenario does not say')),
    depreciationUsd: optional(usd('Wear of its GPUs over the period, part of the cost; empty likewise')),
    spoilsUsd: usd('Its part of what attacks brought, over the period'),
    businessDays: quantity('days', 'Days of the period that it was in business: neither dormant nor gone'),
    forgoneGpuHours: optional(
      quantity(
        'GPU-hours',
        'Hours for which its GPUs, up and committed to a set that asks for them, would have had a tenant; empty without GPUs',
      ),
    ),
    gpuServiceUsd: optional(
      usd(
        'Rewards and fees while its GPUs were committed to such a set, less the cost of its sets then and own stake that such sets slashed; empty without GPUs',
      ),
    ),
    unclaimedUsd: usd(
      'Rewards that no root lets it claim yet, at the end of the period, valued when they were paid',
    ),
  },
});

/** What the rows of operators are made from, besides the state. */
export interface OperatorsSources {
  readonly operatorAccounts: OperatorAccounts;
}

/** Rows of the table `operators` at the end of a sample period: one for each operator. */
export function operatorRows(
  state: State,
  day: number,
  { operatorAccounts: accounts }: OperatorsSources,
): Row[] {
  return state.operators.map(({ id, name, group: member, gpus }) => {
    const { name: groupName, spec } = state.world.groups[member]!;
    const { purchase } = spec.costs;
    const sets = activeMemberships(state, id).length;
    const hardwareUsd = purchase && gpus > 0 ? gpus * purchase.usd : null;
    const businessDays = accounts.businessDays[id]!;
    return operatorsTable.row({
      timeDays: day,
      operator: name,
      group: groupName,
      status: statusOf(accounts, id, sets),
      sets,
      stakeUsd: stakeUsd(state, id),
      ownStakeUsd: accountStakeUsd(state, id),
      rewardsUsd: accounts.rewardsUsd[id]!,
      feesUsd: accounts.feesUsd[id]!,
      rentUsd: accounts.rentUsd[id]!,
      costUsd: accounts.costUsd[id]!,
      slashedUsd: accounts.slashedUsd[id]!,
      profitUsd: profitUsd(accounts, id),
      cashUsd: accounts.cashUsd[id]!,
      uptimeFraction: businessDays > 0 ? accounts.upDays[id]! / businessDays : null,
      marginRatio: marginOf(accounts, id),
      breakEvenRentUsd: breakEvenRentUsd(accounts, id),
      workedGpuHours: gpus > 0 ? accounts.workedGpuHours[id]! : null,
      rentedGpuHours: gpus > 0 ? accounts.rentedGpuHours[id]! : null,
      idleGpuHours: gpus > 0 ? accounts.idleGpuHours[id]! : null,
      reservationUsd: accounts.reservationUsd[id]!,
      hardwareUsd,
      depreciationUsd: purchase && hardwareUsd ? (hardwareUsd * businessDays) / purchase.life : null,
      spoilsUsd: accounts.spoilsUsd[id]!,
      businessDays,
      forgoneGpuHours: gpus > 0 ? accounts.forgoneGpuHours[id]! : null,
      gpuServiceUsd: gpus > 0 ? accounts.gpuServiceUsd[id]! : null,
      unclaimedUsd: accounts.unclaimedUsd[id]!,
    });
  });
}

/** What an operator that is registered to so many sets is doing. */
function statusOf(accounts: OperatorAccounts, operatorId: number, sets: number): string {
  if (accounts.gone[operatorId]) return 'gone';
  if (accounts.dormant[operatorId]) return 'dormant';
  return sets > 0 ? 'active' : 'idle';
}

/** Profit of an operator in the period, in USD: income and spoils less cost and slashes of own stake. */
function profitUsd(accounts: OperatorAccounts, id: number): number {
  return (
    accounts.rewardsUsd[id]! +
    accounts.feesUsd[id]! +
    accounts.rentUsd[id]! +
    accounts.spoilsUsd[id]! -
    accounts.costUsd[id]! -
    accounts.slashedUsd[id]!
  );
}

/** Profit margin of an operator in the period, as a fraction: profit, spoils aside, over income; null without income. */
function marginOf(accounts: OperatorAccounts, id: number): number | null {
  const income = accounts.rewardsUsd[id]! + accounts.feesUsd[id]! + accounts.rentUsd[id]!;
  return income > 0 ? (profitUsd(accounts, id) - accounts.spoilsUsd[id]!) / income : null;
}

/**
 * Market rent of a GPU, in USD an hour, at which renting out would have paid an operator what its sets did in the
 * period. Hardware costs the same either way; null where it forwent no rent.
 */
function breakEvenRentUsd(accounts: OperatorAccounts, id: number): number | null {
  const hours = accounts.forgoneGpuHours[id]!;
  return hours > 0 ? accounts.gpuServiceUsd[id]! / hours : null;
}
