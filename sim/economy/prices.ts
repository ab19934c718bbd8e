import { exp, log, normal, poisson, type Stream, type Streams } from '../engine/index.ts';
import { leastAmount, mostAmount, type Price, type World } from '../scenario/index.ts';
import { discounts } from './pegs.ts';
import { createVolatility } from './volatility.ts';

/** Prices of the day, in USD. */
export interface Prices {
  /** Price of one unit of each asset, `[asset]`. */
  readonly usd: Float64Array;
  /** Volatility of each asset as it has been seen, a year, `[asset]`. */
  readonly volatility: Float64Array;
  /** Rent of one GPU-hour of each kind of GPU, `[kind]`. */
  readonly rentUsd: Float64Array;
  /** Discount of each asset to its peg, a fraction, `[asset]`; 0 for one that is not pegged. */
  readonly discount: Float64Array;
}

/** Brings every price to the given day, from the day before. */
export type PriceStep = (day: number) => void;

/**
 * The prices of a run and what moves them. `prices` is the same object throughout: a step writes into its arrays.
 */
export interface PriceProcess {
  /** At first those of day 0. */
  readonly prices: Prices;
  readonly step: PriceStep;
  /**
   * Multiplies a price by a factor, now and for the rest of its path; assets that are pegged to it follow.
   *
   * @param of what has the price, and its number: an asset without a peg, or a kind of GPU
   */
  readonly scale: (of: PricedThing, factor: number) => void;
}

/** An asset or a kind of GPU by its number. */
export interface PricedThing {
  readonly kind: 'asset' | 'gpu';
  readonly id: number;
}

/**
 * Price paths of the world's assets and kinds of GPU, one step a day: geometric Brownian motion
 * d ln S = (ln(1 + drift) - volatility^2 / 2) dt + volatility dW, t in years, with the given correlation of dW with a
 * market factor that all prices share, and jumps of Poisson times on top (jump diffusion, R. C. Merton, Journal of
 * Financial Economics 3, 1976), or a given series. Each path has a stream of its own, so that an asset more does not
 * change the paths of the others.
 * The market factor is drawn every day, whatever is priced by it. All prices stay between `leastAmount` and
 * `mostAmount`.
 */
export function createPrices(world: World, streams: Streams): PriceProcess {
  const { scenario } = world;
  const usd = new Float64Array(world.assets.length);
  const { seen: volatility, observe } = createVolatility(world, usd);
  const prices: Prices = {
    usd,
    volatility,
    rentUsd: new Float64Array(world.gpus.length),
    discount: new Float64Array(world.assets.length),
  };
  const assets = { into: prices.usd, factors: new Float64Array(world.assets.length).fill(1) };
  const gpus = { into: prices.rentUsd, factors: new Float64Array(world.gpus.length).fill(1) };
  const market = streams.stream('price market');
  const walks = [
    ...world.assets.flatMap((asset, index) => {
      const spec = scenario.assets[asset]!;
      return 'peg' in spec
        ? []
        : [walk(spec.price, { ...assets, index }, streams.stream('price asset', asset))];
    }),
    ...world.gpus.map((gpu, index) =>
      walk(scenario.gpus[gpu]!.rentUsdPerHour, { ...gpus, index }, streams.stream('price gpu', gpu)),
    ),
  ];
  const pegs = world.assets.flatMap((asset, index) => {
    const spec = scenario.assets[asset]!;
    if (!('peg' in spec)) return [];
    const to = world.assets.indexOf(spec.peg.to);
    prices.usd[index] = prices.usd[to]!;
    return [{ index, to, discountOn: discounts(spec.peg, streams.stream('price peg', asset)) }];
  });
  const followPegs = (): void => {
    for (const { index, to } of pegs)
      prices.usd[index] = bounded(prices.usd[to]! * (1 - prices.discount[index]!));
  };
  observe();
  return {
    prices,
    step: day => {
      const shock = normal(market, 0, 1);
      for (const move of walks) move(day, shock);
      for (const { index, discountOn } of pegs) prices.discount[index] = discountOn(day);
      followPegs();
      observe();
    },
    scale: ({ kind, id }, factor) => {
      const { into, factors } = kind === 'asset' ? assets : gpus;
      factors[id]! *= factor;
      into[id] = bounded(into[id]! * factor);
      followPegs();
    },
  };
}

/** Where the price of a path goes. */
interface PathPlace {
  /** Prices in USD. */
  readonly into: Float64Array;
  /** Factor of changes from outside on each path; 1 without one. A walk goes on from where they put it, a series does not. */
  readonly factors: Float64Array;
  /** Place of this price among them. */
  readonly index: number;
}

/**
 * Path of one price: writes the price of day 0 into its place and returns the daily step. A series holds the value
 * of its last point; before its first point it has that of the first.
 *
 * @returns step that takes the day and that day's standard normal market factor
 */
function walk(
  price: Price,
  { into, factors, index }: PathPlace,
  stream: Stream,
): (day: number, market: number) => void {
  if ('series' in price) {
    const at = (day: number): number =>
      price.series.findLast(([from]) => from <= day)?.[1] ?? price.series[0]![1];
    into[index] = at(0);
    return day => {
      into[index] = bounded(at(day) * factors[index]!);
    };
  }
  into[index] = price.usd;
  const { volatility, market: loading, jumps } = price;
  // Half the variance is taken off, so that `drift` is the growth of the mean and not of the median.
  const drift = (log(1 + price.drift) - (volatility * volatility) / 2) / 365;
  const diffusion = volatility / Math.sqrt(365);
  // Own and market parts are independent: their variances add up to 1.
  const own = Math.sqrt(1 - loading * loading);
  return (_day, market) => {
    let move = exp(drift + diffusion * (loading * market + own * normal(stream, 0, 1)));
    for (let left = jumps ? poisson(stream, jumps.perYear / 365) : 0; left > 0; left--) {
      // A normal jump may be below -100 %: no jump takes more than 99 %.
      move *= Math.max(0.01, 1 + normal(stream, jumps!.mean, jumps!.sd));
    }
    into[index] = bounded(into[index]! * move);
  };
}

/** A price within the bounds of those that a scenario may write, so that none falls to 0 or rises to infinity. */
function bounded(usd: number): number {
  return Math.min(Math.max(usd, leastAmount), mostAmount);
}
