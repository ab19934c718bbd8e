import type { OperatorTraits } from '../scenario/index.ts';

/** The money of all operators: flows since the last sample, and cash; in USD, `[operator]`. */
export interface OperatorBooks {
  readonly rewardsUsd: Float64Array;
  readonly feesUsd: Float64Array;
  readonly rentUsd: Float64Array;
  readonly costUsd: Float64Array;
  readonly slashedUsd: Float64Array;
  readonly cashUsd: Float64Array;
  /** 1 once an operator went bankrupt and left for good. */
  readonly gone: Uint8Array;
  /** Split the operator wants under each membership; undefined until it first sets one. */
  readonly splits: (number | undefined)[];
}

/** Books of operators that start with the cash of their traits. */
export function createBooks(operators: readonly OperatorTraits[]): OperatorBooks {
  const zeros = (): Float64Array => new Float64Array(operators.length);
  return {
    rewardsUsd: zeros(),
    feesUsd: zeros(),
    rentUsd: zeros(),
    costUsd: zeros(),
    slashedUsd: zeros(),
    cashUsd: Float64Array.from(operators, ({ cashUsd }) => cashUsd),
    gone: new Uint8Array(operators.length),
    splits: [],
  };
}

/** Profit of the period: income less cost and slashes of own stake. */
export function profitUsd(books: OperatorBooks, operator: number): number {
  return (
    books.rewardsUsd[operator]! +
    books.feesUsd[operator]! +
    books.rentUsd[operator]! -
    books.costUsd[operator]! -
    books.slashedUsd[operator]!
  );
}

/** Starts a new period; cash goes on. */
export function clearPeriod(books: OperatorBooks): void {
  books.rewardsUsd.fill(0);
  books.feesUsd.fill(0);
  books.rentUsd.fill(0);
  books.costUsd.fill(0);
  books.slashedUsd.fill(0);
}
