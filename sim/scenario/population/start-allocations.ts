import { z } from 'zod';
import { csv, rows } from './population-source.ts';

/** What stands on a chain that a scenario starts from, beyond its operators and restakers. */
export const startState = z
  .strictObject({
    allocations: z
      .strictObject({ csv: csv.optional(), rows: rows.optional() })
      .optional()
      .describe(
        'Memberships and allocations, a row for each operator, set and strategy: operator, set (avs.set), strategy, ' +
          'magnitude, maxMagnitude, pendingMagnitude (all in 1e-18), pendingDays, registered (yes or no), split',
      ),
  })
  .describe('State of a chain to start from; operators that it names start in no other set');

/** Attributes of a row of `start.allocations`; all are read as text, since magnitudes have 18 digits. */
export const allocationAttributes = [
  'operator',
  'set',
  'strategy',
  'magnitude',
  'maxMagnitude',
  'pendingMagnitude',
  'pendingDays',
  'registered',
  'split',
] as const;

/** An attribute of a row of `start.allocations`. */
export type AllocationAttribute = (typeof allocationAttributes)[number];

/** A whole magnitude, in 1e-18. */
const WHOLE = 10n ** 18n;

/** Allocation of an operator to a set at the start, by names; magnitudes in 1e-18. */
export interface StartAllocation {
  readonly operator: string;
  /** As `avs.set`. */
  readonly set: string;
  /** Undefined where the row says only that the operator is registered. */
  readonly strategy: string | undefined;
  readonly magnitude: bigint;
  readonly maxMagnitude: bigint;
  /** Magnitude once the pending change has taken effect; undefined where none is pending. */
  readonly pending: { readonly magnitude: bigint; readonly days: number } | undefined;
  readonly registered: boolean;
  /** Part of the set's pay that the operator keeps; undefined for the one of its group. */
  readonly split: number | undefined;
}

/** A value of a row that cannot be used, and what would do. */
export interface UnusableCell {
  readonly attribute: AllocationAttribute;
  readonly help: string;
}

/**
 * A row of `start.allocations` with its values parsed.
 *
 * @returns the allocation, or the cells that are not usable
 */
export function parseAllocation(
  row: Readonly<Record<string, number | string>>,
): StartAllocation | UnusableCell[] {
  const unusable: UnusableCell[] = [];
  const textOf = (attribute: AllocationAttribute): string | undefined => {
    const cell = row[attribute];
    return cell === undefined || cell === '' ? undefined : String(cell);
  };
  const read = <T>(
    attribute: AllocationAttribute,
    help: string,
    parse: (text: string) => T | undefined,
  ): T | undefined => {
    const text = textOf(attribute);
    if (text === undefined) return undefined;
    const value = parse(text);
    if (value === undefined) unusable.push({ attribute, help });
    return value;
  };
  const magnitude = (attribute: AllocationAttribute): bigint | undefined =>
    read(attribute, 'write a whole number of 1e-18, from 0 to 1000000000000000000', wholeMagnitude);
  const operator = textOf('operator');
  const set = textOf('set');
  if (operator === undefined) unusable.push({ attribute: 'operator', help: 'name the operator' });
  if (set === undefined) unusable.push({ attribute: 'set', help: 'name the set, as avs.set' });
  const strategy = textOf('strategy');
  const current = magnitude('magnitude');
  const most = magnitude('maxMagnitude');
  const target = magnitude('pendingMagnitude');
  const days = read('pendingDays', 'write days above 0', text =>
    numberWithin(text, Number.MIN_VALUE, 36_500),
  );
  const registered = read('registered', 'write yes or no', text => ({ yes: true, no: false })[text]);
  const split = read('split', 'write a number from 0 to 1', text => numberWithin(text, 0, 1));
  if (strategy === undefined && (current ?? 0n) > 0n)
    unusable.push({ attribute: 'magnitude', help: 'name the strategy that it is of' });
  if (target !== undefined && days === undefined && textOf('pendingDays') === undefined)
    unusable.push({ attribute: 'pendingMagnitude', help: 'say in pendingDays when it takes effect' });
  if (unusable.length > 0) return unusable;
  return {
    operator: operator!,
    set: set!,
    strategy,
    magnitude: current ?? 0n,
    maxMagnitude: most ?? WHOLE,
    pending: target === undefined ? undefined : { magnitude: target, days: days! },
    registered: registered ?? true,
    split,
  };
}

/** A whole number of 1e-18 up to a whole magnitude; undefined for another text. */
function wholeMagnitude(text: string): bigint | undefined {
  if (!/^\d{1,19}$/.test(text)) return undefined;
  const magnitude = BigInt(text);
  return magnitude <= WHOLE ? magnitude : undefined;
}

/** A number between two, both included; undefined for another text. */
function numberWithin(text: string, least: number, most: number): number | undefined {
  const number = /^[\d.e+-]+$/.test(text) ? Number(text) : Number.NaN;
  return number >= least && number <= most ? number : undefined;
}
