import type { Agreement, ReplayOutcome } from './agreement.ts';
import { InvalidVectors } from './invalid-vectors.ts';
import { formatOf, InvalidLine, type VectorFormat } from './vector-format.ts';
import { readVectorLines } from './vector-lines.ts';

/** How a file of vectors fared. */
export interface FileCheck {
  readonly file: string;
  /** What its lines are: traces or worlds. */
  readonly noun: string;
  /** Release of what was recorded. */
  readonly version: string;
  readonly passed: number;
  readonly failed: number;
  readonly rows: ReadonlyMap<string, Agreement>;
  readonly disagreement: ReplayOutcome['disagreement'];
}

/**
 * Replays every line of a file of vectors, one at a time.
 * @throws InvalidVectors where the file cannot be read or is not of a known format.
 */
export async function checkFile(file: string): Promise<FileCheck> {
  const rows = new Map<string, Agreement>();
  let format: VectorFormat | undefined;
  let [passed, failed] = [0, 0];
  let disagreement: ReplayOutcome['disagreement'] = null;
  for await (const { number, value } of readVectorLines(file)) {
    try {
      if (format === undefined) {
        format = formatOf(value);
        if (format.hasHeader) continue;
      }
      const outcome = format.replay(value);
      if (outcome.disagreement === null) passed++;
      else failed++;
      disagreement ??= outcome.disagreement;
      addRows(rows, outcome.rows);
    } catch (error) {
      if (error instanceof InvalidLine) throw new InvalidVectors(error.message, file, number);
      // A replay that breaks off is a disagreement too: what was recorded can be done.
      failed++;
      disagreement ??= { line: String(number), key: 'error', expected: 'an outcome', got: String(error) };
    }
  }
  if (format === undefined) throw new InvalidVectors('missing header: the file is empty', file, 1);
  if (passed + failed === 0) throw new InvalidVectors(`missing ${format.noun}: only a header`, file, 1);
  return { file, noun: format.noun, version: format.version, passed, failed, rows, disagreement };
}

function addRows(rows: Map<string, Agreement>, more: ReplayOutcome['rows']): void {
  for (const [name, { agreed, total }] of Object.entries(more)) {
    const sum = rows.get(name) ?? { agreed: 0, total: 0 };
    rows.set(name, { agreed: sum.agreed + agreed, total: sum.total + total });
  }
}
