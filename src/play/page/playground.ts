import type { Intervention } from '../../../sim/scenario/index.ts';
import { measureMatcher } from '../../runs/measure-pattern.ts';
import { type Change, changeSetsOf, withoutPaths } from '../model/levers/change.ts';
import { valueUnder } from '../model/levers/lever-value.ts';
import type { PageScenario } from '../model/page-scenario.ts';
import type { PlaySetup } from '../model/play-model.ts';
import { newsOfOpening } from '../model/runs/opening-run.ts';
import {
  createRunRecords,
  type RunRecords,
  type RunsOfSetting,
  settingKey,
} from '../model/runs/run-records.ts';
import { measuresToShow, type ShownRuns, shownRuns } from '../model/runs/shown-runs.ts';
import { REPLICATES } from '../model/runs/wanted-runs.ts';
import { playSentence } from '../model/sentence.ts';
import { createPlayRunner } from './play-runner.ts';
import type { PlayState, Store } from './store.ts';
import { type CardsView, createCardsView } from './views/cards-view.ts';
import { createFlowView, type FlowView } from './views/flow-view.ts';
import { createLeversView, type LeversView } from './views/levers-view.ts';
import { createMultiplesView, type MultiplesView } from './views/multiples-view.ts';
import type { SentenceView } from './views/sentence-view.ts';
import { createTimelineView, type TimelineView } from './views/timeline-view.ts';
import { createWorldView, type WorldView } from './views/world-view.ts';
import type { WorkerPool } from './worker-pool.ts';

/** Settings whose runs are kept. */
const MOST_SETTINGS = 40;

/** The parts of the screen that are made anew for each scenario. */
interface Views {
  readonly levers: LeversView;
  readonly flow: FlowView;
  readonly timeline: TimelineView;
  readonly multiples: MultiplesView;
  readonly cards: CardsView;
  readonly world: WorldView;
}

/** What a scenario is played on. */
export interface PlaygroundTerms {
  readonly page: PageScenario;
  readonly pool: WorkerPool;
  readonly store: Store;
  readonly sentence: SentenceView;
  /** Says why a setting cannot be run, or nothing. */
  readonly sayProblem: (text: string) => void;
}

/** A scenario on the screen. */
export interface Playground {
  /** Brings runs and screen to the state of the page; called before each frame in which something changed. */
  update(state: PlayState): void;
  /** Runs that are shown now, for what leaves the page. */
  readonly shown: ShownRuns | undefined;
  readonly records: RunRecords;
  /** Stops all runs. */
  close(): void;
}

/**
 * Opens a scenario: its levers, its runs and its pictures. A new setting of B has nothing to show for a moment: the
 * runs of the one before stay on the screen until it has, and figures stay until there are others, both dimmed.
 */
export function openPlayground(terms: PlaygroundTerms): Playground {
  const { page, pool, store, sayProblem } = terms;
  const { setup } = page;
  const records = createRunRecords(MOST_SETTINGS);
  if (page.opening) records.add([], 0, newsOfOpening(page.opening));
  const runner = createPlayRunner(pool, records, store.refresh);
  const views = createViews(setup, store);
  const isAsked = setup.show.length > 0 ? measureMatcher(setup.show) : undefined;
  let measures: readonly string[] = [];
  let shown: ShownRuns | undefined;
  /** The last runs that were measured: their figures stay, dimmed, until there are others. */
  let measured: ShownRuns | undefined;
  /** The setting of B that they are of. */
  let measuredB = '';
  /** Setting of B whose runs are on the screen: that of the levers, once it has any. */
  let shownB = '';
  let runsOfB: RunsOfSetting = new Map();

  const namesOf = (runs: RunsOfSetting): readonly string[] => {
    const first = runs.get(0);
    const { schemas = [] } = first?.measures ?? first?.preview ?? {};
    return schemas.map(({ name }) => name);
  };

  const update = (state: PlayState): void => {
    runner.update({ ...state, days: setup.days, previewDays: setup.previewDays });
    const [runsA, wantedB] = [records.of(state.a), records.of(state.b)];
    const key = settingKey(state.b);
    if (wantedB.get(0)?.samples.length || shownB === '') {
      shownB = key;
      runsOfB = wantedB;
    }
    const names = namesOf(runsA);
    if (names.length > 0) measures = measuresToShow(names, setup.avss, isAsked);
    shown = shownRuns(runsA, runsOfB, {
      ...setup,
      luck: state.luck,
      series: setup.series.length,
      isShown: name => measures.includes(name) || /\.cost$/.test(name),
    });
    if (shown.measuredDay > 0 || measured === undefined) [measured, measuredB] = [shown, shownB];
    const isPassed = shownB !== key;
    const problem = problemText(runner.problemOf(state.a), runner.problemOf(state.b));
    sayProblem(problem);
    const told = {
      isSame: settingKey(state.a) === measuredB,
      isPassed,
      isStale: isPassed || measured !== shown,
      isRunning: runner.running > 0,
      isRefused: problem !== '',
    };
    show({ ...terms, ...told, views, measures, state, shown, measured });
  };
  return {
    update,
    records,
    get shown() {
      return shown;
    },
    close: runner.reset,
  };
}

/** Why A or B cannot be run, and what helps; nothing where they can. */
function problemText(a: string | undefined, b: string | undefined): string {
  if (a !== undefined) return `A cannot be run: ${a}. Open the scenario anew, without what its link changes.`;
  return b === undefined ? '' : `B cannot be run: ${b}. Move the lever back, or press “B as A”.`;
}

/** The views, with what they change in the state of the page. */
function createViews(setup: PlaySetup, store: Store): Views {
  const { days, sampleDays, series, layout } = setup;
  const setDay = (day: number): void => store.set({ day, isPlaying: false });
  return {
    levers: createLeversView(setup.levers, {
      moving: change => store.set({ b: change(store.state.b), isMoving: true }),
      settled: () => store.set({ isMoving: false }),
    }),
    flow: createFlowView(layout, sampleDays),
    timeline: createTimelineView(days, { day: setDay, playing: isPlaying => store.set({ isPlaying }) }),
    multiples: createMultiplesView({ series, sampleDays, days, onDay: setDay }),
    cards: createCardsView(),
    world: createWorldView(setup.targets, days, change => {
      const { b } = store.state;
      const value = change(interventionsIn(b, setup));
      const others = withoutPaths(b, ['interventions']);
      const isAsWritten = JSON.stringify(value) === JSON.stringify(setup.interventions);
      store.set({ b: isAsWritten ? others : [...others, { path: 'interventions', value }] });
    }),
  };
}

/** What is done to the world under changes. */
function interventionsIn(changes: readonly Change[], setup: PlaySetup): readonly Intervention[] {
  const change = changes.find(({ path }) => path === 'interventions');
  return (change?.value as readonly Intervention[] | undefined) ?? setup.interventions;
}

/** What is on the screen. */
interface Shown extends PlaygroundTerms {
  readonly views: Views;
  readonly measures: readonly string[];
  readonly state: PlayState;
  readonly shown: ShownRuns;
  /** The runs whose figures are shown. */
  readonly measured: ShownRuns;
  /** Whether they are of one setting. */
  readonly isSame: boolean;
  /** Whether the lines of B are those of a setting before that on the levers. */
  readonly isPassed: boolean;
  /** Whether the figures are not those of the setting on the levers yet. */
  readonly isStale: boolean;
  readonly isRunning: boolean;
  /** Whether A or B cannot be run. */
  readonly isRefused: boolean;
}

/** Brings all views to the state; each of them draws only what has changed. */
function show(terms: Shown): void {
  const { page, views, state, shown, isPassed } = terms;
  const { setup } = page;
  const { a, b, side, isPlaying } = state;
  const run = side === 'b' ? shown.b.first : shown.a.first;
  // Pictures show no day that the runs have not come to.
  const day = shown.day > 0 ? Math.min(state.day, shown.day) : state.day;
  const interventions = interventionsIn(b, setup);
  views.levers.show({
    a: setup.levers.map(lever => valueUnder(a, lever)),
    b: setup.levers.map(lever => valueUnder(b, lever)),
  });
  views.flow.show(run, day, side, side === 'b' ? b : a);
  views.timeline.show({ day, isPlaying, run, interventions: interventions.map(one => one.day) });
  views.multiples.show(shown, day, isPassed);
  views.multiples.pick(state.chart);
  views.world.show(interventions, day, { ...setup, a: shown.a.first, b: shown.b.first });
  showFigures(terms);
}

/** Brings cards and sentence to the runs that were measured last. */
function showFigures({
  page,
  sentence,
  views,
  measures,
  state,
  shown,
  measured,
  isSame,
  isStale,
  isRunning,
  isRefused,
}: Shown): void {
  const { setup } = page;
  const { a, b, luck } = state;
  const avs = setup.avss[0]!;
  const { comparisons, pairs, measuredDay } = measured;
  views.cards.show(comparisons, {
    measures,
    pairs,
    measuredDay,
    days: setup.days,
    wanted: luck === 'all' ? REPLICATES : 1,
    isStale,
    isRunning,
    isRefused,
  });
  const facts = {
    comparisons,
    pairs,
    days: measuredDay,
    simulated: isRefused ? undefined : { to: shown.day, of: setup.days },
    isSame,
    avs,
    hasSameSets: !changeSetsOf(avs, [...a, ...b]),
  };
  sentence.show(playSentence(facts), isStale);
}
