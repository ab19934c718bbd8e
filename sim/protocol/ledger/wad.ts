/** 1.0 as a fixed-point number with 18 decimals: a whole magnitude, a neutral scaling factor, one token. */
export const WAD = 10n ** 18n;

/** A billionth as a fixed-point number with 18 decimals. */
const NANO = 10n ** 9n;

/** Product of `x` and `y` over `divisor`, rounded down (OpenZeppelin Math, `mulDiv`). */
export function mulDiv(x: bigint, y: bigint, divisor: bigint): bigint {
  // A strategy without yield or loss exchanges one for one.
  return y === divisor ? x : (x * y) / divisor;
}

/** Product of `x` and `y`, neither negative, over `divisor`, rounded up (OpenZeppelin Math, `mulDiv` with `Ceil`). */
export function mulDivUp(x: bigint, y: bigint, divisor: bigint): bigint {
  return (x * y + divisor - 1n) / divisor;
}

/** Product of `x` and `y`, fixed-point numbers with 18 decimals, rounded down (SlashingLib, `mulWad`). */
export function mulWad(x: bigint, y: bigint): bigint {
  // Most factors are exactly 1: nothing was slashed.
  return y === WAD ? x : (x * y) / WAD;
}

/** Product of `x` and `y`, fixed-point numbers with 18 decimals, rounded up (SlashingLib, `mulWadRoundUp`). */
export function mulWadUp(x: bigint, y: bigint): bigint {
  return mulDivUp(x, y, WAD);
}

/** Quotient of `x` by `y`, fixed-point numbers with 18 decimals, rounded down (SlashingLib, `divWad`). */
export function divWad(x: bigint, y: bigint): bigint {
  return y === WAD ? x : (x * WAD) / y;
}

/** Fixed-point number as a float: shares in whole units, a magnitude as a fraction of 1. */
export function sharesToFloat(wad: bigint): number {
  return Number(wad) / 1e18;
}

/**
 * Base units (1e-18) in an amount of whole units: the exact value of the float, rounded down.
 *
 * @throws RangeError if the amount is negative or not finite.
 */
export function toWei(amount: number): bigint {
  if (!(amount >= 0 && amount < 1e60)) {
    throw new RangeError(`invalid amount: ${amount}\nGive a number of whole units from 0 to 1e60.`);
  }
  // Scaling by a power of two is exact, and bits below 2^-128 cannot reach a whole base unit.
  return (BigInt(Math.floor(amount * 2 ** 128)) * WAD) >> 128n;
}

/**
 * Magnitude of a fraction of 1, to nine decimals rounded down, so that fractions which add up to 1 never ask
 * for more than the whole; coarser than one base unit because tiny magnitudes slash imprecisely.
 *
 * @throws RangeError if the fraction is outside 0 to 1.
 */
export function magnitudeToWad(fraction: number): bigint {
  if (!(fraction >= 0 && fraction <= 1)) {
    throw new RangeError(`invalid magnitude: ${fraction}\nGive a fraction from 0 to 1.`);
  }
  // The millionth of a step absorbs the float error of decimal fractions such as 0.29.
  return BigInt(Math.floor(fraction * 1e9 + 1e-6)) * NANO;
}
