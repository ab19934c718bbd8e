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
 * Runs a scenario. The rows depend on the scenario and the seed alone; each table's rows come in order of time,
 * the closing tables (outcomes, attribution, summary) at the end.
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
  const parts = rowsByDay(participants);
  return new RunUnderWay({ state: start.state, parts, clock, days, flows: participants.observer.flows });
}

/** Rows of the start, of each day and of the end. A day is the events on the clock until midnight, then its phases. */
function* rowsByDay(run: Participants): Generator<Row[]> {
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
    clock.runUntil(day);
    const rows = observer.endOfDay(day, ends);
    if (ends.period) carryOut(newPeriod, day);
    carryOut(newDay, day);
    yield rows;
  }
  yield observer.closing(days);
}

/** A step of the day: what happens in it, as MODEL.md lists it, and how. */
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

/** Before the first day. */
export const opening: readonly Phase[] = [auctionPlaces, takeInMoves, closeRewards];

/** At midnight, in the order of the clock with what agents and the protocol do then. */
export const midnight: readonly Phase[] = [
  { name: 'Prices move', run: ({ movePricesTo }, day) => movePricesTo(day) },
  { name: 'Interventions are carried out', run: ({ intervene }, day) => intervene(day) },
];

/** At midnight, once all that agents and the protocol do then is done. */
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

/** After the rows of a day that ends a sample period: its counters start anew. */
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

/** After the rows of a day: its counters start anew. */
const newDay: readonly Phase[] = [
  { name: 'The event log is emptied', run: ({ log }) => log.clear() },
  { name: 'Service is counted anew', run: ({ work }) => work.service.clear() },
  { name: 'Faked work is counted anew', run: ({ work }) => work.effort.clear() },
  { name: 'Uptimes are counted anew', run: ({ work }) => work.availability.clear() },
];
