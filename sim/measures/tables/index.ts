import { eventKinds } from '../../state/event-log.ts';
import { closingTables } from './closing-tables.ts';
import { avs, day, group, integer, number, operator, set, string, type Table } from './columns.ts';

export type { Column, Table } from './columns.ts';

/** A row of a table, its values in the order of the table's columns; null is missing. */
export interface Row {
  readonly table: string;
  readonly values: readonly (number | string | null)[];
}

/** Every table a run yields. The writer puts the replicate's number in front of each row. */
export const tables: readonly Table[] = [
  {
    name: 'sets',
    meaning: 'Each operator set, every day: who serves it, what stands behind it, who was paid',
    columns: [
      day,
      avs,
      set,
      integer('members', 'Registered operators at the end of the day'),
      integer('joins', 'Registrations during the day'),
      integer('exits', 'Deregistrations during the day, ejections among them'),
      integer('ejections', 'Members removed by the AVS during the day'),
      number('uptime_fraction', 'fraction', 'Time that registered members were up, over the day'),
      number('total_stake_usd', 'USD', 'Stake delegated to the members, shared with their other sets'),
      number('slashable_stake_usd', 'USD', 'Stake allocated to this set by its members: what it can slash'),
      number('pool_usd', 'USD', "Rewards offered to the set for the day, the protocol's fee among them"),
      number('fee_usd', 'USD', 'Taken by the protocol as its fee'),
      number('operators_usd', 'USD', 'Paid to operators as their split'),
      number('restakers_usd', 'USD', "Paid to restakers, operators' own stake among them"),
      number('refunded_usd', 'USD', 'Returned to the AVS since nobody could be paid'),
      number('stuck_usd', 'USD', 'Left in the rewards contract: paid to nobody and not refunded'),
      number('slashed_usd', 'USD', 'Stake taken from members, queued withdrawals among it'),
      integer('nakamoto_third', 'Fewest members that together hold more than a third of the slashable stake'),
      number('hhi_fraction', 'fraction', 'Herfindahl index of slashable stake by member: 1 is one member'),
      number(
        'redistributed_usd',
        'USD',
        'Slashed stake that reached the AVS, at prices of the day; empty where the set burns it',
      ),
    ],
  },
  {
    name: 'service',
    meaning: 'Each kind of task, every day: what was asked for and how it was served',
    columns: [
      day,
      avs,
      string('task', 'Kind of task, by its name in the scenario'),
      integer('arrived', 'Tasks that arrived during the day'),
      integer('on_time', 'Tasks finished by their deadline'),
      integer('late', 'Tasks finished after their deadline'),
      integer('lost', 'Tasks given up: no member was free in time to meet the deadline'),
      number('demand_hours', 'resource-hours', 'Work that arrived: GPU-hours or CPU-hours'),
      number('capacity_hours', 'resource-hours', 'Work that the members that were up could have done'),
      number('coverage_fraction', 'fraction', 'Capacity over expected demand, at most 1'),
      number('on_time_fraction', 'fraction', 'Share of the tasks that ended today which met their deadline'),
      number(
        'wait_hours',
        'hours',
        'Mean time from arrival to start, of the jobs started today, restarts among them',
      ),
      number('fees_usd', 'USD', 'Fees paid by users for tasks done on time'),
      string('resource', 'What the work takes: gpu or cpu'),
      number('on_time_hours', 'resource-hours', 'Work of the tasks done on time, all copies'),
      integer('copies', 'Copies of tasks that were handed in'),
      integer(
        'faked',
        'Of these, copies whose work was not done: the AVS sees only those that an audit finds',
      ),
    ],
  },
  {
    name: 'operators',
    meaning: 'Each operator, once a sample period: its money and its uptime over the period',
    columns: [
      day,
      operator,
      group,
      string('status', 'active (in a set), idle (in none), dormant (out of business) or gone (bankrupt)'),
      integer('sets', 'Sets it is registered to'),
      number('stake_usd', 'USD', 'Stake delegated to it, its own among it'),
      number('own_stake_usd', 'USD', 'Its own stake'),
      number(
        'rewards_usd',
        'USD',
        'Income from rewards over the period: its splits and what its own stake earned',
      ),
      number('fees_usd', 'USD', 'Income from task fees over the period'),
      number('rent_usd', 'USD', 'Income from renting its GPUs out over the period'),
      number('cost_usd', 'USD', 'Hardware, power and operation over the period'),
      number('slashed_usd', 'USD', 'Own stake lost to slashes over the period'),
      number('profit_usd', 'USD', 'Income and spoils less cost and slashes over the period'),
      number('cash_usd', 'USD', 'Cash at the end of the period'),
      number('uptime_fraction', 'fraction', 'Time it was up over the period'),
      number(
        'margin_ratio',
        'ratio',
        'Profit, spoils aside, over income from rewards, fees and rent; empty without income',
      ),
      number(
        'break_even_rent_usd',
        'USD',
        "Rewards and fees less slashes, by hour that one of its GPUs was up: rent of an hour's rental that would pay as much as its sets did; empty without GPUs or in no set",
      ),
      number('worked_gpu_hours', 'GPU-hours', 'Hours that its GPUs worked on tasks; empty without GPUs'),
      number('rented_gpu_hours', 'GPU-hours', 'Hours that they had a tenant; empty without GPUs'),
      number('idle_gpu_hours', 'GPU-hours', 'Hours that they were up with neither; empty without GPUs'),
      number(
        'reservation_usd',
        'USD',
        'Least that its sets had to pay over the period: rent that its GPUs forwent and the cost of its sets',
      ),
      number('hardware_usd', 'USD', 'What its GPUs cost when bought; empty where the scenario does not say'),
      number('depreciation_usd', 'USD', 'Wear of its GPUs over the period, part of the cost; empty likewise'),
      number('spoils_usd', 'USD', 'Its part of what attacks brought, over the period'),
    ],
  },
  {
    name: 'memberships',
    meaning: 'Each registered operator in each set, once a sample period',
    columns: [
      day,
      operator,
      group,
      avs,
      set,
      number('split_fraction', 'fraction', "Share of the set's pay that the operator keeps"),
      number('magnitude_fraction', 'fraction', 'Largest magnitude allocated to the set over its strategies'),
      number('slashable_stake_usd', 'USD', 'Stake the set can slash'),
      number('paid_usd', 'USD', 'Pay from the set and its gauges over the period, before the split'),
    ],
  },
  {
    name: 'restakers',
    meaning: 'Each cohort of restakers, once a sample period',
    columns: [
      day,
      string('cohort', 'Cohort of restakers, by its name in the scenario'),
      integer('accounts', 'Accounts in the cohort'),
      number('delegated_usd', 'USD', 'Withdrawable stake delegated to operators'),
      number('queued_usd', 'USD', 'Stake in the withdrawal queue: still slashable, earns nothing'),
      number('outside_usd', 'USD', 'Stake that left restaking'),
      number('earned_usd', 'USD', 'Rewards earned since the start, valued when paid'),
      number('slashed_usd', 'USD', 'Stake lost to slashes since the start, at prices of the day'),
      integer('moves', 'Delegations, undelegations and re-delegations begun during the period'),
    ],
  },
  {
    name: 'decentralisation',
    meaning: 'How spread the slashable stake of each set is, once a sample period: by operator and by label',
    columns: [
      day,
      avs,
      set,
      string('by', 'operator, or a label of where operators run: cloud, client, region'),
      integer('nakamoto_third', 'Fewest places that together hold more than a third of the slashable stake'),
      integer('nakamoto_half', 'Fewest places that together hold more than half of it'),
      integer('nakamoto_two_thirds', 'Fewest places that together hold more than two thirds of it'),
      number('hhi_fraction', 'fraction', 'Herfindahl index of slashable stake by place: 1 is one place'),
      number('effective_number', 'count', 'Equal places that would have the same Herfindahl index'),
      number('entropy_nats', 'nats', 'Shannon entropy of the shares'),
      number('gini_fraction', 'fraction', 'Gini coefficient among the places that members are in'),
    ],
  },
  {
    name: 'events',
    meaning:
      'Events of note: joins, exits, ejections, bankruptcies, outages, clusters, offences, vetoes, slashes, changes of slasher, abuse, attacks, flights',
    columns: [
      day,
      string(
        'kind',
        Object.entries(eventKinds)
          .map(([kind, { meaning }]) => `${kind}: ${meaning}`)
          .join('; '),
      ),
      avs,
      set,
      operator,
      number(
        'amount_usd',
        'USD',
        'Stake taken by a slash, that an abusive AVS reaches for, or that flees (as it was at first); profit of an attack',
      ),
      string(
        'detail',
        'The slashing condition (false or abuse: no offence), the shock, the reason, or which cohort fled',
      ),
    ],
  },
  {
    name: 'corruption',
    meaning: 'Each time someone weighed whether to break faith: what it would have brought and cost',
    columns: [
      day,
      avs,
      string('set', 'Operator set; empty where it is the AVS that weighs'),
      string('adversary', 'avs: abuse of its slashing; coalition: an attack by members of the set'),
      integer('members', 'Operators that would be slashed'),
      number('profit_usd', 'USD', 'Profit from corruption, expected'),
      number(
        'cost_usd',
        'USD',
        'Cost of corruption, expected: stake, and honest income at its present value',
      ),
      integer('strikes', '1 if it struck, else 0'),
      number(
        'bound_usd',
        'USD',
        'No coalition costs less: below cost_usd only where the search was cut short',
      ),
    ],
  },
  {
    name: 'flows',
    meaning:
      'Where the stake stood at the start, each quarter and the end: cohorts to operators to sets to AVSs',
    columns: [
      day,
      string('from_kind', 'restakers, operator or set'),
      string('from', 'Name of the source'),
      string('to_kind', 'operator, set or avs'),
      string('to', 'Name of the target'),
      string('group', 'Group of the operator in question, empty from set to AVS'),
      number('stake_usd', 'USD', 'Delegated stake into operators, slashable stake out of them'),
    ],
  },
  {
    name: 'prices',
    meaning: 'Prices, every day',
    columns: [
      day,
      string('name', 'Asset, or kind of GPU'),
      number('price_usd', 'USD', 'Price of one unit, or of one rented GPU-hour'),
    ],
  },
  ...closingTables,
];
