import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { openCsv } from './tables/csv.ts';

/** Attributes of a member by name. */
type PopulationRow = Readonly<Record<string, number | string>>;
/** A group of operators or restakers as written. */
type PopulationGroup = Readonly<Record<string, unknown>>;

/**
 * Writes a resolved scenario, which gives the same runs again: `scenario.yaml`, and its populations as CSV files
 * under `populations/`, for they may be too large for a scenario file.
 *
 * @param written the scenario as written, standing alone: bases merged, populations as `rows` of their groups
 */
export function writeResolvedScenario(directory: string, written: Readonly<Record<string, unknown>>): void {
  const scenario = { ...written };
  for (const kind of ['operators', 'restakers']) {
    if (scenario[kind] === undefined) continue;
    const groups = Object.entries(scenario[kind] as Readonly<Record<string, PopulationGroup>>);
    scenario[kind] = Object.fromEntries(
      groups.map(([name, group]) => [name, withCsv(directory, `populations/${kind}-${name}.csv`, group)]),
    );
  }
  const text = stringify(scenario, { lineWidth: 0, aliasDuplicateObjects: false });
  writeFileSync(join(directory, 'scenario.yaml'), text);
}

/** A group whose rows are in a CSV file; a group without rows as it is. */
function withCsv(directory: string, file: string, { rows, ...group }: PopulationGroup): PopulationGroup {
  if (rows === undefined) return group;
  const attributes = new Set((rows as readonly PopulationRow[]).flatMap(row => Object.keys(row)));
  const names = [...attributes];
  mkdirSync(join(directory, 'populations'), { recursive: true });
  const csv = openCsv(join(directory, file), names);
  for (const row of rows as readonly PopulationRow[]) csv.write(names.map(name => row[name] ?? null));
  csv.close();
  return { ...group, csv: { file, columns: Object.fromEntries(names.map(name => [name, name])) } };
}
