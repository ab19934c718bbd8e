import type { PlayedScenario } from './messages.ts';
import type { PlaySetup } from './play-model.ts';
import type { OpeningRun } from './runs/opening-run.ts';

/** What a page holds of a scenario. */
export interface PageScenario {
  readonly scenario: PlayedScenario;
  readonly setup: PlaySetup;
  /** The first days of its first run, which the page shows at once; only of the scenario that it opens with. */
  readonly opening?: OpeningRun;
  /** Digest of its first run, as the command line found it; none where it was not asked to. */
  readonly digest?: string;
}
