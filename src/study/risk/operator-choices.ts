import type { CompletedRun } from '../../runs/job.ts';
import type { StakeChoice } from './stake-choice.ts';

/** Stake with one operator, which belongs to a group. */
export interface OperatorStakeChoice extends StakeChoice {
  readonly group: string;
}

/** Table of a run from which the choices are read: what stake with each operator got. */
export const offersTable = 'choices';

/** What stake with an operator got, while the runs are read. */
interface OperatorReturns {
  readonly group: string;
  readonly payers: Map<string, { readonly reward: number[]; readonly slash: number[] }>;
  readonly kept: number[];
}

/**
 * What stake in an asset got with each operator, over runs that kept the table `choices`: one choice an operator, in
 * order of first appearance. An operator that is not in a run got and lost nothing in it.
 *
 * @param strategy name of the asset's strategy
 */
export function operatorChoices(runs: readonly CompletedRun[], strategy: string): OperatorStakeChoice[] {
  const found = new Map<string, OperatorReturns>();
  runs.forEach(({ rows }, replicate) => {
    const seen = new Set<string>();
    for (const [operator, group, asset, avs, set, reward, slash, share] of rows?.[offersTable] ?? []) {
      if (asset !== strategy) continue;
      const name = String(operator);
      const { payers, kept } = entry(found, name, () => ({
        group: String(group),
        payers: new Map(),
        kept: [],
      }));
      // Each row of an operator repeats the fraction that it kept.
      if (typeof share === 'number' && !seen.has(name)) kept.push(share);
      seen.add(name);
      if (avs === '') continue;
      const none = () => runs.map(() => 0);
      const flows = entry(payers, `${avs}.${set}`, () => ({ reward: none(), slash: none() }));
      flows.reward[replicate] = Number(reward);
      flows.slash[replicate] = Number(slash);
    }
  });
  return [...found].map(([name, { group, payers, kept }]) => ({
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
