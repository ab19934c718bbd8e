import {
  avs,
  group,
  integer,
  layer,
  number,
  operator,
  programme,
  set,
  string,
  type Table,
} from './columns.ts';
import { personColumns } from './payees.ts';

/** Tables that say at the end of a run what came of it. */
export const closingTables: readonly Table[] = [
  {
    name: 'outcomes',
    meaning: 'What each cohort of restakers got in the end; spread is over its accounts, weighted by stake',
    columns: [
      string('cohort', 'Cohort of restakers'),
      integer('accounts', 'Accounts in the cohort'),
      number('stake_usd', 'USD', 'Stake at the start'),
      number('gross_apr_fraction', 'fraction/year', 'Rewards over stake at the start, by year'),
      number(
        'slash_loss_fraction',
        'fraction/year',
        'Stake lost to slashes over stake at the start, by year',
      ),
      number('net_apr_fraction', 'fraction/year', 'Rewards less slashes over stake at the start, by year'),
      number('net_apr_p05_fraction', 'fraction/year', '5th percentile of net APR over stake'),
      number('net_apr_p50_fraction', 'fraction/year', 'Median of net APR over stake'),
      number('net_apr_p95_fraction', 'fraction/year', '95th percentile of net APR over stake'),
      number('loss_fraction', 'fraction', 'Share of stake whose slashes exceeded its rewards'),
      number(
        'slash_loss_var95_fraction',
        'fraction/year',
        'Value at risk of the loss to slashes: 95% of stake lost at most this',
      ),
      number(
        'slash_loss_cvar95_fraction',
        'fraction/year',
        'Conditional value at risk of the loss to slashes: mean over the worst twentieth of stake',
      ),
      number(
        'net_loss_cvar95_fraction',
        'fraction/year',
        'The same of slashes less rewards; below 0 where even the worst twentieth gained',
      ),
      number('annualised_return_fraction', 'fraction/year', 'Net return over whole weeks, compounded'),
      number(
        'volatility_fraction',
        'fraction/sqrt(year)',
        'Standard deviation of weekly log returns net of slashes, at starting prices, by year',
      ),
      number('sharpe_ratio', 'ratio', 'Mean weekly return above the base yield over its spread, by year'),
      number('sortino_ratio', 'ratio', 'The same over what falls short; empty where nothing does'),
      number('max_drawdown_fraction', 'fraction', 'Largest fall of its worth from an earlier week'),
      number('under_water_fraction', 'fraction', 'Weeks that ended below an earlier worth'),
      number(
        'diversification_ratio',
        'ratio',
        'Mean volatility of its operators over the volatility of its portfolio of them; empty without a spread',
      ),
      number(
        'exit_value_p05_fraction',
        'fraction',
        '5th percentile over weeks of the value of its stake 14 days later, after slashes and at the prices then, over its value: what leaving then would have brought',
      ),
    ],
  },
  {
    name: 'exposure',
    meaning:
      'Which set paid whom, and cost whom, how much: each set against each cohort of restakers and own stake of each group of operators',
    columns: [
      string('holder_kind', 'restakers, or operators for their own stake'),
      string('holder', 'Cohort of restakers or group of operators'),
      avs,
      set,
      number('exposed_usd', 'USD', 'Stake of the holder that the set could slash: mean over samples'),
      number('paid_usd', 'USD', 'Rewards on the stake, after the split, valued when paid'),
      number('slashed_usd', 'USD', 'Delegated stake that its slashes took, at prices of the day'),
      number(
        'slashed_queue_usd',
        'USD',
        'Stake in the withdrawal queue that its slashes took, at prices of the day',
      ),
      number(
        'tail_loss_fraction',
        'fraction/year',
        "Its part of the cohort's slash_loss_cvar95_fraction; the parts add up to it",
      ),
    ],
  },
  {
    name: 'choices',
    meaning:
      'What a token delegated to each operator on the first day, and left there, was paid and lost over the run, by set: what a restaker chooses from',
    columns: [
      operator,
      group,
      string('strategy', 'Asset that is restaked'),
      avs,
      string('set', 'Operator set, or programme that pays for serving any; empty where nobody paid'),
      number(
        'reward_fraction',
        'fraction/year',
        "Rewards after the operator's split over worth at the start",
      ),
      number('slash_fraction', 'fraction/year', 'Part of the stake that slashes took'),
      number(
        'kept_fraction',
        'fraction',
        'Part of all pay for its stake that the operator kept; empty without',
      ),
    ],
  },
  {
    name: 'overlaps',
    meaning:
      'Each pair of sets that share operators: how much of their stake is the same, and who is slashed by both',
    columns: [
      avs,
      set,
      string('other_avs', 'AVS of the other set'),
      string('other_set', 'The other set'),
      integer('members', 'Operators registered to both at the end'),
      number(
        'jaccard_fraction',
        'fraction',
        'Overlap at the end, by slashable stake: sum over operators of the lesser of its stakes over sum of the larger',
      ),
      integer(
        'ever_members',
        'Operators that were registered to both during the run, or to one after the other',
      ),
      number(
        'slash_correlation',
        'ratio',
        'Correlation over these of being slashed by the one and by the other; empty where one slashed none or all',
      ),
    ],
  },
  {
    name: 'attribution',
    meaning: 'Who paid whom over the whole run: each paying layer of each set against each kind of payee',
    columns: [
      avs,
      set,
      layer,
      programme,
      string('token', 'Asset paid'),
      string('payee_kind', 'operators, restakers, refunded, stuck, avs or protocol'),
      string('payee', 'Group of operators or cohort of restakers'),
      number('amount_tokens', 'tokens', 'Amount in the token paid'),
      number('amount_usd', 'USD', 'Amount valued when paid'),
    ],
  },
  {
    name: 'losses',
    meaning:
      'What slashes of each set cost each operator and each restaker account; only with `attribution: accounts`',
    columns: [
      ...personColumns,
      avs,
      set,
      number(
        'slashed_usd',
        'USD',
        'Own stake that its slashes took, queued withdrawals among it, at starting prices',
      ),
    ],
  },
  {
    name: 'payments',
    meaning:
      'Who paid each operator and each restaker account over the whole run; only with `attribution: accounts`',
    columns: [
      ...personColumns,
      avs,
      set,
      layer,
      programme,
      string('token', 'Asset paid'),
      string('part', "split (kept of the pay of delegators' stake), stake (own stake) or work (task fees)"),
      number('amount_tokens', 'tokens', 'Amount in the token paid'),
      number('amount_usd', 'USD', 'Amount valued when paid'),
      number('protocol_fee_usd', 'USD', 'What the protocol took out of the pool for it, on top'),
    ],
  },
  {
    name: 'summary',
    meaning: 'The run in a few dozen figures',
    columns: [
      string('measure', 'Name of the measure: <avs>.<set or task>.<what>, or <cohort or group>.<what>'),
      string('unit', 'Unit of the value'),
      number('value', '', 'Value over the run'),
      string('meaning', 'What it says'),
      string('better', 'Which way is good: higher, lower or neither'),
      string('aggregation', 'How days, samples or members become one value; empty where the meaning says it'),
    ],
  },
];
