import type { RewardStream } from '../../protocol/rewards/index.ts';
import type { World } from '../../scenario/index.ts';

/** Where pay of a stream comes from: AVS, set, layer of the incentive stack, programme and token, by name. */
export type Payer = readonly [avs: string, set: string, layer: string, programme: string, token: string];

/** The payer behind a stream. What a programme pays all earners, whatever they serve, has the programme for a set. */
export function payerOf(world: World, { avs, set, name, token }: RewardStream): Payer {
  const to = set < 0 ? undefined : world.sets[set]!;
  return [
    to?.avsName ?? 'protocol',
    to?.name ?? name,
    avs < 0 ? 'programmatic' : 'rewards',
    avs < 0 ? name : '',
    world.assets[token]!,
  ];
}
