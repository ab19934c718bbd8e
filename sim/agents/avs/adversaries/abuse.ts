import { type Clock, priority, type Streams } from '../../../engine/index.ts';
import {
  isOperatorSlashable,
  magnitudeToWad,
  sharesToFloat,
  slashEffect,
  slasherOf,
} from '../../../protocol/index.ts';
import type { SetInWorld } from '../../../scenario/index.ts';
import { bringLedgerTo } from '../../../state/block-time.ts';
import type { CorruptionChoice } from '../../../state/corruption-choice.ts';
import { strategyUsd } from '../../../state/stake.ts';
import type { State } from '../../../state/state.ts';
import { isMeasurable, slash } from '../slashing/carry-out.ts';
import type { FalseSlash, FalseSlasherListener } from '../slashing/false-slasher.ts';
import { newSlasherOf } from '../slashing/slasher-change.ts';

/** What abusive AVSs tell the world. */
export interface AbuseListener extends FalseSlasherListener {
  /** An AVS weighed the grab against its franchise; told before it strikes. */
  weighed(weighed: CorruptionChoice): void;
}

/** A member that a set can slash. */
interface Victim {
  readonly set: SetInWorld;
  readonly operator: number;
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
  const { world, ledger, mirrors } = state;
  const struck = new Set<number>();
  const vetoes = world.avss.map(({ name }) => streams.stream('abuse vetoes', name));
  const abuseOf = (avs: number) => world.avss[avs]!.spec.abuse!;
  const slasherIn = ({ id, avs, spec }: SetInWorld): number =>
    spec.newSlasher === undefined ? avs : newSlasherOf(world, id);

  const victimsOf = (avs: number): Victim[] =>
    world.avss[avs]!.sets.filter(
      set => set.spec.slashed === 'redistribute' && slasherOf(ledger, set.id) === slasherIn(set),
    ).flatMap(set =>
      (mirrors.memberships.ofSet[set.id] ?? [])
        .map(membership => mirrors.memberships.operator[membership]!)
        .filter(operator => isOperatorSlashable(ledger, operator, set.id))
        .map(operator => ({ set, operator })),
    );

  /** Window of the committee that would judge a slash, and the probability that it stops it. */
  const committee = ({ avs, spec }: SetInWorld): { window: number; caught: number } => {
    const { condition, caught } = abuseOf(avs);
    const veto = condition && spec.slashing[condition]?.veto;
    return veto ? { window: veto.window, caught: caught ?? veto.probability } : { window: 0, caught: 0 };
  };

  const takenUsd = ({ set, operator }: Victim): number => {
    const wad = magnitudeToWad(abuseOf(set.avs).fraction);
    return set.strategies.reduce((sum, strategy) => {
      const { fromStake, fromQueue } = slashEffect(ledger, { set: set.id, operator, strategy }, wad);
      return sum + sharesToFloat(fromStake + fromQueue) * strategyUsd(state, strategy);
    }, 0);
  };

  const execute = (operator: number, id: number): void => {
    bringLedgerTo(state, clock.now);
    const set = world.sets[id]!;
    const { fraction } = abuseOf(set.avs);
    if (!isMeasurable(fraction) || !isOperatorSlashable(ledger, operator, id)) return;
    const done: FalseSlash = { set: id, operator, ...slash(state, id, operator, fraction, slasherIn(set)) };
    listener.slashed(done);
  };
  const afterWindow = clock.kind('abusive slash', execute);

  const strike = (avs: number, victims: readonly Victim[]): void => {
    struck.add(avs);
    for (const { set, operator } of victims) {
      const { window, caught } = committee(set);
      if (vetoes[avs]!() < caught) listener.veto(set.id, operator);
      else if (window > 0) clock.after(window, priority.act, afterWindow, operator, set.id);
      else execute(operator, set.id);
    }
  };

  const weigh = (avs: number): void => {
    if (world.avss[avs]!.spec.abuse === undefined || struck.has(avs)) return;
    bringLedgerTo(state, clock.now);
    const { franchiseUsdPerYear, discount } = abuseOf(avs);
    const victims = victimsOf(avs);
    const profitUsd = victims.reduce((sum, one) => sum + takenUsd(one) * (1 - committee(one.set).caught), 0);
    const costUsd = franchiseUsdPerYear / discount;
    const strikes = profitUsd > costUsd;
    listener.weighed({
      avs,
      set: -1,
      members: victims.length,
      profitUsd,
      costUsd,
      boundUsd: costUsd,
      strikes,
    });
    if (strikes) strike(avs, victims);
  };

  const check = clock.kind('abuse check', avs => {
    clock.after(abuseOf(avs).checkEvery, priority.act, check, avs);
    weigh(avs);
  });
  for (const { id, spec } of world.avss) {
    if (spec.abuse) clock.after(spec.abuse.checkEvery, priority.act, check, id);
  }
  return weigh;
}
