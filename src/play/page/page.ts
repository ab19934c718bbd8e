import type { PageScenario } from '../model/page-scenario.ts';
import { byId } from './dom.ts';
import { startPlayground } from './start.ts';
import { startTheme } from './views/theme.ts';

/** Script of the workers: a file beside the page, or a text within it that becomes one. */
function workerScript(): string {
  const inline = byId('worker').textContent ?? '';
  return inline.trim() === ''
    ? 'worker.js'
    : URL.createObjectURL(new Blob([inline], { type: 'text/javascript' }));
}

startTheme();
const scenarios = JSON.parse(byId('scenarios').textContent ?? '[]') as readonly PageScenario[];
startPlayground(scenarios, workerScript());
