import { createAuctions } from './agents/avs/auction.ts';
import { createDowntimeWatch } from './agents/avs/downtime.ts';
import { createRegistrar } from './agents/avs/registrar.ts';
import { createAvsReviews } from './agents/avs/review.ts';
import { createTreasury } from './agents/avs/treasury.ts';
import { bringTo } from './agents/chain.ts';
import { createEffort } from './agents/operator/effort.ts';
import { createMoney } from './agents/operator/money.ts';
import { createOperators } from './agents/operator/operators.ts';
import type { Policies } from './agents/policies.ts';
import { createSights } from './agents/restaker/appeal.ts';
import { createRestakers } from './agents/restaker/restakers.ts';
import { incomingUsd } from './agents/restaker/wallets.ts';
import { createFaults, createPrices, createService, type FaultListener } from './economy/index.ts';
import { Clock, priority, type Streams, streams } from './engine/index.ts';
import { type Genesis, genesis } from './genesis.ts';
import { attributionRows } from './measures/attribution-rows.ts';
import { createBooks } from './measures/books.ts';
import { createDayBook, type Note, note } from './measures/day-book.ts';
import { createObserver } from './measures/observer.ts';
import { type Row, tables } from './measures/tables.ts';
import { activeMemberships } from './measures/view.ts';
import { membershipOf } from './protocol/index.ts';
import { closeDay } from './protocol/rewards/index.ts';
import { type Run, RunUnderWay } from './run.ts';
import { type Scenario, sampleAccounts, sampleOperators, worldOf } from './scenario/index.ts';
import { createSlashing } from './slashing.ts';

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
  const accounts = sampleAccounts(world, random);
  const start = genesis(world, sampleOperators(world, random), accounts, prices, random);
  return new RunUnderWay(
    start.view,
    partsOf(start, step, random, clock, days, policies, new Set(wanted)),
    clock,
    days,
  );
}

function* partsOf(
  { view, accounts, wallets, streams: pays }: Genesis,
  movePricesTo: (day: number) => void,
  random: Streams,
  clock: Clock,
  days: number,
  policies: Policies,
  wanted: ReadonlySet<string>,
): Generator<Row[]> {
  const { world, operators: traits, mirrors, rewards } = view;
  const { memberships } = mirrors;

  const book = createDayBook(world);
  const books = createBooks(traits);
  const tell = (kind: Note['kind'], set: number, operator: number, detail: string, usd?: number): void =>
    note(book, world, {
      time: clock.now,
      kind,
      set,
      operator: traits[operator]!.name,
      detail,
      ...(usd === undefined ? {} : { usd }),
    });

  // Faults, service and slashing call one another: each learns of the others when it is told something.
  const faultListener: FaultListener = {
    down: operator => {
      service.down(operator);
      watchDowntime(operator);
    },
    up: operator => service.up(operator),
    offence: (operator, condition, set) => {
      if (memberships.registered[membershipOf(mirrors, operator, set)])
        slashing.report(set, operator, condition);
    },
    shock: (name, kind, hit) =>
      note(
        book,
        world,
        kind === 'outage'
          ? { time: clock.now, kind, detail: `${name}: ${hit} operators down` }
          : { time: clock.now, kind: 'cluster', detail: `${name}: ${hit} operators, ${kind}` },
      ),
  };
  const availability = createFaults(world, traits, clock, random, faultListener);
  const service = createService(
    world,
    traits,
    operator => availability.up[operator] === 1,
    clock,
    days,
    random,
    (task, operator, set, hours) => effort.handedIn(task, operator, set, hours),
  );
  const effort = createEffort(world, traits, random, (set, operator) =>
    slashing.report(set, operator, 'wrongResult'),
  );

  const slashing = createSlashing(view, clock, random, book, books, {
    slashed: (set, operator) => observer.slashed(set, operator),
    alarm: (operator, fraction) => restakers.alarm(operator, fraction),
    expelled: (set, operator, reason) => registrar.expel(set, operator, reason, clock.now),
  });

  const watchDowntime = createDowntimeWatch(view, availability, clock, slashing.report);

  const entered = (set: number, operator: number): void => {
    service.enter(membershipOf(mirrors, operator, set), operator, set);
  };
  const departed = (set: number, operator: number): void => {
    service.leave(membershipOf(mirrors, operator, set), set);
    book.exits[set]!++;
  };
  const registrar = createRegistrar(view, (set, operator, reason) => {
    departed(set, operator);
    book.ejections[set]!++;
    tell('ejection', set, operator, reason);
  });
  const operators = createOperators(
    view,
    books,
    slashing.outlook,
    {
      admits: (set, operator, fraction) => registrar.admits(set, operator, fraction, clock.now),
      bars: registrar.bars,
      joining: (set, operator, fraction) => registrar.makeRoom(set, operator, fraction, clock.now),
      joined: (set, operator) => {
        entered(set, operator);
        registrar.joined(set, operator, clock.now);
        book.joins[set]!++;
        tell('join', set, operator, 'choice');
      },
      left: (set, operator, reason) => {
        departed(set, operator);
        tell('exit', set, operator, reason);
      },
      business: (operator, kind) =>
        note(book, world, { time: clock.now, kind, operator: traits[operator]!.name, detail: 'choice' }),
      reviewed: effort.review,
    },
    clock,
    random,
    policies.operators,
  );
  for (let membership = 0; membership < memberships.count; membership++) {
    if (memberships.registered[membership])
      entered(memberships.set[membership]!, memberships.operator[membership]!);
  }

  const sights = createSights(
    view,
    traits.map(({ popularity }) => popularity),
  );
  const isOpen = (operator: number): boolean => activeMemberships(view, operator).length > 0;
  const restakers = createRestakers(
    view,
    accounts,
    wallets,
    sights,
    isOpen,
    clock,
    random,
    policies.restakers,
    (kind, cohort, left, usd) =>
      note(book, world, {
        time: clock.now,
        kind,
        usd,
        detail: `${world.cohorts[cohort]!.name}: ${left} accounts`,
      }),
  );
  const treasury = createTreasury(view, pays, service, availability);
  const reviewBudgets = createAvsReviews(
    view,
    policies.avs ?? {},
    service,
    availability,
    set => treasury.today[set]!,
  );
  const holdAuctions = createAuctions(view, operators);
  const money = createMoney(view, books, service, availability, effort.savedUsd);
  const observer = createObserver(view, {
    accounts,
    outside: wallets.tokens,
    moves: restakers.moves,
    books,
    book,
    service,
    effort,
    availability,
    pay: set => treasury.today[set]!,
    wanted,
  });

  const movePrices = clock.kind('prices', movePricesTo);
  const settle = clock.kind('settle', day => {
    bringTo(view, clock.now);
    availability.settle(clock.now);
    treasury.payDay(day - 1);
    observer.beforeClose();
    closeDay(rewards);
    for (const operator of money.endDay()) {
      note(book, world, {
        time: clock.now,
        kind: 'bankruptcy',
        operator: traits[operator]!.name,
        detail: 'out of cash',
      });
      operators.dissolve(operator);
    }
    slashing.endDay();
    sights.observe(view, day, slashing.outlook(), incomingUsd(view, wallets));
    operators.endDay(money.weeklyIncomeUsd);
    registrar.inspect(availability.upDays, clock.now);
    reviewBudgets(day);
    holdAuctions(day);
  });

  holdAuctions(0);
  observer.beforeClose();
  closeDay(rewards);
  yield observer.opening();
  for (let day = 1; day <= days; day++) {
    clock.at(day, priority.act, movePrices, day);
    clock.at(day, priority.settle, settle, day);
    clock.runUntil(day);
    yield observer.endOfDay(day, day === days);
  }
  yield observer.closing(days, attributionRows(view, treasury.cuts, observer.fees, slashing.slashedStake));
}
