import { isDeepStrictEqual } from 'node:util';
import { Revert } from '../../sim/protocol/index.ts';
import type { Difference } from '../difference.ts';
import { mirrorDifference } from './ledger-mirrors.ts';
import { applyOperation } from './ledger-operations.ts';
import { flatState } from './ledger-state.ts';
import type { FlatState, LedgerTrace, TraceHeader, TraceStep } from './ledger-trace.ts';
import { createWorld, type LedgerWorld } from './ledger-world.ts';

/** First point at which the ledger and the recorded contracts differ. */
interface LedgerDisagreement {
  readonly trace: number;
  /** Index of the step in the trace. */
  readonly step: number;
  readonly operation: string;
  /** What differs: a state key, `result`, `block`, or a mirror. */
  readonly key: string;
  readonly expected: string;
  readonly actual: string;
}

/** Outcome of a replay: how many steps agreed, and where it ended if not at the end. */
export interface LedgerReplay {
  readonly agreed: number;
  readonly disagreement: LedgerDisagreement | null;
}

/**
 * Replays a recorded trace of the real contracts on a ledger of their version. After every step it compares the outcome (returned
 * values, or the revert's name), the whole observable state, and the ledger's float mirrors.
 */
export function replayLedgerTrace(trace: LedgerTrace, header: TraceHeader): LedgerReplay {
  const world = createWorld(trace, header);
  const expected: FlatState = { ...trace.init };
  for (const [at, step] of trace.steps.entries()) {
    const outcome = attempt(world, step);
    Object.assign(expected, step.delta);
    const difference =
      outcomeDifference(world, step, outcome) ??
      stateDifference(expected, flatState(world)) ??
      mirrorDifference(world.ledger);
    if (difference !== null) {
      const disagreement = { trace: trace.trace, step: step.i, operation: step.in.op, ...difference };
      return { agreed: at, disagreement };
    }
  }
  const difference = stateDifference(trace.final, flatState(world));
  if (difference === null) return { agreed: trace.steps.length, disagreement: null };
  const disagreement = { trace: trace.trace, step: trace.steps.length, operation: 'final', ...difference };
  return { agreed: trace.steps.length, disagreement };
}

type StepOutcome = { readonly ret: unknown } | { readonly revert: string };

function attempt(world: LedgerWorld, step: TraceStep): StepOutcome {
  try {
    return { ret: applyOperation(world, step.in) };
  } catch (error) {
    if (error instanceof Revert) return { revert: error.message };
    throw error;
  }
}

function outcomeDifference(world: LedgerWorld, step: TraceStep, actual: StepOutcome): Difference | null {
  if (world.ledger.block !== step.block) {
    return { key: 'block', expected: String(step.block), actual: String(world.ledger.block) };
  }
  const expected: StepOutcome = step.ok ? { ret: step.ret } : { revert: step.revert ?? '' };
  if (isDeepStrictEqual(expected, actual)) return null;
  return { key: 'result', expected: JSON.stringify(expected), actual: JSON.stringify(actual) };
}

function stateDifference(expected: FlatState, actual: FlatState): Difference | null {
  for (const key of new Set([...Object.keys(expected), ...Object.keys(actual)])) {
    const want = normal(key, expected[key]);
    const have = normal(key, actual[key]);
    if (want !== have) return { key, expected: want, actual: have };
  }
  return null;
}

/** Absent, null and 0 mean the same, except that an allocation delay of 0 blocks is one. */
function normal(key: string, value: string | null | undefined): string {
  if (value === undefined || value === null) return key.startsWith('allocDelay/') ? 'not set' : '0';
  return value;
}
