import { comparisonCsv } from '../../study/comparison/comparison-csv.ts';
import { compareCommand } from '../model/compare-command.ts';
import { coursesCsv } from '../model/courses-csv.ts';
import type { PageScenario } from '../model/page-scenario.ts';
import { byId, setText } from './dom.ts';
import { addressOf, followLink, stateOfLink } from './link.ts';
import { pictureOfScreen } from './picture.ts';
import { openPlayground, type Playground } from './playground.ts';
import { createStore, type PlayState, type Store } from './store.ts';
import { type LeaveTerms, startLeaving } from './views/leave-view.ts';
import { createSentenceView } from './views/sentence-view.ts';
import { connectSwitches } from './views/switches.ts';
import { startWorkers, type WorkerPool } from './worker-pool.ts';

/** Most workers: further ones would keep a laptop busy for little. */
const MOST_WORKERS = 4;

/** Days a second at which the days are played. */
const DAYS_A_SECOND = 45;

/** The state that a page begins with. */
const initial: PlayState = {
  scenario: 0,
  a: [],
  b: [],
  day: 0,
  luck: 'all',
  side: 'b',
  chart: 0,
  isMoving: false,
  isPlaying: false,
};

/**
 * Starts the playground on a page. It goes on until the page is closed. One processor is left to the page itself.
 *
 * @param script address of the workers' script
 * @param scenarios those of the page, at least one
 */
export function startPlayground(scenarios: readonly PageScenario[], script: string): void {
  const linked = stateOfLink(location.hash, scenarios);
  let isLost = linked === undefined && location.hash.length > 1;
  const store = createStore(linked ?? startOf(scenarios, 0));
  const pool = startWorkers(script, Math.min(MOST_WORKERS, Math.max(1, navigator.hardwareConcurrency - 1)));
  const sentence = createSentenceView();
  const problem = byId('problem');
  const sayProblem = (text: string): void => {
    const { name } = scenarios[store.state.scenario]!.setup;
    const notice = isLost ? `The link names no scenario of this page: this is ${name}.` : '';
    setText(problem, text || notice);
  };
  let opened: { readonly page: PageScenario; readonly playground: Playground } | undefined;
  store.listen(state => {
    const page = scenarios[state.scenario]!;
    if (opened?.page !== page) {
      opened?.playground.close();
      pool.open(page.scenario);
      opened = { page, playground: openPlayground({ page, pool, store, sentence, sayProblem }) };
      setText(byId('deck'), page.setup.description);
    }
    opened.playground.update(state);
  });
  connectSwitches(store, scenarios, index => startOf(scenarios, index));
  followLink(store, scenarios, isKnown => {
    isLost = !isKnown;
  });
  playDays(store, () => scenarios[store.state.scenario]!.setup.days);
  startLeaving(() => ({
    ...leaveTerms(store, pool, opened!),
    link: () => addressOf(store.state, scenarios),
  }));
  // Drawings for narrow screens are others.
  addEventListener('resize', store.refresh);
}

/** What can be taken away from the screen as it is now. */
function leaveTerms(
  store: Store,
  pool: WorkerPool,
  { page, playground }: { readonly page: PageScenario; readonly playground: Playground },
): Omit<LeaveTerms, 'link'> {
  const { setup, scenario, digest } = page;
  const { shown } = playground;
  return {
    pool,
    changes: () => store.state.b,
    compareCommand: () => compareCommand(scenario.file, store.state.a, store.state.b),
    figuresCsv: () => comparisonCsv({ comparisons: shown?.comparisons ?? [] }),
    coursesCsv: () => (shown ? coursesCsv(setup.series, setup.sampleDays, shown) : ''),
    picture: pictureOfScreen,
    name: setup.name,
    digest,
    onRead: b => store.set({ b }),
  };
}

/** The state that a scenario begins with. */
function startOf(scenarios: readonly PageScenario[], scenario: number): PlayState {
  return { ...initial, scenario, day: scenarios[scenario]!.setup.days };
}

/**
 * Moves the day on while the days are played. By the time that passed, not by frames, whose number a second depends
 * on the screen. From the last day it begins anew.
 */
function playDays(store: Store, days: () => number): void {
  let [last, exact] = [0, 0];
  const step = (now: number): void => {
    const { isPlaying, day } = store.state;
    if (isPlaying) {
      // Somebody else has moved the day: go on from there.
      if (Math.floor(exact) !== day) exact = day >= days() ? 0 : day;
      exact += ((now - last) / 1000) * DAYS_A_SECOND;
      const next = Math.min(days(), Math.floor(exact));
      store.set({ day: next, isPlaying: next < days() });
    }
    last = now;
    requestAnimationFrame(step);
  };
  requestAnimationFrame(step);
}
