import { format } from 'd3';
import { printable } from './escape.ts';

const grouped = format(',.0f');
const short = format('.3~s');

const scientific = format('.2~e');

/** Amounts from here on have an exponent: what would stand behind T, few know. */
const beyondSuffixes = 1e15;

function scaled(value: number): string {
  const text = Math.abs(value) < beyondSuffixes ? short(value) : scientific(value);
  // 999.9e12 is rounded to the next prefix.
  return text.replace('G', 'B').replace('1P', '1e15').replace('e+', 'e').replace('\u2212', '-');
}

/** A number in at most three significant digits, with k, M, B or T above a thousand, and an exponent from 10^15 on. */
export function compact(value: number): string {
  if (value === 0) return '0';
  const size = Math.abs(value);
  if (size < 1e-4) return value.toPrecision(2);
  if (size < 1000) return String(Number(value.toPrecision(3)));
  return scaled(value);
}

/** An amount of USD, such as `$1.2M`, `-$340`, `$0.80` or `$0.0042`: below ten cents in three significant digits. */
export function usd(value: number): string {
  const size = Math.abs(value);
  const digits = size >= 0.1 && size < 10 ? size.toFixed(2) : compact(size);
  return `${value < 0 ? '-' : ''}$${digits}`;
}

/** A fraction as a percentage, with one decimal where it says something. */
export function percent(value: number): string {
  const size = Math.abs(value * 100);
  const digits = size >= 1 && (size < 99.9 || size >= 100) ? 1 : 2;
  return `${Number((value * 100).toFixed(digits))}%`;
}

/** A whole number with thousands separated. */
export function count(value: number): string {
  return grouped(value).replace('\u2212', '-');
}

/** A value in the way of its unit, and what remains of the unit to be said after it. */
export function quantity(value: number, unit: string): readonly [value: string, rest: string] {
  const [base = '', per] = unit.split('/');
  const rest = per === undefined ? '' : `a ${per}`;
  if (!Number.isFinite(value)) return ['not known', ''];
  if (base === 'USD') return [usd(value), rest];
  if (base === 'fraction') return [percent(value), rest];
  return [compact(value), [base === 'count' ? '' : base, rest].filter(part => part !== '').join(' ')];
}

/** Names joined as in prose: `a`, `a and b`, `a, b and c`. */
export function list(names: readonly string[]): string {
  return names.length < 2 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

/** A name cut to a number of characters, so that it fits its place; the whole name is in the tooltip. */
export function shorten(name: string, characters: number): string {
  const signs = [...printable(name)];
  return signs.length <= characters ? signs.join('') : `${signs.slice(0, characters - 1).join('')}…`;
}

/** A number of things, such as `1 outage`, `12 outages` or `2 entries`. */
export function many(value: number, thing: string): string {
  const plural = /[^aeiou]y$/.test(thing)
    ? `${thing.slice(0, -1)}ies`
    : `${thing}${thing.endsWith('sh') ? 'es' : 's'}`;
  return `${compact(value)} ${value === 1 ? thing : plural}`;
}

/** The text with its first letter in upper case. */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
