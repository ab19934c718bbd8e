import { quantity } from '../../report/format.ts';

/** A figure with its unit, as the page writes it, such as `$12.3 a week`. */
export function figure(value: number, unit: string): string {
  return quantity(value, unit)
    .filter(part => part !== '')
    .join(' ');
}

/**
 * An interval to stand behind its figure, such as ` [1.2, 3.4]`; where one end is not known it is a bound, ` [at most 3.4]`.
 *
 * @param interval lower and upper end; null when there is none
 * @param write how an end is written
 * @returns empty when neither end is known
 */
export function intervalText(
  interval: readonly [low: number | null, high: number | null] | null,
  write: (end: number) => string,
): string {
  const [low, high] = interval ?? [null, null];
  if (low !== null && high !== null) return ` [${write(low)}, ${write(high)}]`;
  if (low !== null) return ` [at least ${write(low)}]`;
  return high === null ? '' : ` [at most ${write(high)}]`;
}
