import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Removes what a former command made in a results directory and what the present one has not made: tables, charts and a
 * page that would say something else than the new tables.
 *
 * @param made names of the tables that are new
 */
export function removeStaleFiles(directory: string, made: Iterable<string>): void {
  const kept = new Set(made);
  const tables = readdirSync(directory).filter(name => /\.(csv|parquet)$/.test(name) && !kept.has(name));
  for (const name of [...tables, 'index.html', 'charts']) {
    rmSync(join(directory, name), { recursive: true, force: true });
  }
}
