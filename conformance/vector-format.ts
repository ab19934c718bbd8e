import type { z } from 'zod';
import type { ReplayOutcome } from './agreement.ts';
import { LedgerTrace, TraceHeader } from './ledger/ledger-trace.ts';
import { replayLedgerTrace } from './ledger/replay-trace.ts';
import { replayWorld } from './rewards/replay-world.ts';
import { RecordedWorld } from './rewards/rewards-record.ts';

/** A format of vectors: what a line is, and how it is replayed. */
export interface VectorFormat {
  readonly noun: string;
  /** Release of what was recorded. */
  readonly version: string;
  /** Whether the first line is a header of its own. */
  readonly hasHeader: boolean;
  /**
   * Replays a line.
   * @throws InvalidLine if it is not of the format.
   */
  readonly replay: (line: unknown) => ReplayOutcome;
}

/** A line that is not of its file's format. */
export class InvalidLine extends Error {}

const traces = (header: TraceHeader): VectorFormat => ({
  noun: 'traces',
  version: `contracts ${header.version}`,
  hasHeader: true,
  replay(line) {
    const trace = parsed(LedgerTrace, line, 'trace');
    const { agreed, disagreement } = replayLedgerTrace(trace, header);
    const rows = { steps: { agreed, total: trace.steps.length } };
    if (disagreement === null) return { rows, disagreement };
    const { step, operation, key, expected, actual } = disagreement;
    return {
      rows,
      disagreement: {
        trace: String(trace.trace),
        step: `${step} (${operation})`,
        key,
        expected,
        got: actual,
      },
    };
  },
});

const worlds: VectorFormat = {
  noun: 'worlds',
  version: 'sidecar f98a5a64, rewards v2.2',
  hasHeader: false,
  replay: line => replayWorld(parsed(RecordedWorld, line, 'world')),
};

/**
 * The format of a file, told from its first line: the header of traces, or a world.
 * @throws InvalidLine if it is neither.
 */
export function formatOf(first: unknown): VectorFormat {
  if (typeof first === 'object' && first !== null) {
    if ('type' in first && first.type === 'header') {
      return traces(parsed(TraceHeader, first, 'header'));
    }
    if ('type' in first && first.type === 'trace') {
      throw new InvalidLine('missing header: a file of traces begins with {"type":"header", …}');
    }
    if ('world' in first) return worlds;
  }
  throw new InvalidLine('unknown format: the first line is neither a header of traces nor a world');
}

function parsed<S extends z.ZodType>(schema: S, line: unknown, noun: string): z.output<S> {
  const result = schema.safeParse(line);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const path = issue!.path.map(String).join('.');
  if (issue!.code === 'invalid_union' && 'discriminator' in issue! && issue.path.at(-1) === 'op') {
    throw new InvalidLine(`unknown operation: ${String(valueAt(line, issue.path))} at ${path}`);
  }
  throw new InvalidLine(`invalid ${noun}: ${path === '' ? '' : `${path}: `}${issue!.message}`);
}

function valueAt(line: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) => (typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined),
    line,
  );
}
