import type { PageScenario } from '../model/page-scenario.ts';
import { linkOf, readLink } from '../model/url-state.ts';
import type { PlayState, Store } from './store.ts';

/** How long the state must stay before the address says it, in milliseconds: browsers refuse to change it too often. */
const REST_MS = 300;

/** The state that a link says; undefined where it says none of a scenario of this page. */
export function stateOfLink(hash: string, scenarios: readonly PageScenario[]): PlayState | undefined {
  const link = readLink(hash.slice(1));
  const scenario = scenarios.findIndex(({ setup }) => setup.name === link?.scenario);
  if (link === undefined || scenario < 0) return undefined;
  const { days } = scenarios[scenario]!.setup;
  const { a, b, luck, side, day = days } = link;
  const rest = { chart: 0, isMoving: false, isPlaying: false };
  return { ...rest, scenario, a, b, luck, side, day: Math.min(day, days) };
}

/** Keeps the address of the page and its state the same, whichever changes. */
export function followLink(store: Store, scenarios: readonly PageScenario[]): void {
  let timer = 0;
  let written = '';
  store.listen(({ scenario, a, b, day, luck, side, isMoving, isPlaying }) => {
    if (isMoving || isPlaying) return;
    const { name, days } = scenarios[scenario]!.setup;
    const link = linkOf({ scenario: name, a, b, luck, side, ...(day < days && { day }) });
    if (link === written) return;
    written = link;
    clearTimeout(timer);
    timer = window.setTimeout(() => history.replaceState(null, '', `#${link}`), REST_MS);
  });
  addEventListener('hashchange', () => {
    const state = stateOfLink(location.hash, scenarios);
    if (state !== undefined) store.set(state);
  });
}
