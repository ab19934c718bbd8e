import { join } from 'node:path';
import { writeFileWhole } from '../results/folder.ts';
import { runCharts } from './charts/run/index.ts';
import { chartFolder, drawFigures } from './figures.ts';
import { drawFlows } from './flow/drawing.ts';
import { flowStates } from './flow/network.ts';
import { flowSentence } from './flow/sentence.ts';
import { type FlowFigure, page } from './page/page.ts';
import { readResults } from './read-results.ts';
import { toPng } from './render.ts';
import type { Results } from './results.ts';
import { light, themed } from './theme.ts';

/**
 * Draws a results directory: `charts/<name>.vl.json`, `.svg` and `.png`, `charts/flow.svg` and `.png`, and
 * `index.html`, from the CSV tables and `scenario.yaml` that are there. The same tables give the same bytes.
 *
 * Throws when the directory is missing, when one of its files leads outside, or when the scenario is not YAML.
 */
export async function report(directory: string): Promise<{ page: string }> {
  const results = await readResults(directory);
  const folder = chartFolder(directory);
  const drawn = runCharts.map(draw => draw(results)).filter(chart => chart !== undefined);
  const figures = await drawFigures(drawn, folder);
  const flow = await drawFlow(results, folder);
  const file = join(directory, 'index.html');
  writeFileWhole(file, page({ results, figures, flow }));
  return { page: file };
}

/** Writes the flow at the end as files, and draws all states for the page; undefined without any. */
async function drawFlow(results: Results, folder: string): Promise<FlowFigure | undefined> {
  const states = flowStates(results);
  // Alone it is not drawn to the scale of what was larger at another time.
  const [last] = drawFlows(states.slice(-1), light);
  if (last === undefined) return undefined;
  writeFileWhole(join(folder, 'flow.svg'), last);
  writeFileWhole(join(folder, 'flow.png'), await toPng(last));
  const drawn = drawFlows(states, themed);
  return {
    sentence: flowSentence(states),
    states: states.map(({ day }, i) => ({ day, svg: drawn[i] ?? '' })),
  };
}
