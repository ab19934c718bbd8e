import type { PriceProcess } from '../../../economy/index.ts';
import { pow } from '../../../engine/index.ts';
import type { State } from '../../../state/state.ts';

/** Those who sell what an AVS pays them, and the market that takes it. */
export interface Selling {
  /** Notes what operators and restakers were paid for a day, in tokens. */
  receive(avs: number, tokens: number): void;
  /** Lets prices answer what was paid over a week, at the midnight after its last pay. */
  sellOn(day: number): void;
}

/**
 * Sell pressure: of what is paid over a week a fraction is sold, and joins the float F; the price falls by
 * (F / (F + sold))^elasticity, for the rest of its path. Tokens that AVSs have not paid are outside the float, and so
 * is what payees keep.
 */
export function createSelling(state: State, scalePrice: PriceProcess['scale']): Selling {
  const { world } = state;
  const received = new Float64Array(world.avss.length);
  const floats = Float64Array.from(world.avss, ({ spec }) => spec.budget?.selling?.floatTokens ?? 0);
  return {
    receive: (avs, tokens) => {
      received[avs]! += tokens;
    },
    sellOn: day => {
      if (day % 7 !== 1) return;
      for (const { id, spec } of world.avss) {
        const terms = spec.budget?.selling;
        if (terms === undefined || received[id] === 0) continue;
        const before = floats[id]!;
        floats[id] = before + terms.fraction * received[id]!;
        received[id] = 0;
        const asset = { kind: 'asset', id: world.assets.indexOf(spec.budget!.token) } as const;
        scalePrice(asset, pow(before / floats[id]!, terms.elasticity));
      }
    },
  };
}
