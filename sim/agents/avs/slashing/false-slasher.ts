import { type Clock, exponential, priority, type Streams } from '../../../engine/index.ts';
import type { OperatorId, SetId } from '../../../ids.ts';
import { isOperatorSlashable } from '../../../protocol/index.ts';
import { bringLedgerTo } from '../../../state/block-time.ts';
import { membersOf } from '../../../state/stake.ts';
import type { State } from '../../../state/state.ts';
import { isMeasurable, type Slash, slash } from './execute-slash.ts';

/** What those who slash without an offence tell others. */
export interface FalseSlasherListener {
  /** Called when the committee of a set stops such a slash. */
  vetoed(slash: { readonly operator: OperatorId; readonly set: SetId }): void;
  /** Called when such a slash is carried out. */
  slashed(slash: Slash): void;
}

/**
 * Puts on the clock the slashes that faulty or dishonest slashers make up: a Poisson process for each set that has
 * them, each of one member at random, all alike. The committee of the condition that it is claimed for may veto it
 * within its window; then it is carried out, if the operator can still be slashed. Times, and the draws behind
 * victims and vetoes, are each set's own, whoever its members are.
 */
export function createFalseSlashers(
  state: State,
  clock: Clock,
  streams: Streams,
  listener: FalseSlasherListener,
): void {
  const { world, ledger } = state;
  const sources = world.sets.map(({ avsName, name }) =>
    streams.stream('false slashes', `${avsName}.${name}`),
  );

  const execute = clock.kind('false slash', (operator, set) => {
    bringLedgerTo(state, clock.now);
    const { fraction } = world.sets[set]!.spec.falseSlashes!;
    if (!isMeasurable(fraction) || !isOperatorSlashable(ledger, operator, set)) return;
    listener.slashed(slash(state, { operator, set, fraction }));
  });

  const request = clock.kind('false slash request', set => {
    const { slashing, falseSlashes } = world.sets[set]!.spec;
    const { perYear, condition, caught } = falseSlashes!;
    const stream = sources[set]!;
    const [victim, luck] = [stream(), stream()];
    clock.after(exponential(stream, 365 / perYear), priority.act, request, set);
    const members = membersOf(state, set);
    if (members.length === 0) return;
    const operator = state.mirrors.memberships.operator[members[Math.floor(victim * members.length)]!]!;
    const veto = condition && slashing[condition]?.veto;
    if (veto && luck < (caught ?? veto.probability)) listener.vetoed({ operator, set });
    else clock.after(veto?.window ?? 0, priority.act, execute, operator, set);
  });

  for (const { id, spec } of world.sets) {
    const { perYear } = spec.falseSlashes ?? { perYear: 0 };
    if (perYear > 0) clock.after(exponential(sources[id]!, 365 / perYear), priority.act, request, id);
  }
}
