import { avs, integer, layer, number, programme, set, string, type Table } from './columns.ts';

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
    name: 'payments',
    meaning:
      'Who paid each operator and each restaker account over the whole run; only with `attribution: accounts`',
    columns: [
      string('person_kind', 'operators or restakers'),
      string('group', 'Group of operators or cohort of restakers'),
      string('person', 'Operator or restaker: its group and number, or its name from a CSV population'),
      integer('account', "Number of the restaker's account, from 1; empty for operators"),
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
