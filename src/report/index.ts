import { lstatSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { packageFolder } from '../files/version.ts';
import { charts } from './charts/index.ts';
import { drawFlows } from './flow/drawing.ts';
import { flowStates } from './flow/network.ts';
import { flowSentence } from './flow/sentence.ts';
import { type Figure, type FlowFigure, page } from './page/page.ts';
import { readResults } from './read.ts';
import { toPng, toSvg } from './render.ts';
import type { Results } from './results.ts';
import { light, themed } from './theme.ts';

/** Widths of pictures in pixels: beside text on a desk, and on a phone. */
const widths = { wide: 760, narrow: 350 };

/**
 * Draws a results directory: `charts/<name>.vl.json`, `.svg` and `.png`, `charts/flow.svg` and `.png`, and
 * `index.html`, from the CSV tables and `scenario.yaml` that are there. The same tables give the same bytes.
 *
 * Throws when the directory is missing, when one of its files leads outside, or when the scenario is not YAML.
 */
export async function report(directory: string): Promise<{ page: string }> {
  const results = await readResults(directory);
  const folder = join(directory, 'charts');
  mkdirSync(folder, { recursive: true });
  if (lstatSync(folder).isSymbolicLink())
    throw new Error(
      `invalid directory: ${folder} is a link; remove it, so that charts stay with the results`,
    );
  const figures = await drawCharts(results, folder);
  const flow = await drawFlow(results, folder);
  const file = join(directory, 'index.html');
  write(file, page({ results, figures, flow, libraries: libraries(), faces: faces() }));
  return { page: file };
}

async function drawCharts(results: Results, folder: string): Promise<readonly Figure[]> {
  const figures: Figure[] = [];
  for (const draw of charts) {
    const chart = draw(results);
    if (chart === undefined) continue;
    const { name, title, reading, sentence } = chart;
    const own = chart.spec({ width: widths.wide, palette: light, live: false });
    const svg = await toSvg(own);
    const file = chart.spec({ width: widths.wide, palette: light, live: true });
    write(
      join(folder, `${name}.vl.json`),
      `${JSON.stringify({ ...file, description: sentence }, null, 1)}\n`,
    );
    write(join(folder, `${name}.svg`), svg);
    write(join(folder, `${name}.png`), await toPng(svg));
    const picture = async (width: number) => ({
      svg: (await toSvg(chart.spec({ width, palette: themed, live: false }))).replace(
        '<svg',
        '<svg aria-hidden="true"',
      ),
      spec: chart.spec({ width, palette: themed, live: true }),
    });
    figures.push({
      name,
      title,
      reading,
      sentence,
      wide: await picture(widths.wide),
      narrow: await picture(widths.narrow),
    });
  }
  return figures;
}

async function drawFlow(results: Results, folder: string): Promise<FlowFigure | undefined> {
  const states = flowStates(results);
  // Alone it needs no room for what was larger at another time.
  const [last] = drawFlows(states.slice(-1), light);
  if (last === undefined) return undefined;
  write(join(folder, 'flow.svg'), last);
  write(join(folder, 'flow.png'), await toPng(last));
  const drawn = drawFlows(states, themed);
  return {
    sentence: flowSentence(states),
    states: states.map(({ day }, i) => ({ day, svg: drawn[i] ?? '' })),
  };
}

/** Written beside and renamed, so that no reader meets half a file and no link is followed. */
function write(path: string, content: string | Uint8Array): void {
  const draft = `${path}.tmp`;
  rmSync(draft, { force: true });
  writeFileSync(draft, content, { flag: 'wx' });
  renameSync(draft, path);
}

function libraries(): readonly string[] {
  const { resolve } = createRequire(import.meta.url);
  return ['vega', 'vega-lite', 'vega-embed'].map(name =>
    readFileSync(join(dirname(resolve(name)), `${name}.min.js`), 'utf8').replace(
      /\n?\/\/# sourceMappingURL=.*/,
      '',
    ),
  );
}

function faces() {
  const folder = join(packageFolder(), 'src', 'report', 'font');
  const face = (weight: number, file: string) => ({
    weight,
    base64: readFileSync(join(folder, file)).toString('base64'),
  });
  return [face(400, 'Inter-Regular.woff2'), face(600, 'Inter-SemiBold.woff2')];
}
