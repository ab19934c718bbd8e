import { acceptedStakeUsd, accountStakeUsd, activeMemberships, stakeUsd } from '../../measures/view.ts';
import type { SetInWorld } from '../../scenario/index.ts';
import { type Bundle, bundleOf } from './bundle.ts';
import { standingUsdPerWeek } from './money.ts';
import { canRejoin } from './moves.ts';
import { leastFraction } from './plan.ts';
import type { OperatorSetSight, OperatorSight } from './policy.ts';
import { considers } from './scope.ts';
import { appraise, expectedRent, type Outlook } from './value.ts';

/** What a sight needs beside the outlook. */
export interface Circumstances {
  readonly day: number;
  readonly cashUsd: number;
  readonly dormant: boolean;
  readonly incomeUsd: number;
  /** Whether the AVS would take the operator with such a part of its stake allocated. */
  readonly admits: (set: number, fraction: number) => boolean;
}

/** What an operator sees at a review. Sets are looked at when they are asked for: most policies ask for few. */
export function createSight(
  outlook: Outlook,
  operator: number,
  { day, cashUsd, incomeUsd, dormant, admits }: Circumstances,
): OperatorSight {
  const { view } = outlook;
  const traits = view.operators[operator]!;
  const { name, group, gpus } = traits;
  const { policy, entry } = view.world.groups[group]!.spec;
  const served = activeMemberships(view, operator).map(
    membership => view.mirrors.memberships.set[membership]!,
  );
  const worth = (sets: readonly number[]): Bundle => bundleOf(outlook, operator, sets);

  const sightOf = (set: SetInWorld): OperatorSetSight => {
    const { id } = set;
    const member = served.includes(id);
    const planned = (): number => worth(member ? served : [...served, id]).plan.get(id)!;
    const others = served.filter(other => other !== id);
    return {
      id,
      name: `${set.avsName}.${set.name}`,
      member,
      strategies: set.strategies,
      gpus: set.spec.admission.gpus,
      slashing: outlook.slashing[id]!,
      termsAt: fraction => appraise(outlook, operator, id, fraction),
      get acceptedStakeUsd() {
        return acceptedStakeUsd(view, operator, id);
      },
      get leastFraction() {
        return leastFraction(view, operator, id);
      },
      get open() {
        return (
          !member &&
          gpus >= set.spec.admission.gpus &&
          considers(policy, set) &&
          canRejoin(view, operator, id)
        );
      },
      get admitted() {
        const fraction = planned();
        return this.open && Number.isFinite(fraction) && admits(id, fraction);
      },
      get terms() {
        const fraction = planned();
        if (!Number.isFinite(fraction)) return undefined;
        const rent =
          expectedRent(outlook, operator, others) - expectedRent(outlook, operator, [...others, id]);
        return { ...appraise(outlook, operator, id, fraction), rent };
      },
    };
  };
  return {
    day,
    name,
    gpus,
    ownStakeUsd: accountStakeUsd(view, operator),
    stakeUsd: stakeUsd(view, operator),
    cashUsd,
    incomeUsd,
    policy,
    dormant,
    entry: entry && { costUsd: entry.costUsd, standingUsd: standingUsdPerWeek(traits) },
    sets: view.world.sets.map(sightOf),
    served,
    worth,
    rent: sets => expectedRent(outlook, operator, sets),
    admits,
  };
}
