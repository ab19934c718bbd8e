import { createHash } from 'node:crypto';
import type { Row } from '../../sim/measures/tables/index.ts';

/** Takes in the rows of a run one by one. */
export interface RunDigest {
  add(row: Row): void;
  /** SHA-256 of all rows so far, as 64 hexadecimal digits; to be asked for once. */
  hex(): string;
}

/**
 * The digest of a run: SHA-256 of all its rows in their order, each as a line of JSON, `[table, value, ...]`. Two runs
 * with the same digest have the same rows, on whatever machine or page they ran.
 */
export function createRunDigest(): RunDigest {
  const hash = createHash('sha256');
  return {
    add: ({ table, values }) => {
      hash.update(`${JSON.stringify([table, ...values])}\n`);
    },
    hex: () => hash.digest('hex'),
  };
}
