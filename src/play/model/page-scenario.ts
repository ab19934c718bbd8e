import type { PlayedScenario } from './messages.ts';
import type { PlaySetup } from './play-model.ts';

/** What a page holds of a scenario. */
export interface PageScenario {
  readonly scenario: PlayedScenario;
  readonly setup: PlaySetup;
  /** Digest of its first run, as the command line found it; none where it was not asked to. */
  readonly digest?: string;
}
