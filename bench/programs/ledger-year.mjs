// The accounting of a year at mainnet's scale, through the exact ledger and the reward flows: deposits, delegations,
// allocations, then every day restakers' actions, slashes and pay. What happens is drawn; nobody decides.
// bench/reference/ledger-year.cpp does the same in floats. Usage: ledger-year.mjs RESTAKERS OPERATORS SETS DAYS ACTIONS
import { streams } from '../../dist/sim/engine/index.js';
import {
  advanceTo,
  BLOCKS_PER_DAY,
  completeQueuedWithdrawals,
  createLedger,
  createOperatorSet,
  delegate,
  deposit,
  modifyAllocations,
  queueWithdrawals,
  registerAsOperator,
  registerForOperatorSets,
  slashOperator,
  WAD,
  WITHDRAWAL_DELAY_BLOCKS,
} from '../../dist/sim/protocol/index.js';
import { closeDay, createRewards, earnedUsdOf, pay } from '../../dist/sim/protocol/rewards/index.js';

const [restakers, operators, sets, days, actions] = process.argv.slice(2).map(Number);
const STRATEGIES = 2;
const SETS_OF_OPERATOR = 5;
const SLASHES_PER_DAY = 3;
const TOKENS_PER_DAY = 10;

const accounts = operators + restakers;
const draw = streams(1).stream('ledger year');
const below = count => Math.floor(draw() * count);
const laps = [];
const done = { queued: 0, completed: 0, delegated: 0 };

lap('deposits');
const ledger = createLedger({ strategies: STRATEGIES, operators, accounts });
const strategies = Array.from({ length: STRATEGIES }, (_, strategy) => strategy);
for (let operator = 0; operator < operators; operator++)
  for (const strategy of strategies) deposit(ledger, operator, strategy, 100n * WAD);
const strategyOf = new Uint8Array(accounts);
for (let account = operators; account < accounts; account++) {
  strategyOf[account] = below(STRATEGIES);
  deposit(ledger, account, strategyOf[account], BigInt(1 + below(97)) * WAD);
}

lap('registrations');
for (let set = 0; set < sets; set++)
  createOperatorSet(ledger, { avs: set, strategies, redistributing: false });
const stride = Math.max(1, Math.floor(sets / SETS_OF_OPERATOR));
const setOf = (operator, place) => (operator + place * stride) % sets;
for (let operator = 0; operator < operators; operator++) {
  registerAsOperator(ledger, operator, 0);
  for (let place = 0; place < Math.min(SETS_OF_OPERATOR, sets); place++) {
    const set = setOf(operator, place);
    registerForOperatorSets(ledger, operator, [set]);
    modifyAllocations(ledger, operator, [
      { set, strategies, newMagnitudes: strategies.map(() => WAD / 10n) },
    ]);
  }
}

lap('delegations');
for (let account = operators; account < accounts; account++) {
  const u = draw();
  if (u < 0.9) delegate(ledger, account, Math.floor((u / 0.9) * operators));
}
const rewards = createRewards(ledger.mirrors, {
  streams: Array.from({ length: sets }, (_, set) => ({
    name: `set ${set}`,
    avs: set,
    set,
    token: 0,
    kind: 'uniqueStake',
    multipliers: strategies.map(() => 1),
  })),
  cohortOf: new Int32Array(accounts),
  cohorts: 1,
});
closeDay(rewards);

lap('the year');
let waiting = [];
let first = 0;
let acted = 0;
for (let day = 0; day < days; day++) {
  for (let part = 0; part < 24; part++) {
    advanceTo(ledger, ledger.block + BLOCKS_PER_DAY / 24);
    completeDue();
    const due = Math.floor((actions * (day * 24 + part + 1)) / (days * 24));
    for (; acted < due; acted++) act(operators + below(restakers));
  }
  for (let slash = 0; slash < SLASHES_PER_DAY; slash++) {
    const operator = below(operators);
    const wads = strategies.map(() => WAD / 20n);
    slashOperator(ledger, { set: setOf(operator, 0), operator, strategies, wads });
  }
  for (let set = 0; set < sets; set++) pay(rewards, set, { pool: TOKENS_PER_DAY, usdPerToken: 1 });
  closeDay(rewards);
}
lap('');
console.log(JSON.stringify(result()));

/** Delegates to an operator drawn, or queues half of what the account has. */
function act(account) {
  if (ledger.accounts.delegatedTo[account] < 0) {
    delegate(ledger, account, below(operators));
    done.delegated++;
    return;
  }
  const strategy = strategyOf[account];
  const shares = ledger.accounts.depositShares[account * STRATEGIES + strategy] / 2n;
  const [id] = queueWithdrawals(ledger, account, [{ strategies: [strategy], depositShares: [shares] }]);
  waiting.push({ account, id, block: ledger.block + WITHDRAWAL_DELAY_BLOCKS });
  done.queued++;
}

/** Completes the withdrawals whose delay has passed: every second one as tokens, of which one is restaked. */
function completeDue() {
  for (; first < waiting.length && waiting[first].block < ledger.block; first++) {
    const { account, id } = waiting[first];
    const receiveAsTokens = id % 2 === 0;
    completeQueuedWithdrawals(ledger, account, [{ id, receiveAsTokens }]);
    if (receiveAsTokens) deposit(ledger, account, strategyOf[account], WAD);
    done.completed++;
  }
  if (first < 100_000) return;
  waiting = waiting.slice(first);
  first = 0;
}

function lap(name) {
  const { user, system } = process.cpuUsage();
  laps.push({ name, wall: performance.now() / 1e3, cpu: (user + system) / 1e6 });
}

function result() {
  const between = measure => laps.at(-1)[measure] - laps[0][measure];
  let [earned, weighted] = [0, 0];
  for (let account = 0; account < accounts; account++) {
    const usd = earnedUsdOf(rewards, account);
    earned += usd;
    weighted += usd * (1 + (account % 997));
  }
  const shares = ledger.mirrors.operatorShares.reduce((sum, one) => sum + one, 0);
  const kept = rewards.flows.reduce((sum, { tokens }) => sum + tokens.operators, 0);
  return {
    seconds: between('wall'),
    cpuSeconds: between('cpu'),
    peakRssMb: process.resourceUsage().maxRSS / 1e3,
    phases: laps.slice(0, -1).map(({ name, cpu }, index) => ({ name, seconds: laps[index + 1].cpu - cpu })),
    counts: [done.queued, done.completed, done.delegated],
    sums: [shares, kept, earned, weighted],
  };
}
