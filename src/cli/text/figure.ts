import { quantity } from '../../report/format.ts';

/** A figure with its unit, for people, as the page writes it. */
export function figure(value: number, unit: string): string {
  return quantity(value, unit)
    .filter(part => part !== '')
    .join(' ');
}
