import type { Policies } from './agents/policies.ts';
import { createPrices } from './economy/index.ts';
import { Clock, priority, streams as streamsUnder } from './engine/index.ts';
import { initialise } from './initialise.ts';
import { type Row, tables } from './measures/tables/index.ts';
import { createParticipants, type Participants } from './participants.ts';
import { closeDay } from './protocol/rewards/index.ts';
import { type Run, RunUnderWay } from './run.ts';
import {
  checkDrawnStake,
  type Scenario,
  sampleAccounts,
  sampleOperators,
  worldOf,
} from './scenario/index.ts';
import { bringLedgerTo } from './state/block-time.ts';
import { clearPeriod } from './state/operator-accounts.ts';

const tableNames = tables.map(({ name }) => name);

/**
 * Runs a scenario. The rows depend on the scenario and the seed alone; each table's rows come in order of time, the
 * closing tables (outcomes, attribution, summary) at the end. The world is drawn and set up before this returns;
 * its days are simulated as rows are pulled, and errors of the run are thrown then. A horizon that is no whole
 * number of days is rounded up.
 *
 * @param seed root of all randomness; the scenario's own if left out
 * @param policies deciders in the place of those that the scenario names
 * @param wanted names of the tables to yield; what only others need is not worked out
 * @throws Error if there is no such table
 * @throws LimitExceeded if what the scenario draws is more than the model can hold, at once or in the run
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
  const streams = streamsUnder(seed);
  const world = worldOf(scenario);
  const { prices, step: movePricesTo, scale: scalePrice } = createPrices(world, streams);
  const operators = sampleOperators(world, streams);
  const accounts = sampleAccounts(world, streams);
  checkDrawnStake(world, operators, accounts);
  const start = initialise({ world, operators, accounts, prices, streams });
  const terms = { clock, streams, days, movePricesTo, scalePrice, policies, wanted: new Set(wanted) };
  const participants = createParticipants(start, terms);
  const slices = rowsBySlice(participants);
  return new RunUnderWay({ state: start.state, slices, clock, days, flows: participants.observer.flows });
}

/** Events after which a day stands still for a moment, so that whoever pulls the rows can see to something else. */
const eventsPerSlice = 1_000;

/**
 * Rows of the start, of each day and of the end; within a day undefined, after every so many events. A day is the
 * events on the clock until midnight, then its phases. Rows of a day are made before its counters start anew and
 * yielded after that: whoever stops between two portions finds a world that is ready for the next day.
 */
function* rowsBySlice(run: Participants): Generator<Row[] | undefined> {
  const { clock, days, state, observer } = run;
  const { sampleEvery } = state.world.scenario;
  const carryOut = (phases: readonly Phase[], day: number): void => {
    for (const phase of phases) phase.run(run, day);
  };
  const move = clock.kind('prices', day => carryOut(midnight, day));
  const settle = clock.kind('settle', day => carryOut(settlement, day));

  carryOut(opening, 0);
  yield observer.opening();
  for (let day = 1; day <= days; day++) {
    const ends = { period: day % sampleEvery === 0 || day === days, run: day === days };
    // Scheduled the day before: in between come the day's other events, in the order of the clock.
    clock.at(day, priority.act, move, day);
    clock.at(day, priority.settle, settle, day);
    while (!clock.runUntil(day, eventsPerSlice)) yield undefined;
    const rows = observer.endOfDay(day, ends);
    if (ends.period) carryOut(newPeriod, day);
    carryOut(newDay, day);
    yield rows;
  }
  yield observer.closing(days);
}

/**
 * A step of the day: what happens in it, as MODEL.md lists it, and how. Phases are data, so that a test can hold
 * the lists below to those of section 3 there, word by word.
 */
interface Phase {
  readonly name: string;
  readonly run: (participants: Participants, day: number) => void;
}

const takeInMoves: Phase = {
  name: 'Measures take in who moved',
  run: ({ observer }) => observer.beforeClose(),
};
const closeRewards: Phase = {
  name: 'The rewards day closes',
  run: ({ state }) => closeDay(state.rewards),
};
const auctionPlaces: Phase = {
  name: 'Places are auctioned',
  run: ({ holdAuctions }, day) => holdAuctions(day),
};

/**
 * Before the first day. Nothing is paid: the first snapshot is taken, by which the first day will be paid, after
 * auctions have filled their places.
 */
export const opening: readonly Phase[] = [auctionPlaces, takeInMoves, closeRewards];

/**
 * At midnight, in the order of the clock with what agents and the protocol do then. An event of that instant that
 * was scheduled on an earlier day comes before prices move, one scheduled during the day after that.
 */
export const midnight: readonly Phase[] = [
  { name: 'Prices move', run: ({ movePricesTo }, day) => movePricesTo(day) },
  { name: 'Rewards that were sold move prices', run: ({ treasury }, day) => treasury.sellOn(day) },
  { name: 'Interventions are carried out', run: ({ intervene }, day) => intervene(day) },
];

/**
 * At midnight, once all that agents and the protocol do then is done. Their order matters: pay comes before
 * `closeRewards` takes the snapshot by which the next day is paid, beliefs take in the day before restakers
 * observe, and places are auctioned last, by budgets as they were reviewed.
 */
export const settlement: readonly Phase[] = [
  {
    name: 'The ledger comes to midnight',
    run: ({ state, clock }) => bringLedgerTo(state, clock.now),
  },
  {
    name: 'Uptimes are summed up',
    run: ({ work, clock }) => work.availability.settle(clock.now),
  },
  {
    name: 'AVSs and programmes pay for the day',
    // Paid is the day that ends; it has the number of the midnight at which it began.
    run: ({ treasury }, day) => treasury.payDay(day - 1),
  },
  takeInMoves,
  closeRewards,
  {
    name: 'Operators book income and cost, and the bankrupt leave',
    run: ({ accounting, emit }) => {
      for (const operator of accounting.endDay()) emit('bankrupt', { operator });
    },
  },
  {
    name: 'Expectations of slashing take in the day',
    run: ({ slashing }) => slashing.expectations.endDay(),
  },
  {
    name: 'Members that could attack take in their pay',
    run: ({ slashing }) => slashing.attacks.endDay(),
  },
  {
    name: 'Restakers observe the operators',
    run: ({ observations, slashing }, day) => observations.observe(day, slashing.expectations.today()),
  },
  {
    name: 'Operators learn from the day',
    run: ({ membership, accounting }) => membership.operators.endDay(accounting.weeklyIncomeUsd),
  },
  {
    name: 'Registrars eject who no longer qualifies',
    run: ({ membership, work }) => membership.registrar.inspect(work.availability.upDays),
  },
  {
    name: 'AVSs that adapt review their budgets',
    run: ({ reviewBudgets }, day) => reviewBudgets(day),
  },
  auctionPlaces,
];

/**
 * After the rows of a day that ends a sample period: its counters start anew. Not among the phases of a midnight:
 * rows come first, and measures must see the whole period.
 */
const newPeriod: readonly Phase[] = [
  {
    name: 'Operators start a new period of account',
    run: ({ operatorAccounts }) => clearPeriod(operatorAccounts),
  },
  {
    name: "Cohorts' moves are counted anew",
    run: ({ restakers }) => {
      restakers.moves.fill(0);
    },
  },
];

/**
 * After the rows of a day: its counters start anew. Each belongs to who counts; only when they start anew is
 * decided here.
 */
const newDay: readonly Phase[] = [
  { name: 'The event log is emptied', run: ({ log }) => log.clear() },
  { name: 'Service is counted anew', run: ({ work }) => work.service.clear() },
  { name: 'Faked work is counted anew', run: ({ work }) => work.effort.clear() },
  { name: 'Uptimes are counted anew', run: ({ work }) => work.availability.clear() },
];
