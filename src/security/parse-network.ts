import {
  compare,
  type Fraction,
  fraction,
  type Network,
  type Operator,
  parseFraction,
  type SecuredService,
  type ServiceAllocation,
  type Symmetric,
  toText,
} from '../../sim/security/index.ts';

/** Something wrong with a network that a person wrote, where in the file, and what to do about it. */
export interface NetworkProblem {
  /** Keys and list indices from the top of the file. */
  readonly path: readonly (string | number)[];
  /** Whether the key at the path is wrong, and not its value. */
  readonly isKey?: boolean;
  readonly message: string;
  readonly help?: string;
  /** Names that there are, where one refers to nothing. */
  readonly known?: readonly string[];
}

/** A network as a file says it: written out, or all alike. */
export type WrittenNetwork =
  | { readonly kind: 'network'; readonly network: Network }
  | { readonly kind: 'symmetric'; readonly symmetric: Symmetric };

/** What parsing a network gives. */
export type ParsedNetwork =
  | { readonly ok: true; readonly value: WrittenNetwork }
  | { readonly ok: false; readonly problems: readonly NetworkProblem[] };

/** Allocations that a network may have: one of an operator to a service each. */
export const mostAllocations = 200_000;

type Plain = Readonly<Record<string, unknown>>;
type Path = readonly (string | number)[];

/** What is wrong so far. */
interface Problems {
  readonly found: NetworkProblem[];
  refuse(path: Path, message: string, help?: string, more?: Partial<NetworkProblem>): undefined;
}

/** How a number is written. */
const writeNumber = 'write a number, such as 2.02, or a fraction, such as 1/3';

/**
 * Reads a network from the plain value of a file. Every number is exact.
 *
 * ```yaml
 * services:  { x: { profit: 2.02, threshold: 1 } }
 * operators: { a: { stake: 2, serves: [x] }, b: { stake: 2, allocations: { x: 1 } } }
 * ```
 *
 * or `symmetric: { operators, services, threshold, profit, stake, degree, base: { profit, threshold } }`, where `base`
 * may be left out.
 *
 * @returns the network, or all that is wrong with it
 */
export function parseNetwork(written: Plain): ParsedNetwork {
  const found: NetworkProblem[] = [];
  const problems: Problems = {
    found,
    refuse: (path, message, help, more) => {
      found.push({ path, message, ...(help !== undefined && { help }), ...more });
      return undefined;
    },
  };
  const isSymmetric = 'symmetric' in written;
  const keys = isSymmetric ? ['symmetric'] : ['services', 'operators'];
  const help = isSymmetric ? 'remove it: symmetric stands alone' : undefined;
  refuseUnknown(problems, { map: written, path: [] }, keys, help);
  const value = isSymmetric ? parseSymmetric(problems, written.symmetric) : parseWritten(problems, written);
  return value !== undefined && found.length === 0 ? { ok: true, value } : { ok: false, problems: found };
}

function parseWritten(problems: Problems, written: Plain): WrittenNetwork | undefined {
  const services = mapAt(problems, written.services, ['services'], 'write the services by name');
  const operators = mapAt(problems, written.operators, ['operators'], 'write the operators by name');
  if (services === undefined || operators === undefined) return undefined;
  const names = Object.keys(services);
  if (names.length === 0)
    problems.refuse(['services'], 'missing service: there is none', 'write at least one');
  const read = names.map(name => parseService(problems, name, services[name]));
  const places = new Map(names.map((name, place) => [name, place]));
  const owners: (Operator | undefined)[] = [];
  let allocations = 0;
  for (const [name, value] of Object.entries(operators)) {
    const owner = parseOperator(problems, name, value, places);
    owners.push(owner);
    allocations += owner?.allocations.length ?? 0;
    if (allocations > mostAllocations)
      return tooMany(problems, ['operators', name], `more than ${mostAllocations}`);
  }
  if (problems.found.length > 0) return undefined;
  return {
    kind: 'network',
    network: { services: read as SecuredService[], operators: owners as Operator[] },
  };
}

function tooMany(problems: Problems, path: Path, count: string): undefined {
  const help = `leave out some: at most ${mostAllocations} allocations of operators to services are analysed`;
  return problems.refuse(path, `invalid network: ${count} allocations`, help);
}

function parseService(problems: Problems, name: string, value: unknown): SecuredService | undefined {
  const path = ['services', name];
  const map = mapAt(problems, value, path, 'write { profit: ..., threshold: ... }');
  if (map === undefined) return undefined;
  refuseUnknown(problems, { map, path }, ['profit', 'threshold']);
  const profit = amountAt(problems, map, 'profit', path);
  const threshold = thresholdAt(problems, map, path);
  return profit && threshold && { name, profit, threshold };
}

function parseOperator(
  problems: Problems,
  name: string,
  value: unknown,
  places: ReadonlyMap<string, number>,
): Operator | undefined {
  const path = ['operators', name];
  const map = mapAt(problems, value, path, 'write { stake: ..., serves: [...] }');
  if (map === undefined) return undefined;
  refuseUnknown(problems, { map, path }, ['stake', 'serves', 'allocations']);
  const stake = amountAt(problems, map, 'stake', path);
  if (stake === undefined) return undefined;
  const allocations: ServiceAllocation[] = [];
  const taken = new Set<number>();
  const allocate = (service: string, at: Path, amount: Fraction, isKey: boolean): void => {
    const place = places.get(service);
    if (place === undefined) {
      problems.refuse(at, `unknown service: ${service}`, undefined, { isKey, known: [...places.keys()] });
    } else if (taken.has(place)) {
      problems.refuse(at, `duplicate service: ${service}`, 'keep one of the two', { isKey });
    } else {
      taken.add(place);
      allocations.push({ service: place, amount });
    }
  };
  for (const [index, service] of listAt(problems, map.serves, [...path, 'serves']).entries()) {
    const at = [...path, 'serves', index];
    if (typeof service === 'string' || typeof service === 'number')
      allocate(String(service), at, stake, false);
    else problems.refuse(at, 'invalid service: it is not a name', 'write the names of services');
  }
  const amounts =
    map.allocations === undefined
      ? {}
      : (mapAt(problems, map.allocations, [...path, 'allocations'], 'write { service: amount }') ?? {});
  for (const service of Object.keys(amounts)) {
    const at = [...path, 'allocations', service];
    const amount = amountAt(problems, amounts, service, [...path, 'allocations']);
    if (amount === undefined) continue;
    if (compare(amount, stake) > 0) {
      const message = `invalid allocation: ${toText(amount)} is more than the stake, ${toText(stake)}`;
      problems.refuse(at, message, 'no service can slash more than there is');
    }
    allocate(service, at, amount, true);
  }
  return { name, stake, allocations };
}

function parseSymmetric(problems: Problems, value: unknown): WrittenNetwork | undefined {
  const path = ['symmetric'];
  const map = mapAt(problems, value, path, 'write { operators: 15, services: 15, threshold: 1/3, ... }');
  if (map === undefined) return undefined;
  refuseUnknown(problems, { map, path }, [
    'operators',
    'services',
    'threshold',
    'profit',
    'stake',
    'degree',
    'base',
  ]);
  const operators = countAt(problems, map, 'operators', path);
  const services = countAt(problems, map, 'services', path);
  const threshold = thresholdAt(problems, map, path);
  const profit = amountAt(problems, map, 'profit', path);
  const stake = amountAt(problems, map, 'stake', path);
  const degree = amountAt(problems, map, 'degree', path);
  const base = map.base === undefined || map.base === null ? null : parseBase(problems, map.base);
  if (!operators || !services || !threshold || !profit || !stake || !degree || base === undefined)
    return undefined;
  const symmetric = { operators, services, threshold, profit, stake, degree, base };
  checkDegree(symmetric, degree, (message, help) => problems.refuse([...path, 'degree'], message, help));
  const allocations = operators * (services + (base === null ? 0 : 1));
  if (allocations > mostAllocations) tooMany(problems, path, String(allocations));
  return { kind: 'symmetric', symmetric };
}

/**
 * Refuses a restaking degree that a symmetric network cannot have: no allocation exceeds the stake, and a base service
 * has all of it.
 */
export function checkDegree(
  { services, base }: Symmetric,
  degree: Fraction,
  refuse: (message: string, help: string) => void,
): void {
  const most = services + (base === null ? 0 : 1);
  const fewest = base === null ? 0 : 1;
  if (compare(degree, fraction(BigInt(most))) <= 0 && compare(degree, fraction(BigInt(fewest))) >= 0) return;
  const range = base === null ? `from 0 to ${most}` : `from 1, for the base service, to ${most}`;
  refuse(`invalid degree: ${toText(degree)}`, `write a number ${range}: an allocation is at most the stake`);
}

function parseBase(problems: Problems, value: unknown): Symmetric['base'] | undefined {
  const path = ['symmetric', 'base'];
  const map = mapAt(problems, value, path, 'write { profit: ..., threshold: ... }');
  if (map === undefined) return undefined;
  refuseUnknown(problems, { map, path }, ['profit', 'threshold']);
  const profit = amountAt(problems, map, 'profit', path);
  const threshold = thresholdAt(problems, map, path);
  return profit && threshold && { profit, threshold };
}

function refuseUnknown(
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

function mapAt(problems: Problems, value: unknown, path: Path, help: string): Plain | undefined {
  if (value === undefined) return problems.refuse(path, `missing key: ${path.join('.')}`, help);
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Plain;
  return problems.refuse(path, `invalid ${path.at(-1)}: it must be a map of keys and values`, help);
}

function listAt(problems: Problems, value: unknown, path: Path): readonly unknown[] {
  if (value === undefined) return [];
  if (Array.isArray(value)) return value;
  problems.refuse(path, 'invalid serves: it must be a list', 'write [x, y]');
  return [];
}

/** A number that is there and not negative. */
function amountAt(problems: Problems, map: Plain, key: string, path: Path): Fraction | undefined {
  const value = numberAt(problems, map, key, path);
  if (value === undefined || value.numerator >= 0n) return value;
  return problems.refuse([...path, key], `invalid ${key}: ${toText(value)} is negative`, 'write 0 or more');
}

function thresholdAt(problems: Problems, map: Plain, path: Path): Fraction | undefined {
  const value = numberAt(problems, map, 'threshold', path);
  if (value === undefined || (value.numerator > 0n && value.numerator <= value.denominator)) return value;
  const help = 'write the part of the stake that corrupts: above 0 and at most 1';
  return problems.refuse([...path, 'threshold'], `invalid threshold: ${toText(value)}`, help);
}

function countAt(problems: Problems, map: Plain, key: string, path: Path): number | undefined {
  const value = numberAt(problems, map, key, path);
  if (value === undefined) return undefined;
  const count = Number(value.numerator);
  if (value.denominator === 1n && count >= 1 && Number.isSafeInteger(count)) return count;
  return problems.refuse(
    [...path, key],
    `invalid ${key}: ${toText(value)}`,
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
  const said = typeof value === 'object' ? 'it is not a number' : String(value).slice(0, 60);
  return problems.refuse(at, `invalid ${key}: ${said}`, writeNumber);
}
