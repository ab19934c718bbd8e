import type { RewardStream } from '../../../protocol/rewards/index.ts';
import type { World } from '../../../scenario/index.ts';
import { avs, layer, programme, set, token } from '../column-kinds.ts';
import type { CellsOf } from '../define-table.ts';

/** The columns that say where pay comes from. */
export const payerColumns = { avs, set, layer, programme, token };

/** Where pay comes from: AVS, set, layer of the incentive stack, programme and token, by name. */
export type Payer = CellsOf<typeof payerColumns>;

/** The payer behind a stream. What a programme pays all earners, whatever they serve, has the programme for a set. */
export function payerOf(world: World, stream: RewardStream): Payer {
  const to = stream.set < 0 ? undefined : world.sets[stream.set]!;
  const isProgramme = stream.avs < 0;
  return {
    avs: to?.avsName ?? 'protocol',
    set: to?.name ?? stream.name,
    layer: isProgramme ? 'programmatic' : 'rewards',
    programme: isProgramme ? stream.name : '',
    token: world.assets[stream.token]!,
  };
}

/** A programme as the payer of what it pays no set in particular; the token is an asset's number. */
export function programmePayer(world: World, programme: string, token: number): Payer {
  return {
    avs: 'protocol',
    set: programme,
    layer: 'programmatic',
    programme,
    token: world.assets[token]!,
  };
}

/** The payer of an AVS's fees for tasks. */
export function feePayer(avsName: string): Payer {
  return { avs: avsName, set: '', layer: 'fees', programme: '', token: 'USD' };
}
