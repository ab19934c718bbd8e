import type { CompletedRun } from '../../runs/job.ts';
import type { StakeChoice } from './stake-choice.ts';

/** What an operator offers, with its group. */
export interface OperatorStakeChoice extends StakeChoice {
  readonly group: string;
}

/** Table of a run that says what each operator offers. */
export const offersTable = 'choices';

/** An operator's offer while the runs are read. */
interface OperatorOffer {
  readonly group: string;
  readonly payers: Map<string, { readonly reward: number[]; readonly slash: number[] }>;
  readonly kept: number[];
}

/**
 * What each operator offered for stake in an asset, over runs that kept the table `choices`: one choice an operator, in
 * order of first appearance. An operator that a run does not have got and lost nothing there.
 */
export function operatorChoices(runs: readonly CompletedRun[], strategy: string): OperatorStakeChoice[] {
  const offers = new Map<string, OperatorOffer>();
  runs.forEach(({ rows }, replicate) => {
    const seen = new Set<string>();
    for (const [operator, group, asset, avs, set, reward, slash, share] of rows?.[offersTable] ?? []) {
      if (asset !== strategy) continue;
      const name = String(operator);
      const { payers, kept } = entry(offers, name, () => ({
        group: String(group),
        payers: new Map(),
        kept: [],
      }));
      // An operator's share is said again in each of its rows.
      if (typeof share === 'number' && !seen.has(name)) kept.push(share);
      seen.add(name);
      if (avs === '') continue;
      const none = () => runs.map(() => 0);
      const flows = entry(payers, `${avs}.${set}`, () => ({ reward: none(), slash: none() }));
      flows.reward[replicate] = Number(reward);
      flows.slash[replicate] = Number(slash);
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
