import type { Row } from '../../../sim/measures/tables.ts';
import type { Done, Measure } from '../job.ts';
import type { Choice } from './choice.ts';

/** Beginning of the names under which runs keep what each operator offers restakers: for those who ask. */
export const choicePrefix = 'choices.';

/** A row of the table `choices` as measures: `choices.<group>.<operator>.<strategy>.<avs>.<set>.<what>`. */
export function choiceMeasures({ values }: Row): Measure[] {
  const [operator, group, strategy, avs, set, reward, slash, kept] = values;
  const measure = (what: string, unit: string, value: typeof reward, better: string): Measure => [
    `${choicePrefix}${group}.${operator}.${strategy}.${avs}.${set}.${what}`,
    unit,
    typeof value === 'number' ? value : null,
    '',
    better,
    null,
  ];
  return [
    measure('reward', 'fraction/year', reward, 'higher'),
    measure('slash', 'fraction/year', slash, 'lower'),
    measure('kept', 'fraction', kept, 'neither'),
  ];
}

/** What an operator offers, with its group. */
export interface OperatorChoice extends Choice {
  readonly group: string;
}

/** An operator's offer while the runs are read. */
interface Offer {
  readonly group: string;
  readonly payers: Map<string, { readonly reward: number[]; readonly slash: number[] }>;
  readonly kept: number[];
}

/**
 * What each operator offered for stake in an asset, over runs: one choice an operator, in order of first appearance.
 * An operator that a run does not have got and lost nothing there.
 */
export function choicesOf(runs: readonly Done[], strategy: string): OperatorChoice[] {
  const offers = new Map<string, Offer>();
  runs.forEach(({ measures }, replicate) => {
    for (const [name, , value] of measures) {
      if (!name.startsWith(choicePrefix)) continue;
      const [, group = '', operator = '', asset, avs, set, what] = name.split('.');
      if (asset !== strategy) continue;
      const { payers, kept } = entry(offers, operator, () => ({ group, payers: new Map(), kept: [] }));
      if (what === 'kept' && value !== null) kept.push(value);
      if (value === null || avs === '' || (what !== 'reward' && what !== 'slash')) continue;
      const none = () => runs.map(() => 0);
      entry(payers, `${avs}.${set}`, () => ({ reward: none(), slash: none() }))[what][replicate] = value;
    }
  });
  return [...offers].map(([name, { group, payers, kept }]) => ({
    name,
    group,
    payers,
    keptFraction: kept.length > 0 ? kept.reduce((a, b) => a + b, 0) / kept.length : null,
  }));
}

/** The entry of a map, made where there is none. */
function entry<T>(map: Map<string, T>, key: string, make: () => T): T {
  const known = map.get(key) ?? make();
  map.set(key, known);
  return known;
}
