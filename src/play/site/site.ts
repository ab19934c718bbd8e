import { basename } from 'node:path';
import type { ReadScenario } from '../../input/scenario-file.ts';
import type { PageScenario } from '../model/page-scenario.ts';
import { playModelOf, playSetupOf } from '../model/play-model.ts';
import { openingRun } from '../model/runs/opening-run.ts';
import { bundleScripts } from './bundle.ts';
import { playDocument } from './document.ts';

/** A file of the playground. */
export interface SiteFile {
  readonly type: string;
  readonly text: string;
}

/** A scenario with the file that it was read from. */
export interface ScenarioAt extends ReadScenario {
  readonly path: string;
  /** Digest of its first run, for a page that can show that it gives the same. */
  readonly digest?: string;
}

/** What a page holds of its scenarios; of the first, with which it opens, the first days as well. */
function pageScenarios(scenarios: readonly ScenarioAt[]): readonly PageScenario[] {
  return scenarios.map(({ path, scenario, written, digest }, index) => {
    const model = playModelOf(scenario);
    return {
      scenario: { file: basename(path), written },
      setup: playSetupOf(scenario, model),
      ...(index === 0 && { opening: openingRun(scenario, model) }),
      ...(digest !== undefined && { digest }),
    };
  });
}

/** The files of the playground by name: whoever serves them, on any web host, serves the playground. */
export async function siteFiles(scenarios: readonly ScenarioAt[]): Promise<ReadonlyMap<string, SiteFile>> {
  const { page, worker, editor } = await bundleScripts();
  const script = (text: string): SiteFile => ({ type: 'text/javascript; charset=utf-8', text });
  const document = playDocument({ scenarios: pageScenarios(scenarios) });
  return new Map([
    ['index.html', { type: 'text/html; charset=utf-8', text: document }],
    ['page.js', script(page)],
    ['worker.js', script(worker)],
    ['editor.js', script(editor)],
  ]);
}

/** The playground as one HTML file that holds engine and scenarios, and works from the disk. */
export async function singleFile(scenarios: readonly ScenarioAt[]): Promise<string> {
  return playDocument({ scenarios: pageScenarios(scenarios), inline: await bundleScripts() });
}
