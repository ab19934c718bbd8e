import { type Fraction, parseFraction, toText } from '../../sim/security/index.ts';

/** Something wrong with a network that a person wrote, where in the file, and what to do about it. */
export interface NetworkProblem {
  readonly path: Path;
  /** Whether the key at the path is wrong, and not its value. */
  readonly isKey?: boolean;
  readonly message: string;
  readonly help?: string;
  /** Names that there are, where one refers to nothing. */
  readonly known?: readonly string[];
}

/** A map of a file as a plain value. */
export type Plain = Readonly<Record<string, unknown>>;

/** Keys and list indices from the top of a file. */
export type Path = readonly (string | number)[];

/** What is wrong so far. */
export interface Problems {
  readonly found: NetworkProblem[];
  /** Adds a problem; undefined, for callers to return. */
  refuse(path: Path, message: string, help?: string, more?: Partial<NetworkProblem>): undefined;
}

/** How a number is written. */
const writeNumber = 'write a number, such as 2.02, or a fraction, such as 1/3';

/**
 * Refuses the keys of a map that are none of those it may have.
 *
 * @param help what to do about one; without it, the known key that may be meant
 */
export function refuseUnknown(
  problems: Problems,
  { map, path }: { readonly map: Plain; readonly path: Path },
  keys: readonly string[],
  help?: string,
): void {
  for (const key of Object.keys(map)) {
    if (keys.includes(key)) continue;
    const more = { isKey: true, ...(help === undefined && { known: keys }) };
    problems.refuse([...path, key], `unknown key: ${key}`, help, more);
  }
}

/**
 * A map of a file.
 *
 * @param value what stands at the path
 * @param help what to write there
 * @returns undefined, and a problem, where there is none
 */
export function mapAt(problems: Problems, value: unknown, path: Path, help: string): Plain | undefined {
  if (value === undefined) return problems.refuse(path, `missing key: ${path.join('.')}`, help);
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Plain;
  return problems.refuse(path, `invalid ${path.at(-1)}: it must be a map of keys and values`, help);
}

/** A list of a file: empty where nothing stands at the path, and with a problem where something else does. */
export function listAt(problems: Problems, value: unknown, path: Path): readonly unknown[] {
  if (value === undefined) return [];
  if (Array.isArray(value)) return value;
  problems.refuse(path, 'invalid serves: it must be a list', 'write [x, y]');
  return [];
}

/** The number under a key of the map at a path; undefined, and a problem, where it is none or negative. */
export function amountAt(problems: Problems, map: Plain, key: string, path: Path): Fraction | undefined {
  const value = numberAt(problems, map, key, path);
  if (value === undefined || value.numerator >= 0n) return value;
  return problems.refuse(
    [...path, key],
    `invalid ${key}: ${shown(toText(value))} is negative`,
    'write 0 or more',
  );
}

/** The `threshold` of the map at a path; undefined, and a problem, where it is no number above 0 and at most 1. */
export function thresholdAt(problems: Problems, map: Plain, path: Path): Fraction | undefined {
  const value = numberAt(problems, map, 'threshold', path);
  if (value === undefined || (value.numerator > 0n && value.numerator <= value.denominator)) return value;
  const help = 'write the part of the stake that corrupts: above 0 and at most 1';
  return problems.refuse([...path, 'threshold'], `invalid threshold: ${shown(toText(value))}`, help);
}

/** The number under a key of the map at a path; undefined, and a problem, where it is no whole number from 1 on. */
export function countAt(problems: Problems, map: Plain, key: string, path: Path): number | undefined {
  const value = numberAt(problems, map, key, path);
  if (value === undefined) return undefined;
  const count = Number(value.numerator);
  if (value.denominator === 1n && count >= 1 && Number.isSafeInteger(count)) return count;
  return problems.refuse(
    [...path, key],
    `invalid ${key}: ${shown(toText(value))}`,
    'write a whole number, 1 or more',
  );
}

function numberAt(problems: Problems, map: Plain, key: string, path: Path): Fraction | undefined {
  const value = map[key];
  const at = [...path, key];
  if (value === undefined || value === null) {
    return problems.refuse(at, `missing key: ${at.join('.')}`, writeNumber);
  }
  const number = typeof value === 'number' || typeof value === 'string' ? parseFraction(value) : undefined;
  if (number !== undefined) return number;
  return problems.refuse(at, `invalid ${key}: ${shown(value)}`, writeNumber);
}

/** A value as a problem shows it: as written, or what it is in place of a single value. */
export function shown(value: unknown): string {
  return typeof value === 'object' ? 'it is a list or a map' : String(value).slice(0, 60);
}
