import type { PageScenario } from '../model/page-scenario.ts';
import { linkOf, readLink } from '../model/url-state.ts';
import type { PlayState, Store } from './store.ts';

/** How long the state must stay before the address says it, in milliseconds: browsers refuse to change it too often. */
const REST_MS = 300;

/**
 * The state that a link says; undefined where it says none of a scenario of this page. A day beyond the end is the
 * last day.
 */
export function stateOfLink(hash: string, scenarios: readonly PageScenario[]): PlayState | undefined {
  const link = readLink(hash.slice(1));
  const scenario = scenarios.findIndex(({ setup }) => setup.name === link?.scenario);
  if (link === undefined || scenario < 0) return undefined;
  const { days } = scenarios[scenario]!.setup;
  const { a, b, luck, side, day = days } = link;
  const rest = { chart: 0, isMoving: false, isPlaying: false };
  return { ...rest, scenario, a, b, luck, side, day: Math.min(day, days) };
}

/** The address of the page in a state, whether it says so yet or not. */
export function addressOf(
  { scenario, a, b, day, luck, side }: PlayState,
  scenarios: readonly PageScenario[],
): string {
  const { name, days } = scenarios[scenario]!.setup;
  const link = linkOf({ scenario: name, a, b, luck, side, ...(day < days && { day }) });
  return `${location.href.split('#', 1)[0]}#${link}`;
}

/**
 * Keeps the address of the page and its state the same, whichever changes. While a lever moves or the days are played
 * the address waits. It is replaced, so that the way back leads to the page before and not through every setting.
 *
 * @param onFollowed called when the address was changed by hand, with whether it names a scenario of the page
 */
export function followLink(
  store: Store,
  scenarios: readonly PageScenario[],
  onFollowed: (isKnown: boolean) => void,
): void {
  let timer = 0;
  let written = '';
  store.listen(state => {
    if (state.isMoving || state.isPlaying) return;
    const address = addressOf(state, scenarios);
    if (address === written) return;
    written = address;
    clearTimeout(timer);
    timer = window.setTimeout(() => history.replaceState(null, '', address), REST_MS);
  });
  addEventListener('hashchange', () => {
    // What waits to be written is of the state before, and would take the place of what was just entered.
    clearTimeout(timer);
    const state = stateOfLink(location.hash, scenarios);
    onFollowed(state !== undefined);
    store.set(state ?? {});
  });
}
