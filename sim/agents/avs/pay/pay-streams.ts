import type { RewardStream } from '../../../protocol/rewards/index.ts';
import type { World } from '../../../scenario/index.ts';
import { protocolFee } from './budget.ts';

/** Reward streams of a world: one for each set whose AVS pays, then one for each programme or gauge. */
export interface PayStreams {
  readonly streams: readonly RewardStream[];
  /** Number of the stream that pays each set, `[set]`; -1 if its AVS has no budget. */
  readonly ofSet: readonly number[];
  /** Number of the stream of each incentive of the world, `[incentive]`. */
  readonly ofIncentive: readonly number[];
}

/** The reward streams of a world. */
export function payStreamsOf(world: World): PayStreams {
  const streams: RewardStream[] = [];
  const ofSet = world.sets.map(({ avs, avsName, name, id, spec, multipliers }) => {
    const { budget } = world.avss[avs]!.spec;
    if (budget === undefined) return -1;
    const { kind } = spec.reward;
    const token = world.assets.indexOf(budget.token);
    const feeFraction = protocolFee(world, avs);
    return (
      streams.push({ name: `${avsName}.${name}`, avs, set: id, token, kind, multipliers, feeFraction }) - 1
    );
  });
  const ofIncentive = world.incentives.map(
    ({ name, set, token, kind, multipliers }) =>
      streams.push({ name, avs: -1, set, token, kind, multipliers }) - 1,
  );
  return { streams, ofSet, ofIncentive };
}
