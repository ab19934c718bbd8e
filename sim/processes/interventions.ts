import { isMeasurable, slash } from '../agents/avs/slashing/execute-slash.ts';
import type { PriceProcess } from '../economy/index.ts';
import type { OperatorId, SetId } from '../ids.ts';
import { isOperatorSlashable } from '../protocol/index.ts';
import { changeTarget, type Intervention, type SlashIntervention, setByPath } from '../scenario/index.ts';
import { bringLedgerTo } from '../state/block-time.ts';
import { membersOf } from '../state/stake.ts';
import type { State } from '../state/state.ts';
import type { ProcessContext } from './context.ts';

/**
 * Carries out what the scenario does to the world from outside. Where a number of those who are slashed is drawn, each
 * draw is a hash of the operator and the intervention: no other draw of the run moves, and between designs of an AVS the
 * same operators are hit as far as they are members.
 *
 * @param scalePrice multiplies a price, now and for the rest of its path
 * @returns what to call at the midnight of each day
 */
export function createInterventions(
  { state, clock, streams, emit }: ProcessContext,
  scalePrice: PriceProcess['scale'],
): (day: number) => void {
  const { interventions } = state.world.scenario;
  const draws = streams.hashed('interventions');

  const slashMembers = (order: SlashIntervention, number: number): void => {
    bringLedgerTo(state, clock.now);
    const { fraction } = order;
    if (!isMeasurable(fraction)) return;
    for (const { operator, set } of slashedBy(state, order, operator => draws(operator, number))) {
      // What follows from one slash may end the membership of who comes next.
      if (!isOperatorSlashable(state.ledger, operator, set)) continue;
      emit('slashed', {
        ...slash(state, { operator, set, fraction }),
        cause: 'false',
        claim: 'intervention',
      });
    }
  };

  return day => {
    interventions.forEach((intervention, number) => {
      if (intervention.day !== day) return;
      if ('slash' in intervention) slashMembers(intervention.slash, number);
      else change(state, intervention, scalePrice);
    });
  };
}

/**
 * Members that a slash from outside hits, set by set.
 *
 * @param drawOf draw of an operator: those with the lowest are hit, where not all are
 */
function slashedBy(
  state: State,
  { operatorSet, group, operator: named, count }: SlashIntervention,
  drawOf: (operator: OperatorId) => number,
): readonly { readonly operator: OperatorId; readonly set: SetId }[] {
  const { world, operators, mirrors } = state;
  const sets = operatorSet === undefined ? world.sets.map(({ id }) => id) : [setByPath(world, operatorSet)];
  const members = sets.flatMap(set =>
    membersOf(state, set)
      .map(membership => mirrors.memberships.operator[membership]!)
      .filter(operator => {
        const traits = operators[operator]!;
        if (named !== undefined && traits.name !== named) return false;
        return group === undefined || world.groups[traits.group]!.name === group;
      })
      .sort((a, b) => a - b)
      .map(operator => ({ operator, set })),
  );
  if (count === undefined) return members;
  const drawn = [...new Set(members.map(({ operator }) => operator))]
    .sort((a, b) => drawOf(a) - drawOf(b) || a - b)
    .slice(0, count);
  return members.filter(({ operator }) => drawn.includes(operator));
}

/** Changes a budget or a price as an intervention says. */
function change(
  { world, budgets, prices }: State,
  { set, to, times = 1 }: Extract<Intervention, { set: string }>,
  scalePrice: PriceProcess['scale'],
): void {
  const { kind, name } = changeTarget(set)!;
  if (kind === 'budget') {
    const avs = world.avss.findIndex(candidate => candidate.name === name);
    const budget = budgets[avs]!;
    budgets[avs] = { ...budget, usdPerWeek: to ?? budget.usdPerWeek * times };
    return;
  }
  const [thing, usd] =
    kind === 'rent'
      ? [{ kind: 'gpu' as const, id: world.gpus.indexOf(name) }, prices.rentUsd]
      : [{ kind: 'asset' as const, id: world.assets.indexOf(name) }, prices.usd];
  scalePrice(thing, to === undefined ? times : to / usd[thing.id]!);
}
