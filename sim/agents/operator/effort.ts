import type { Stream, Streams } from '../../engine/index.ts';
import { membershipOf } from '../../protocol/index.ts';
import type { OperatorTraits, World } from '../../scenario/index.ts';
import { allocatedFraction, strategyUsd } from '../../state/stake.ts';
import type { State } from '../../state/state.ts';
import { logistic } from '../logit.ts';
import { appraise, needsGpus, netOf, type Outlook, rentPerWeek } from './valuation/membership-value.ts';

/** The work that operators pretend to do. */
export interface Effort {
  /** What operators saved by faking since the last midnight, in USD, `[operator]`. */
  readonly savedUsd: Float64Array;
  /** Copies that were faked since the last midnight, by kind of task. */
  readonly faked: Int32Array;
  /** Lets an operator choose, for each set that it serves, whether to do the work. */
  review(known: Outlook, operator: number, sets: readonly number[]): void;
  /** Says that an operator handed in a copy of a task under a set, and what work it stood for. */
  handedIn(task: number, operator: number, set: number, hours: number): void;
  /** Starts a new day. */
  clear(): void;
}

/**
 * Effort of operators that can save by faking work: each fakes the work of a set while that pays. What is handed in late
 * or early is not touched: a fake takes as long as the work. An audit finds a fake for certain and reports it as a wrong
 * result; whether a copy is audited is a hash of operator, set and its count.
 *
 * @param caught told of a fake that an audit found
 */
export function createEffort(
  world: World,
  operators: readonly OperatorTraits[],
  streams: Streams,
  caught: (set: number, operator: number) => void,
): Effort {
  const S = world.sets.length;
  const audits = streams.hashed('audits');
  const draws: (Stream | undefined)[] = operators.map(({ group, index, savesUsdPerHour }) =>
    savesUsdPerHour > 0 ? streams.stream(`effort ${world.groups[group]!.name}`, index) : undefined,
  );
  const faking = new Uint8Array(operators.length * S);
  const handed = new Uint32Array(operators.length * S);
  const savedUsd = new Float64Array(operators.length);
  const faked = new Int32Array(world.tasks.length);
  return {
    savedUsd,
    faked,
    review: (known, operator, sets) => {
      const draw = draws[operator];
      if (draw === undefined) return;
      const { group, savesUsdPerHour } = operators[operator]!;
      const { rationality } = world.groups[group]!.spec.policy;
      for (const set of sets) {
        const gain = 1 - stakesUsdPerHour(known, operator, set) / savesUsdPerHour;
        faking[operator * S + set] = draw() < logistic(rationality * gain) ? 1 : 0;
      }
    },
    handedIn: (task, operator, set, hours) => {
      const cell = operator * S + set;
      if (faking[cell] === 0) return;
      savedUsd[operator]! += hours * operators[operator]!.savesUsdPerHour;
      faked[task]!++;
      const { audit } = world.tasks[task]!.spec;
      if (audit > 0 && audits(cell, handed[cell]!++) < audit) caught(set, operator);
    },
    clear: () => {
      savedUsd.fill(0);
      faked.fill(0);
    },
  };
}

/**
 * What faking puts at stake, in USD for each hour of work faked: q x (D + F), with q the slashes that audits bring
 * in an hour, D what a first slash takes of the operator's own stake, with its premium on risk, and F what the
 * membership would bring over its horizon if a slash ends it. An operator that weighs only this fakes iff what it saves is
 * more (Becker 1968).
 */
export function stakesUsdPerHour(known: Outlook, operator: number, set: number): number {
  const { state } = known;
  const { world } = state;
  const terms = world.sets[set]!.spec.slashing.wrongResult;
  if (terms === undefined) return 0;
  const traits = state.operators[operator]!;
  const { policy } = world.groups[traits.group]!.spec;
  const membership = membershipOf(state.mirrors, operator, set);
  const loss = terms.fraction * ownAllocatedUsd(state, membership) * (1 + policy.riskAversion);
  const future = terms.removes ? weeklyGain(known, operator, set, membership) * (policy.horizon / 7) : 0;
  const found = terms.detection.probability * (1 - (terms.veto?.probability ?? 0));
  return auditsPerHour(world, set) * found * (loss + future);
}

/** Own stake that an operator has allocated under a membership, in USD. */
function ownAllocatedUsd(state: State, membership: number): number {
  const { memberships, scaledShares, maxMagnitude, strategies: S } = state.mirrors;
  const operator = memberships.operator[membership]!;
  let usd = 0;
  for (const strategy of state.world.sets[memberships.set[membership]!]!.strategies) {
    const cell = operator * S + strategy;
    const own = scaledShares[cell]! * maxMagnitude[cell]! * strategyUsd(state, strategy);
    usd += own * allocatedFraction(state, membership, strategy);
  }
  return usd;
}

/** What a membership brings over what its GPUs would earn in rent, in USD a week; 0 if it brings less. */
function weeklyGain(known: Outlook, operator: number, set: number, membership: number): number {
  const { state } = known;
  const [strategy] = state.world.sets[set]!.strategies;
  const fraction = allocatedFraction(state, membership, strategy!);
  const rent = needsGpus(state, set) ? rentPerWeek(state, operator) : 0;
  return Math.max(0, netOf(appraise(known, operator, set, fraction)) - rent);
}

/** Audits in an hour of the work that a set is given, over its kinds of task as they arrive. */
function auditsPerHour(world: World, set: number): number {
  let audits = 0;
  let hours = 0;
  for (const { spec, sets } of world.tasks) {
    if (!sets.includes(set)) continue;
    audits += spec.perDay * spec.copies * spec.audit;
    hours += spec.perDay * spec.copies * spec.hours.mean;
  }
  return hours > 0 ? audits / hours : 0;
}
