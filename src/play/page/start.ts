import type { PageScenario } from '../model/page-scenario.ts';
import { byId } from './dom.ts';
import { openPlayground, type Playground } from './playground.ts';
import { createStore, type PlayState, type Store } from './store.ts';
import { createSentenceView } from './views/sentence-view.ts';
import { startWorkers } from './worker-pool.ts';

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
 * Starts the playground on a page.
 *
 * @param script address of the workers' script
 */
export function startPlayground(scenarios: readonly PageScenario[], script: string): void {
  const store = createStore({ ...initial, day: scenarios[0]!.setup.days });
  const pool = startWorkers(script, Math.min(MOST_WORKERS, Math.max(1, navigator.hardwareConcurrency - 1)));
  const sentence = createSentenceView();
  const problem = byId('problem');
  let opened: { readonly scenario: number; readonly playground: Playground } | undefined;
  const onError = (error: Error): void => {
    problem.textContent = error.message;
  };
  store.listen(state => {
    if (opened?.scenario !== state.scenario) {
      opened?.playground.close();
      const page = scenarios[state.scenario]!;
      pool.open(page.scenario);
      opened = {
        scenario: state.scenario,
        playground: openPlayground({ page, pool, store, sentence, onError }),
      };
    }
    problem.textContent = '';
    opened.playground.update(state);
  });
  playDays(store, () => scenarios[store.state.scenario]!.setup.days);
}

/** Moves the day on while the days are played. */
function playDays(store: Store, days: () => number): void {
  let [last, exact] = [0, 0];
  const step = (now: number): void => {
    const { isPlaying, day } = store.state;
    if (isPlaying) {
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
