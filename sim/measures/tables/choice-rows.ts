import { startPriceUsd } from '../../scenario/index.ts';
import type { State } from '../../state/state.ts';
import type { SlashCosts } from '../trackers/slash-costs.ts';
import type { Row } from './index.ts';

/**
 * Rows of the table `choices`: what a token delegated to each operator on the first day, and left there, was paid and
 * lost over the run, by set, as a fraction of its worth at the start. Exact, and nobody need have held it: rewards are
 * what the operator's accumulators gained per scaled share, losses what its maximum magnitude fell by.
 *
 * @param keptUsd what each operator kept of its pay over the run, and what it passed on
 */
export function choiceRows(
  { world, operators, rewards, mirrors }: State,
  days: number,
  { drops }: SlashCosts,
  keptUsd: Float64Array,
  passedUsd: Float64Array,
): Row[] {
  const { accumulators, flows } = rewards;
  const { strategies, sets, scenario } = world;
  const years = days / 365;
  // What pays for serving no set in particular has a place of its own behind the sets.
  const programmes = flows.filter(({ stream }) => stream.set < 0).map(({ stream }) => stream.name);
  const payers = [
    ...sets.map(({ avsName, name }) => [avsName, name] as const),
    ...programmes.map(name => ['protocol', name] as const),
  ];
  const payerOf = flows.map(({ stream }) =>
    stream.set < 0 ? sets.length + programmes.indexOf(stream.name) : stream.set,
  );
  return operators.flatMap(({ id, name, group }) => {
    const all = keptUsd[id]! + passedUsd[id]!;
    const kept = all > 0 ? keptUsd[id]! / all : null;
    return strategies.flatMap((_, strategy): Row[] => {
      const asset = scenario.strategies[strategy]!;
      const found = payers.map(() => ({ paid: 0, lost: 0 }));
      for (const slot of accumulators.of[id * mirrors.strategies + strategy]!) {
        found[payerOf[accumulators.stream[slot]!]!]!.paid +=
          accumulators.sums[2 * slot + 1]! / startPriceUsd(scenario, asset);
      }
      for (const { set, magnitudes } of drops[id]!) found[set]!.lost += magnitudes[strategy]!;
      const some = found.some(({ paid, lost }) => paid !== 0 || lost !== 0);
      return found.flatMap(({ paid, lost }, payer): Row[] => {
        // An operator that nobody paid or slashed still has a row: it too could be chosen.
        if (some ? paid === 0 && lost === 0 : payer > 0) return [];
        const [avs, set] = some ? payers[payer]! : ['', ''];
        const whom = [name, world.groups[group]!.name, asset, avs, set];
        return [{ table: 'choices', values: [...whom, paid / years, lost / years, kept] }];
      });
    });
  });
}
