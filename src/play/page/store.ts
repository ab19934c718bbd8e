import type { Change } from '../model/levers/change.ts';

/** What the player has set: all that the screen follows from, beside the runs. */
export interface PlayState {
  /** Number of the scenario among those of the page. */
  readonly scenario: number;
  readonly a: readonly Change[];
  readonly b: readonly Change[];
  /** Day of the timeline. */
  readonly day: number;
  readonly luck: 'one' | 'all';
  /** Whose stake the drawing shows. */
  readonly side: 'a' | 'b';
  /** Small multiple that a narrow screen shows. */
  readonly chart: number;
  /** Whether a lever is being moved. */
  readonly isMoving: boolean;
  readonly isPlaying: boolean;
}

/** The state of the page, and who is told of its changes. */
export interface Store {
  readonly state: PlayState;
  /** Changes some of it; all who listen are told once, before the next frame is drawn. */
  set(changes: Partial<PlayState>): void;
  /** Has a function called before the next frame, and after each change. */
  listen(listener: (state: PlayState) => void): void;
  /** Has all who listen told again: something other than the state has changed. */
  refresh(): void;
}

/** A store of a state. */
export function createStore(initial: PlayState): Store {
  const listeners: ((state: PlayState) => void)[] = [];
  let state = initial;
  let isAwaited = false;
  const refresh = (): void => {
    if (isAwaited) return;
    isAwaited = true;
    requestAnimationFrame(() => {
      isAwaited = false;
      for (const listener of listeners) listener(state);
    });
  };
  return {
    get state() {
      return state;
    },
    set: changes => {
      state = { ...state, ...changes };
      refresh();
    },
    listen: listener => {
      listeners.push(listener);
      refresh();
    },
    refresh,
  };
}
