import { exp, log } from '../engine/index.ts';
import type { Price, World } from '../scenario/index.ts';

/** Days after which a daily change counts half in the volatility that is seen. Assumed. */
const VOLATILITY_HALF_LIFE = 90;

/**
 * Volatility of each asset as whoever watches prices sees it: exponentially weighted squares of daily log changes, a
 * year. It starts from what the price is described by, as if that had been seen before the start; a series from 0.
 *
 * @param usd prices of the day, `[asset]`
 * @returns the volatilities, `[asset]`, and what to call once prices of a day are there
 */
export function createVolatility(
  { assets, scenario }: World,
  usd: Readonly<Float64Array>,
): { readonly seen: Float64Array; readonly observe: () => void } {
  const decay = exp(-log(2) / VOLATILITY_HALF_LIFE);
  const seen = Float64Array.from(assets, asset => {
    const spec = scenario.assets[asset]!;
    const { price } = 'peg' in spec ? (scenario.assets[spec.peg.to] as { price: Price }) : spec;
    return 'series' in price ? 0 : price.volatility;
  });
  const before = new Float64Array(usd.length).fill(Number.NaN);
  return {
    seen,
    observe: () => {
      for (const [asset, price] of usd.entries()) {
        const last = before[asset]!;
        before[asset] = price;
        if (Number.isNaN(last)) continue;
        const change = last === price ? 0 : log(price / last);
        seen[asset] = Math.sqrt(decay * seen[asset]! ** 2 + (1 - decay) * 365 * change * change);
      }
    },
  };
}
