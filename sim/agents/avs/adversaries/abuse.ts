import { type Clock, priority, type Streams } from '../../../engine/index.ts';
import type { OperatorId } from '../../../ids.ts';
import { isOperatorSlashable, magnitudeToWad, slasherOf } from '../../../protocol/index.ts';
import type { Avs, SetInWorld, World } from '../../../scenario/index.ts';
import { bringLedgerTo } from '../../../state/block-time.ts';
import type { CorruptionChoice } from '../../../state/corruption-choice.ts';
import { slashReach } from '../../../state/slash-reach.ts';
import type { State } from '../../../state/state.ts';
import { isMeasurable, slash } from '../slashing/execute-slash.ts';
import type { FalseSlasherListener } from '../slashing/false-slasher.ts';
import { newSlasherOf } from '../slashing/slasher-change.ts';

/** What abusive AVSs tell others. */
export interface AbuseListener extends FalseSlasherListener {
  /** Called when an AVS weighed the grab against its franchise, before it strikes. */
  weighed(choice: CorruptionChoice): void;
}

/** A member that an abusive AVS can slash in one of its sets. */
interface Victim {
  readonly operator: OperatorId;
  readonly set: SetInWorld;
}

/**
 * AVSs that rob their members once that pays. At each check an AVS adds up what slashing everyone whom its
 * redistributing sets can reach would bring, less what committees would stop, at present prices, and strikes if that
 * exceeds the present value of its franchise. It strikes once, everyone at the same time, and only in sets whose
 * slasher it is.
 *
 * @returns what to call for an AVS to check at once
 */
export function createAbuse(
  state: State,
  clock: Clock,
  streams: Streams,
  listener: AbuseListener,
): (avs: number) => void {
  const { world, ledger } = state;
  const struck = new Set<number>();
  const vetoes = world.avss.map(({ name }) => streams.stream('abuse vetoes', name));

  const execute = (operator: OperatorId, id: number): void => {
    bringLedgerTo(state, clock.now);
    const set = world.sets[id]!;
    const { fraction } = abuseOf(world, set.avs);
    if (!isMeasurable(fraction) || !isOperatorSlashable(ledger, operator, id)) return;
    listener.slashed(slash(state, { operator, set: id, fraction, sender: slasherIn(world, set) }));
  };
  const afterWindow = clock.kind('abusive slash', execute);

  const strike = (avs: number, victims: readonly Victim[]): void => {
    struck.add(avs);
    for (const { operator, set } of victims) {
      const { window, caught } = committeeOf(world, set);
      if (vetoes[avs]!() < caught) listener.vetoed({ operator, set: set.id });
      else if (window > 0) clock.after(window, priority.act, afterWindow, operator, set.id);
      else execute(operator, set.id);
    }
  };

  const weigh = (avs: number): void => {
    if (world.avss[avs]!.spec.abuse === undefined || struck.has(avs)) return;
    bringLedgerTo(state, clock.now);
    const { franchiseUsdPerYear, discount } = abuseOf(world, avs);
    const victims = victimsOf(state, avs);
    const profitUsd = victims.reduce(
      (sum, victim) => sum + takenUsd(state, victim) * (1 - committeeOf(world, victim.set).caught),
      0,
    );
    const costUsd = franchiseUsdPerYear / discount;
    const strikes = profitUsd > costUsd;
    const members = victims.length;
    listener.weighed({ avs, set: -1, members, profitUsd, costUsd, boundUsd: costUsd, strikes });
    if (strikes) strike(avs, victims);
  };

  const check = clock.kind('abuse check', avs => {
    clock.after(abuseOf(world, avs).checkEvery, priority.act, check, avs);
    weigh(avs);
  });
  for (const { id, spec } of world.avss) {
    if (spec.abuse) clock.after(spec.abuse.checkEvery, priority.act, check, id);
  }
  return weigh;
}

function abuseOf(world: World, avs: number): NonNullable<Avs['abuse']> {
  return world.avss[avs]!.spec.abuse!;
}

/** Who slashes when an abusive AVS does, as the ledger numbers those who slash: its new slasher, where there is one. */
function slasherIn(world: World, { id, avs, spec }: SetInWorld): number {
  return spec.newSlasher === undefined ? avs : newSlasherOf(world, id);
}

/** Members that an AVS can slash now in sets whose slashed stake it receives. */
function victimsOf({ world, ledger, mirrors }: State, avs: number): Victim[] {
  const { ofSet, operator: operatorOf } = mirrors.memberships;
  return world.avss[avs]!.sets.filter(
    set => set.spec.slashed === 'redistribute' && slasherOf(ledger, set.id) === slasherIn(world, set),
  ).flatMap(set =>
    (ofSet[set.id] ?? [])
      .map(membership => operatorOf[membership]!)
      .filter(operator => isOperatorSlashable(ledger, operator, set.id))
      .map(operator => ({ operator, set })),
  );
}

/** Days that the committee has which would judge an abusive slash, and the probability that it stops it. */
function committeeOf(
  world: World,
  { avs, spec }: SetInWorld,
): { readonly window: number; readonly caught: number } {
  const { condition, caught } = abuseOf(world, avs);
  const veto = condition && spec.slashing[condition]?.veto;
  return veto ? { window: veto.window, caught: caught ?? veto.probability } : { window: 0, caught: 0 };
}

/** What a slash of a victim would take, queued withdrawals included, in USD. */
function takenUsd(state: State, { operator, set }: Victim): number {
  const wad = magnitudeToWad(abuseOf(state.world, set.avs).fraction);
  return slashReach(state, { operator, set: set.id }, wad).totalUsd;
}
