import type { Change } from './levers/change.ts';
import type { PlaySetup } from './play-model.ts';
import type { RunNews } from './runs/played-run.ts';

/** A scenario that the playground plays, as a page holds it. */
export interface PlayedScenario {
  /** Name of its file. */
  readonly file: string;
  /** As written, standing alone: bases merged, populations embedded. */
  readonly written: Readonly<Record<string, unknown>>;
}

/** Something wrong with what a player wrote, as the command line would say it. */
export interface ToldProblem {
  /** `file:line:col`, or the option. */
  readonly where: string;
  readonly message: string;
  readonly help?: string;
  /** Part of the text that it is about, as indices of characters. */
  readonly start: number;
  readonly end: number;
}

/** What the page asks of a worker; `id` is that of the question, or of the run. */
export type PlayRequest =
  | { readonly kind: 'open'; readonly id: number; readonly scenario: PlayedScenario }
  | ({ readonly kind: 'run'; readonly id: number } & RunOrder)
  | { readonly kind: 'goOn'; readonly id: number; readonly toDay: number }
  | { readonly kind: 'cancel'; readonly id: number }
  | { readonly kind: 'digest'; readonly id: number; readonly changes: readonly Change[] }
  | { readonly kind: 'variant'; readonly id: number; readonly changes: readonly Change[] }
  | { readonly kind: 'read'; readonly id: number; readonly text: string }
  | { readonly kind: 'complete'; readonly id: number; readonly text: string; readonly offset: number };

/** A run that is wanted. */
export interface RunOrder {
  readonly changes: readonly Change[];
  /** Number of the replicate, which gives the seed. */
  readonly replicate: number;
  /** Day at which it waits. */
  readonly toDay: number;
  /** Whether stake flows and events are wanted beside series and measures. */
  readonly details: boolean;
}

/** A key or word that may stand where a player writes. */
export interface Completion {
  readonly label: string;
  readonly detail: string;
}

/** What a worker answers. */
export type PlayAnswer =
  | { readonly kind: 'opened'; readonly id: number; readonly setup: PlaySetup }
  | { readonly kind: 'news'; readonly id: number; readonly news: RunNews }
  | { readonly kind: 'digest'; readonly id: number; readonly digest: string }
  /** A file that extends the scenario played. */
  | { readonly kind: 'variant'; readonly id: number; readonly yaml: string }
  /** The changes that a text makes of the scenario played. */
  | { readonly kind: 'read'; readonly id: number; readonly changes: readonly Change[] }
  | {
      readonly kind: 'complete';
      readonly id: number;
      readonly from: number;
      readonly options: readonly Completion[];
    }
  | { readonly kind: 'problems'; readonly id: number; readonly problems: readonly ToldProblem[] }
  | { readonly kind: 'failed'; readonly id: number; readonly error: string };
