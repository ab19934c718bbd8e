import type { Stream, Streams } from '../../engine/index.ts';
import type { OperatorId, SetId } from '../../ids.ts';
import { membershipOf } from '../../protocol/index.ts';
import type { OperatorTraits, World } from '../../scenario/index.ts';
import { allocatedFraction, ownSlashableUsd } from '../../state/stake.ts';
import { slashProbability } from '../avs/slashing/slash-probability.ts';
import { logistic } from '../logit.ts';
import { membershipValue, netUsdPerWeek } from './valuation/appraisal.ts';
import { gpuRentUsdPerWeek, needsGpus } from './valuation/gpu-rent.ts';
import type { ValuationContext } from './valuation/valuation-context.ts';

/** The work that operators do, or fake. */
export interface Effort {
  /** What operators saved by faking since the last midnight, in USD, `[operator]`. */
  readonly savedUsd: Float64Array;
  /** Jobs that were faked since the last midnight, `[task]`. */
  readonly faked: Int32Array;
  /** Lets an operator choose, for each set that it serves, whether to do or to fake the work until its next review. */
  review(context: ValuationContext, operator: OperatorId, sets: readonly SetId[]): void;
  /**
   * Notes that an operator handed in a job of a task under a set.
   *
   * @param task number of the kind of task
   * @param hours work that the job stood for, in GPU-hours or core-hours
   */
  handedIn(task: number, operator: OperatorId, set: SetId, hours: number): void;
  /** Sets the counts to 0, for a new day. */
  clear(): void;
}

/**
 * Effort of operators that can save by faking work: each fakes the work of a set while that pays. A fake takes as long
 * as the work, so that it changes nothing about when jobs are handed in. An audit finds every fake and reports it as a
 * wrong result. Whether a job is audited is a hash of operator, set and the number of the operator's jobs there.
 *
 * @param caught called for every fake that an audit found
 */
export function createEffort(
  world: World,
  operators: readonly OperatorTraits[],
  streams: Streams,
  caught: (operator: OperatorId, set: SetId) => void,
): Effort {
  const S = world.sets.length;
  const audits = world.sets.map(({ avsName, name }) => streams.hashed(`audits ${avsName}.${name}`));
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
    review: (context, operator, sets) => {
      const draw = draws[operator];
      if (draw === undefined) return;
      const { group, savesUsdPerHour } = operators[operator]!;
      const { rationality } = world.groups[group]!.spec.policy;
      for (const set of sets) {
        const gain = 1 - expectedPenaltyUsdPerHour(context, operator, set) / savesUsdPerHour;
        faking[operator * S + set] = draw() < logistic(rationality * gain) ? 1 : 0;
      }
    },
    handedIn: (task, operator, set, hours) => {
      const cell = operator * S + set;
      if (faking[cell] === 0) return;
      savedUsd[operator]! += hours * operators[operator]!.savesUsdPerHour;
      faked[task]!++;
      const { audit } = world.tasks[task]!.spec;
      if (audit > 0 && audits[set]!(operator, handed[cell]!++) < audit) caught(operator, set);
    },
    clear: () => {
      savedUsd.fill(0);
      faked.fill(0);
    },
  };
}

/**
 * Expected penalty for faking work, in USD for each hour of work faked: q x p x (D + F), with q the audits in an hour
 * of work, p the probability that a fake found is slashed, D what a first slash takes of the operator's own stake, with
 * its premium on risk, and F what the membership would bring over the operator's horizon if a slash ends it. A rational
 * operator fakes if and only if it saves more than that (G. S. Becker, "Crime and punishment: an economic approach",
 * Journal of Political Economy 76, 1968).
 */
function expectedPenaltyUsdPerHour(context: ValuationContext, operator: OperatorId, set: SetId): number {
  const { state } = context;
  const { world } = state;
  const terms = world.sets[set]!.spec.slashing.wrongResult;
  if (terms === undefined) return 0;
  const traits = state.operators[operator]!;
  const { policy } = world.groups[traits.group]!.spec;
  const membership = membershipOf(state.mirrors, operator, set);
  const lossUsd = terms.fraction * ownSlashableUsd(state, membership) * (1 + policy.riskAversion);
  const futureUsd = terms.removes ? gainUsdPerWeek(context, operator, set) * (policy.horizon / 7) : 0;
  return auditsPerHour(world, set) * slashProbability(terms) * (lossUsd + futureUsd);
}

/** What a membership brings over what its GPUs would earn in rent, in USD a week; 0 if it brings less. */
function gainUsdPerWeek(context: ValuationContext, operator: OperatorId, set: SetId): number {
  const { state } = context;
  const [strategy] = state.world.sets[set]!.strategies;
  const fraction = allocatedFraction(state, membershipOf(state.mirrors, operator, set), strategy!);
  const rent = needsGpus(state, set) ? gpuRentUsdPerWeek(state, operator) : 0;
  return Math.max(0, netUsdPerWeek(membershipValue(context, operator, set, fraction)) - rent);
}

/** Audits in an hour of the work that a set is given, over its kinds of task as they arrive. */
function auditsPerHour(world: World, set: SetId): number {
  let audits = 0;
  let hours = 0;
  for (const { spec, sets } of world.tasks) {
    if (!sets.includes(set)) continue;
    audits += spec.perDay * spec.copies * spec.audit;
    hours += spec.perDay * spec.copies * spec.hours.mean;
  }
  return hours > 0 ? audits / hours : 0;
}
