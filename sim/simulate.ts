import { createAuctions } from './agents/avs/auction.ts';
import { createTreasury } from './agents/avs/pay/treasury.ts';
import { createAvsReviews } from './agents/avs/review.ts';
import { createMoney } from './agents/operator/accounting.ts';
import type { Policies } from './agents/policies.ts';
import { createObservations } from './agents/restaker/observation.ts';
import { createRestakers } from './agents/restaker/restakers.ts';
import { createPrices } from './economy/index.ts';
import { Clock, priority, type Streams, streams } from './engine/index.ts';
import { type InitialState, initialise } from './initialise.ts';
import { createObserver } from './measures/observer.ts';
import { attributionRows } from './measures/tables/attribution-rows.ts';
import { type Row, tables } from './measures/tables/index.ts';
import { createMembership } from './processes/membership.ts';
import { createSlashing } from './processes/slashing.ts';
import { createWork } from './processes/work.ts';
import { closeDay } from './protocol/rewards/index.ts';
import { type Run, RunUnderWay } from './run.ts';
import { type Scenario, sampleAccounts, sampleOperators, worldOf } from './scenario/index.ts';
import { bringLedgerTo } from './state/block-time.ts';
import { createEventLog } from './state/event-log.ts';
import { clearPeriod, createOperatorAccounts } from './state/operator-accounts.ts';
import { activeMemberships } from './state/stake.ts';
import { incomingUsd } from './state/undelegated-stake.ts';

const tableNames = tables.map(({ name }) => name);

/**
 * Runs a scenario. The rows depend on the scenario and the seed alone; each table's rows come in order of time,
 * the closing tables (outcomes, attribution, summary) at the end.
 *
 * @param seed root of all randomness; the scenario's own if left out
 * @param policies deciders in the place of those that the scenario names
 * @param wanted names of the tables to yield; what only others need is not worked out
 * @throws Error if there is no such table
 */
export function simulate(
  scenario: Scenario,
  seed: number | string = scenario.seed,
  policies: Policies = {},
  wanted: readonly string[] = tableNames,
): Run {
  const unknown = wanted.find(table => !tableNames.includes(table));
  if (unknown !== undefined) throw new Error(`unknown table: ${unknown}; there are ${tableNames.join(', ')}`);
  const clock = new Clock();
  const days = Math.ceil(scenario.horizon);
  const random = streams(seed);
  const world = worldOf(scenario);
  const { prices, step } = createPrices(world, random);
  const operators = sampleOperators(world, random);
  const accounts = sampleAccounts(world, random);
  const start = initialise({ world, operators, accounts, prices, streams: random });
  return new RunUnderWay(
    start.state,
    partsOf(start, step, random, clock, days, policies, new Set(wanted)),
    clock,
    days,
  );
}

function* partsOf(
  { state, accounts, undelegated, payStreams }: InitialState,
  movePricesTo: (day: number) => void,
  random: Streams,
  clock: Clock,
  days: number,
  policies: Policies,
  wanted: ReadonlySet<string>,
): Generator<Row[]> {
  const { world, operators: traits, rewards } = state;

  const log = createEventLog(world, clock);
  const books = createOperatorAccounts(traits);

  // Work, slashing and membership call one another: each learns of the others when it is told something.
  const work = createWork(state, clock, days, random, log, (...offence) => slashing.report(...offence));
  const { availability, service, effort } = work;
  const slashing = createSlashing(state, clock, random, books, log, {
    slashed: (set, operator) => observer.slashed(set, operator),
    alarm: (operator, fraction) => restakers.alarm(operator, fraction),
    expelled: (set, operator, reason) => registrar.expel(set, operator, reason, clock.now),
  });

  const { registrar, operators } = createMembership(
    state,
    work,
    slashing,
    clock,
    random,
    books,
    log,
    policies.operators,
  );

  const observations = createObservations(state);
  const isOpen = (operator: number): boolean => activeMemberships(state, operator).length > 0;
  const restakers = createRestakers({
    state,
    accounts,
    undelegated,
    observations,
    isOpen,
    clock,
    streams: random,
    policies: policies.restakers,
    listener: {
      fled: ({ kind, cohort, accounts: left, usd }) =>
        log.record({ kind, usd, detail: `${world.cohorts[cohort]!.name}: ${left} accounts` }),
    },
  });
  const treasury = createTreasury(state, payStreams, service, availability);
  const reviewBudgets = createAvsReviews(
    state,
    policies.avs ?? {},
    service,
    availability,
    set => treasury.today[set]!,
  );
  const holdAuctions = createAuctions(state, operators);
  const money = createMoney(state, books, service, availability, effort.savedUsd);
  const observer = createObserver(state, {
    accounts,
    outside: undelegated.outside,
    moves: restakers.moves,
    books,
    log,
    service,
    effort,
    availability,
    pay: set => treasury.today[set]!,
    wanted,
  });

  const movePrices = clock.kind('prices', movePricesTo);
  const settle = clock.kind('settle', day => {
    bringLedgerTo(state, clock.now);
    availability.settle(clock.now);
    treasury.payDay(day - 1);
    observer.beforeClose();
    closeDay(rewards);
    for (const operator of money.endDay()) {
      log.record({ kind: 'bankruptcy', operator, detail: 'out of cash' });
      operators.dissolve(operator);
    }
    slashing.endDay();
    observations.observe(day, slashing.outlook(), incomingUsd(state, undelegated));
    operators.endDay(money.weeklyIncomeUsd);
    registrar.inspect(availability.upDays, clock.now);
    reviewBudgets(day);
    holdAuctions(day);
  });

  /** Resets what is counted over a sample period. */
  const startPeriod = (): void => {
    clearPeriod(books);
    restakers.moves.fill(0);
  };
  /** Resets what is counted over a day. */
  const startDay = (): void => {
    log.clear();
    service.clear();
    effort.clear();
    availability.clear();
  };

  holdAuctions(0);
  observer.beforeClose();
  closeDay(rewards);
  yield observer.opening();
  for (let day = 1; day <= days; day++) {
    clock.at(day, priority.act, movePrices, day);
    clock.at(day, priority.settle, settle, day);
    clock.runUntil(day);
    const ends = { period: day % world.scenario.sampleEvery === 0 || day === days, run: day === days };
    const rows = observer.endOfDay(day, ends);
    if (ends.period) startPeriod();
    startDay();
    yield rows;
  }
  yield observer.closing(days, attributionRows(state, treasury.cuts, observer.fees, slashing.slashedStake));
}
