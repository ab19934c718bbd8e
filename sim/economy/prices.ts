import { exp, log, normal, poisson, type Stream, type Streams } from '../engine/index.ts';
import type { Price, World } from '../scenario/index.ts';
import { discounts } from './pegs.ts';

/** Prices of the day, in USD. */
export interface Prices {
  /** Price of one unit of each asset, `[asset]`. */
  readonly usd: Float64Array;
  /** Rent of one GPU-hour of each kind of GPU, `[kind]`. */
  readonly rentUsd: Float64Array;
  /** Discount of each asset to its peg, a fraction, `[asset]`; 0 for one that is not pegged. */
  readonly discount: Float64Array;
}

/** Brings every price to the given day, from the day before. */
export type PriceStep = (day: number) => void;

/**
 * Price paths of the world's assets and kinds of GPU, one step a day: geometric Brownian motion
 * d ln S = (ln(1 + drift) - volatility^2 / 2) dt + volatility dW, t in years, with the given correlation of dW with a
 * market factor that all prices share, and jumps of Poisson times on top (jump diffusion, R. C. Merton, Journal of
 * Financial Economics 3, 1976), or a given series. Each path has a stream of its own, so that an asset more does not
 * change the paths of the others.
 *
 * @returns the prices, at first those of day 0, and the step that brings them to a day
 */
export function createPrices(world: World, streams: Streams): { prices: Prices; step: PriceStep } {
  const { scenario } = world;
  const prices: Prices = {
    usd: new Float64Array(world.assets.length),
    rentUsd: new Float64Array(world.gpus.length),
    discount: new Float64Array(world.assets.length),
  };
  const market = streams.stream('price market');
  const walks = [
    ...world.assets.flatMap((asset, index) => {
      const spec = scenario.assets[asset]!;
      return 'peg' in spec ? [] : [walk(spec.price, prices.usd, index, streams.stream('price asset', asset))];
    }),
    ...world.gpus.map((gpu, index) =>
      walk(scenario.gpus[gpu]!.rentUsdPerHour, prices.rentUsd, index, streams.stream('price gpu', gpu)),
    ),
  ];
  const pegs = world.assets.flatMap((asset, index) => {
    const spec = scenario.assets[asset]!;
    if (!('peg' in spec)) return [];
    const to = world.assets.indexOf(spec.peg.to);
    prices.usd[index] = prices.usd[to]!;
    return [{ index, to, discountOn: discounts(spec.peg, streams.stream('price peg', asset)) }];
  });
  const step: PriceStep = day => {
    const shock = normal(market, 0, 1);
    for (const move of walks) move(day, shock);
    for (const { index, to, discountOn } of pegs) {
      const discount = discountOn(day);
      prices.discount[index] = discount;
      prices.usd[index] = prices.usd[to]! * (1 - discount);
    }
  };
  return { prices, step };
}

/**
 * Path of one price: writes the price of day 0 into its place and returns the daily step.
 *
 * @param into prices in USD
 * @param index place of this price among them
 * @returns step that takes the day and that day's standard normal market factor
 */
function walk(
  price: Price,
  into: Float64Array,
  index: number,
  stream: Stream,
): (day: number, market: number) => void {
  if ('series' in price) {
    const at = (day: number): number =>
      price.series.findLast(([from]) => from <= day)?.[1] ?? price.series[0]![1];
    into[index] = at(0);
    return day => {
      into[index] = at(day);
    };
  }
  into[index] = price.usd;
  const { volatility, market: loading, jumps } = price;
  const drift = (log(1 + price.drift) - (volatility * volatility) / 2) / 365;
  const diffusion = volatility / Math.sqrt(365);
  const own = Math.sqrt(1 - loading * loading);
  return (_day, market) => {
    let move = exp(drift + diffusion * (loading * market + own * normal(stream, 0, 1)));
    for (let left = jumps ? poisson(stream, jumps.perYear / 365) : 0; left > 0; left--) {
      move *= Math.max(0.01, 1 + normal(stream, jumps!.mean, jumps!.sd));
    }
    into[index]! *= move;
  };
}
