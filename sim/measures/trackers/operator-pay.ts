import type { State } from '../../state/state.ts';

/**
 * What became of the rewards of each operator over the run, in USD when paid, `[operator]`. It reads
 * `rewards.lastDay`, which the next day of pay overwrites.
 */
export interface OperatorPay {
  /** Kept as its split, and passed on to its delegators, its own stake among them. */
  readonly keptUsd: Float64Array;
  readonly passedUsd: Float64Array;
  /** Adds the last day's rewards; call once a day. */
  addDay(): void;
}

/** Operators to whom nothing was paid yet. */
export function createOperatorPay({ operators, rewards }: State): OperatorPay {
  const keptUsd = new Float64Array(operators.length);
  const passedUsd = new Float64Array(operators.length);
  return {
    keptUsd,
    passedUsd,
    addDay: () => {
      for (const { id } of operators) {
        keptUsd[id]! += rewards.lastDay.operatorCutUsd[id]!;
        passedUsd[id]! += rewards.lastDay.restUsd[id]!;
      }
    },
  };
}
