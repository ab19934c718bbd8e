/**
 * A figure while a formula is reckoned, and the size of the largest one that it comes from, as far as that bears on it:
 * its rounding error is in proportion to that. The value is NaN where there is none, whatever is done with it after.
 */
export interface RoundedFigure {
  readonly value: number;
  readonly size: number;
}

/** A figure as it is given: a literal, or the value of a name. */
export function given(value: number): RoundedFigure {
  return reckoned(value, Math.abs(value));
}

/** The result of an operation; none where it is not finite, so that nothing hides it: 1 / 0 is not above 5. */
function reckoned(value: number, size: number): RoundedFigure {
  return { value: Number.isFinite(value) ? value : Number.NaN, size };
}

/** Part of their size by which figures may differ that are equal as decimals: 0.1 + 0.2 and 0.3, or three thirds and 1. */
const ROUNDING = 1e-11;

/** A sum of two figures; 0 where they cancel as decimals, so that 1 - 0.9 - 0.1 is not below it. */
export function sumOf(a: RoundedFigure, b: RoundedFigure): RoundedFigure {
  const size = Math.max(a.size, b.size);
  const value = a.value + b.value;
  return reckoned(Math.abs(value) <= ROUNDING * size ? 0 : value, size);
}

/** A figure with the other sign. */
export function negated({ value, size }: RoundedFigure): RoundedFigure {
  return { value: -value, size };
}

/** The four operations of arithmetic by their signs. */
export const arithmetic: Readonly<Record<string, (a: RoundedFigure, b: RoundedFigure) => RoundedFigure>> = {
  '+': sumOf,
  '-': (a, b) => sumOf(a, negated(b)),
  '*': (a, b) => {
    const size = Math.max(a.size * Math.abs(b.value), Math.abs(a.value) * b.size);
    return reckoned(a.value * b.value, size);
  },
  '/': (a, b) => {
    const value = a.value / b.value;
    const size = Math.max(a.size, Math.abs(value) * b.size) / Math.abs(b.value);
    return reckoned(value, size);
  },
};
