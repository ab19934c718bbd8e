import type { PageScenario } from '../../model/page-scenario.ts';
import { byId, html } from '../dom.ts';
import type { PlayState, Store } from '../store.ts';

/**
 * Connects what is switched on the screen with the state: luck, whose stake is drawn, the chart of a narrow screen, the
 * scenario, and A and B themselves.
 *
 * @param startOf state that a scenario begins with
 */
export function connectSwitches(
  store: Store,
  scenarios: readonly PageScenario[],
  startOf: (scenario: number) => PlayState,
): void {
  const radios = (name: string) =>
    [...document.querySelectorAll<HTMLInputElement>(`input[name=${name}]`)].map(radio => {
      radio.onchange = () => store.set({ [name]: radio.value });
      return radio;
    });
  const [luck, side] = [radios('luck'), radios('side')];
  const chart = byId<HTMLSelectElement>('chart');
  chart.onchange = () => store.set({ chart: Number(chart.value) });
  const scenario = document.querySelector<HTMLSelectElement>('select#scenario');
  if (scenario) scenario.onchange = () => store.set(startOf(Number(scenario.value)));
  byId('pin').onclick = () => store.set({ a: store.state.b });
  byId('undo').onclick = () => store.set({ b: store.state.a });
  connectSheet();
  let listed: number | undefined;
  store.listen(state => {
    for (const radio of luck) radio.checked = radio.value === state.luck;
    for (const radio of side) radio.checked = radio.value === state.side;
    const isSame = JSON.stringify(state.a) === JSON.stringify(state.b);
    for (const id of ['pin', 'undo']) byId<HTMLButtonElement>(id).disabled = isSame;
    if (scenario) scenario.value = String(state.scenario);
    if (listed !== state.scenario) {
      listed = state.scenario;
      const { series } = scenarios[state.scenario]!.setup;
      chart.replaceChildren(...series.map(({ title }, index) => html('option', { value: index }, title)));
    }
    chart.value = String(state.chart);
  });
}

/** The levers of a narrow screen are a sheet that comes up from below. */
function connectSheet(): void {
  const sheet = byId('controls');
  const open = byId<HTMLButtonElement>('open-levers');
  const show = (isOpen: boolean): void => {
    sheet.classList.toggle('open', isOpen);
    open.setAttribute('aria-expanded', String(isOpen));
    if (isOpen) sheet.querySelector<HTMLElement>('input')?.focus();
    else if (sheet.contains(document.activeElement)) open.focus();
  };
  open.onclick = () => show(true);
  byId('close-levers').onclick = () => show(false);
  sheet.addEventListener('keydown', event => {
    if (event.key === 'Escape') show(false);
  });
}
