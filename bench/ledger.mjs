// The exact ledger at scale: 1,000,000 accounts, 2,000,000 delegations, queued and completed withdrawals.
// Usage: npm run build && node bench/ledger.mjs
import {
  advanceTo,
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
} from '../dist/sim/protocol/index.js';

const OPERATORS = 10_000;
const RESTAKERS = 1_000_000;
const SETS = 1_000;
const STRATEGIES = 2;
const ACTIONS = 2_000_000;
const DAYS = 365;

const { phase, report } = stopwatch();

phase('deposits', OPERATORS + RESTAKERS);
const accounts = OPERATORS + RESTAKERS;
const ledger = createLedger({ strategies: STRATEGIES, operators: OPERATORS, accounts });
for (let account = 0; account < accounts; account++) {
  deposit(ledger, account, account % STRATEGIES, BigInt(1 + (account % 97)) * WAD);
}

phase('registrations and allocations', OPERATORS * 7);
const strategies = Array.from({ length: STRATEGIES }, (_, strategy) => strategy);
for (let set = 0; set < SETS; set++)
  createOperatorSet(ledger, { avs: set, strategies, redistributing: false });
for (let operator = 0; operator < OPERATORS; operator++) {
  registerAsOperator(ledger, operator, 0);
  for (let i = 0; i < 5; i++) {
    const set = (operator * 7 + i * 131) % SETS;
    registerForOperatorSets(ledger, operator, [set]);
    modifyAllocations(ledger, operator, [
      { set, strategies, newMagnitudes: strategies.map(() => WAD / 10n) },
    ]);
  }
}

phase('first delegations', RESTAKERS * 0.9);
for (let account = OPERATORS; account < OPERATORS + RESTAKERS * 0.9; account++) {
  delegate(ledger, account, account % OPERATORS);
}

// A year: restakers act in turn (queue, complete as tokens and deposit again, or complete as shares), 1,000
// slashes spread among them.
phase('a year of restaker actions', ACTIONS);
const queue = [];
let queueHead = 0;
let done = 0;
let next = OPERATORS;
let slashes = 0;
for (let day = 0; day < DAYS; day++) {
  for (let part = 0; part < 24; part++) {
    advanceTo(ledger, ledger.block + 300);
    for (; queueHead < queue.length && queue[queueHead].block < ledger.block; queueHead++) {
      const { account, id } = queue[queueHead];
      completeQueuedWithdrawals(ledger, account, [{ id, receiveAsTokens: id % 2 === 0 }]);
      if (id % 2 === 0) deposit(ledger, account, account % STRATEGIES, WAD);
      done += id % 2 === 0 ? 2 : 1;
    }
    const due = (ACTIONS * (day * 24 + part + 1)) / (DAYS * 24);
    for (; done < due; done++) {
      const account = next;
      next = next + 1 < accounts ? next + 1 : OPERATORS;
      if (ledger.accounts.delegatedTo[account] < 0) delegate(ledger, account, account % OPERATORS);
      else {
        const strategy = account % STRATEGIES;
        const shares = ledger.accounts.depositShares[account * STRATEGIES + strategy] / 2n;
        if (shares === 0n) continue;
        const [id] = queueWithdrawals(ledger, account, [{ strategies: [strategy], depositShares: [shares] }]);
        queue.push({ account, id, block: ledger.block + WITHDRAWAL_DELAY_BLOCKS });
      }
    }
  }
  if (queueHead > 100_000) {
    queue.splice(0, queueHead);
    queueHead = 0;
  }
  for (; slashes < (1_000 * (day + 1)) / DAYS; slashes++) {
    const operator = (slashes * 7919) % OPERATORS;
    slashOperator(ledger, { set: (operator * 7) % SETS, operator, strategies: [0], wads: [WAD / 20n] });
  }
}
report();
console.log(`${ledger.withdrawals.issued} withdrawals queued, ${ledger.withdrawals.pending.size} pending`);

function stopwatch() {
  const laps = [];
  const lap = (name, actions) => laps.push({ name, actions, start: performance.now(), rss: rss() });
  return {
    phase: lap,
    report: () => {
      lap('', 0);
      for (let i = 0; i + 1 < laps.length; i++) {
        const seconds = (laps[i + 1].start - laps[i].start) / 1_000;
        const rate = Math.round(laps[i].actions / seconds).toLocaleString('en');
        console.log(`${laps[i].name}: ${seconds.toFixed(2)} s, ${rate} actions/s, RSS ${laps[i + 1].rss} MB`);
      }
    },
  };
}

function rss() {
  return Math.round(process.memoryUsage().rss / 1e6);
}
