import {
  compare,
  type Fraction,
  fraction,
  type Network,
  type Operator,
  type SecuredService,
  type ServiceAllocation,
  type Symmetric,
  toText,
} from '../../sim/security/index.ts';
import {
  amountAt,
  countAt,
  listAt,
  mapAt,
  type NetworkProblem,
  type Path,
  type Plain,
  type Problems,
  refuseUnknown,
  shown,
  thresholdAt,
} from './network-values.ts';

/** A network written out, or all alike. */
type NetworkForm =
  | { readonly kind: 'network'; readonly network: Network }
  | { readonly kind: 'symmetric'; readonly symmetric: Symmetric };

/** A network as a file says it. */
export type WrittenNetwork = NetworkForm & {
  /** Whether a service without stake is corrupted by nobody, at no cost; so it is unless the file says otherwise. */
  readonly emptyServiceIsFree: boolean;
};

/** What parsing a network gives. */
export type ParsedNetwork =
  | { readonly ok: true; readonly value: WrittenNetwork }
  | { readonly ok: false; readonly problems: readonly NetworkProblem[] };

/** Allocations that a network may have: one of an operator to a service each. */
export const mostAllocations = 200_000;

/**
 * Reads a network from the plain value of a file. Every number is exact.
 *
 * ```yaml
 * services:  { x: { profit: 2.02, threshold: 1 } }
 * operators: { a: { stake: 2, serves: [x] }, b: { stake: 2, allocations: { x: 1 } } }
 * ```
 *
 * or `symmetric: { operators, services, threshold, profit, stake, degree, base: { profit, threshold } }`, where `base`
 * may be left out. Beside either, `emptyServiceIsFree: false` says that nobody corrupts a service without stake.
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
  refuseUnknown(problems, { map: written, path: [] }, [...keys, 'emptyServiceIsFree'], help);
  const { emptyServiceIsFree = true } = written;
  if (typeof emptyServiceIsFree !== 'boolean') {
    const message = `invalid emptyServiceIsFree: ${shown(emptyServiceIsFree)}`;
    problems.refuse(['emptyServiceIsFree'], message, 'write true or false');
  }
  const form = isSymmetric ? parseSymmetric(problems, written.symmetric) : parseWritten(problems, written);
  const value = form && { ...form, emptyServiceIsFree: emptyServiceIsFree === true };
  return value !== undefined && found.length === 0 ? { ok: true, value } : { ok: false, problems: found };
}

function parseWritten(problems: Problems, written: Plain): NetworkForm | undefined {
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

function refuseNameless(problems: Problems, path: Path, name: string): void {
  if (name.trim() === '') problems.refuse(path, 'invalid name: it is empty', 'write a name', { isKey: true });
}

function parseService(problems: Problems, name: string, value: unknown): SecuredService | undefined {
  const path = ['services', name];
  refuseNameless(problems, path, name);
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
  refuseNameless(problems, path, name);
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

function parseSymmetric(problems: Problems, value: unknown): NetworkForm | undefined {
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
