import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Removes what a former command wrote to a results directory and the present one has not written: tables that are not
 * among the new ones, all charts and the page. They would say something else than the new tables. Only at the top of
 * the directory: the store of runs and the populations stay.
 *
 * @param made file names of the new tables
 */
export function removeStaleFiles(directory: string, made: Iterable<string>): void {
  const kept = new Set(made);
  const tables = readdirSync(directory).filter(name => /\.(csv|parquet)$/.test(name) && !kept.has(name));
  for (const name of [...tables, 'index.html', 'charts']) {
    rmSync(join(directory, name), { recursive: true, force: true });
  }
}
