import type { Snapshot } from './snapshot-tables.ts';

/** What a person knows of an address: its name, and the price of a unit for strategies. */
export interface KnownAddress {
  readonly name: string;
  readonly usd: number | undefined;
}

/** A state of the chain as tables of text, ready to be written, and the scenario's parts that hold them together. */
export interface ImportedState {
  readonly day: string;
  /** Names of strategies, largest stake first, with their price in USD; undefined where nobody said it. */
  readonly strategies: readonly { readonly name: string; readonly usd: number | undefined }[];
  /** Sets by AVS: names of the set and of its strategies. */
  readonly avss: ReadonlyMap<string, ReadonlyMap<string, readonly string[]>>;
  /** Header and rows of the tables of operators, stakers and allocations. */
  readonly operators: readonly (readonly string[])[];
  readonly stakers: readonly (readonly string[])[];
  readonly allocations: readonly (readonly string[])[];
  /** What the snapshot has and the state leaves out, in words. */
  readonly leftOut: readonly string[];
}

/** Most strategies that a scenario may have. */
const mostStrategies = 32;

/** Address of nobody: stakers who delegate to it delegate to nobody. */
const nobody = /^0x0{40}$/;

/** Turns the snapshot tables of a day into the operators, stakers and allocations that a scenario starts from. */
export function importedState(
  { day, tables }: Snapshot,
  known: ReadonlyMap<string, KnownAddress>,
): ImportedState {
  const left = new Map<string, number>();
  const leave = (what: string): void => void left.set(what, (left.get(what) ?? 0) + 1);
  const operatorOf = new Map(
    tables.staker_delegation_snapshots
      .filter(({ operator }) => !nobody.test(operator))
      .map(({ staker, operator }) => [staker, operator]),
  );
  const shares = tables.staker_share_snapshots.filter(({ staker, shares: held }) => {
    if (held === '0') return false;
    if (operatorOf.has(staker)) return true;
    leave('a holding of a staker who delegates to nobody');
    return false;
  });
  const name = namer(known);
  const strategyName = strategyNames(shares, name, leave);
  const avss = setsOf(tables.operator_set_strategy_registration_snapshots, strategyName, name);
  const stakes = stakesOf(shares, strategyName);
  const strategies = [...strategyName].map(([address, strategy]) => ({
    name: strategy,
    usd: known.get(address)?.usd,
  }));
  const operators = new Set([
    ...operatorOf.values(),
    ...tables.operator_set_operator_registration_snapshots.map(({ operator }) => operator),
    ...tables.operator_allocation_snapshots.map(({ operator }) => operator),
  ]);
  const columns = strategies.map(strategy => strategy.name);
  const cells = (staker: string): string[] => columns.map(column => stakes.get(staker)?.get(column) ?? '');
  return {
    day,
    strategies,
    avss,
    operators: [
      ['operator', ...columns],
      ...[...operators].map(operator => [
        operator,
        ...(operatorOf.get(operator) === operator ? cells(operator) : columns.map(() => '')),
      ]),
    ],
    stakers: [
      ['staker', 'operator', ...columns],
      ...[...stakes.keys()]
        .filter(staker => operatorOf.get(staker) !== staker)
        .map(staker => [staker, operatorOf.get(staker)!, ...cells(staker)]),
    ],
    allocations: allocationRows(tables, { avss, strategyName, name, leave }),
    leftOut: [...left].map(([what, count]) => `${what} (${count})`),
  };
}

/** Name of an address: the one that a person gave it, or else a kind and its first digits; never the same twice. */
function namer(known: ReadonlyMap<string, KnownAddress>): (address: string, kind: string) => string {
  const names = new Map<string, string>();
  const taken = new Set<string>();
  return (address, kind) => {
    const before = names.get(address);
    if (before !== undefined) return before;
    const wanted = known.get(address)?.name ?? `${kind}-${address.replace(/^0x/, '').slice(0, 8)}`;
    let own = wanted;
    for (let number = 2; taken.has(own); number++) own = `${wanted}-${number}`;
    taken.add(own);
    names.set(address, own);
    return own;
  };
}

/** Names of the strategies with the most shares, largest first, by address. */
function strategyNames(
  shares: readonly { readonly strategy: string; readonly shares: string }[],
  name: (address: string, kind: string) => string,
  leave: (what: string) => void,
): Map<string, string> {
  const totals = new Map<string, bigint>();
  for (const { strategy, shares: held } of shares)
    totals.set(strategy, (totals.get(strategy) ?? 0n) + BigInt(held));
  const sorted = [...totals].sort(([a, x], [b, y]) => (x < y ? 1 : x > y ? -1 : a < b ? -1 : 1));
  for (const _ of sorted.slice(mostStrategies))
    leave(`a strategy beyond the ${mostStrategies} with most shares`);
  return new Map(sorted.slice(0, mostStrategies).map(([address]) => [address, name(address, 'strategy')]));
}

/** Sets of each AVS with their strategies, by names; strategies that nobody holds stake in are left out. */
function setsOf(
  rows: Snapshot['tables']['operator_set_strategy_registration_snapshots'],
  strategyName: ReadonlyMap<string, string>,
  name: (address: string, kind: string) => string,
): Map<string, Map<string, string[]>> {
  const avss = new Map<string, Map<string, string[]>>();
  for (const { avs, operator_set_id: number, strategy } of rows) {
    const asset = strategyName.get(strategy);
    if (asset === undefined) continue;
    const sets = avss.get(name(avs, 'avs')) ?? new Map<string, string[]>();
    avss.set(name(avs, 'avs'), sets);
    const accepted = sets.get(`set-${number}`) ?? [];
    sets.set(`set-${number}`, accepted);
    if (!accepted.includes(asset)) accepted.push(asset);
  }
  return avss;
}

/** Stake of each staker by name of the strategy, in whole units as decimal text. */
function stakesOf(
  shares: readonly { readonly staker: string; readonly strategy: string; readonly shares: string }[],
  strategyName: ReadonlyMap<string, string>,
): Map<string, Map<string, string>> {
  const stakes = new Map<string, Map<string, string>>();
  for (const { staker, strategy, shares: held } of shares) {
    const asset = strategyName.get(strategy);
    if (asset === undefined) continue;
    const own = stakes.get(staker) ?? new Map<string, string>();
    stakes.set(staker, own.set(asset, units(held)));
  }
  return stakes;
}

/** A number of 1e-18 as decimal text of whole units, exact. */
function units(wei: string): string {
  const digits = wei.padStart(19, '0');
  return `${digits.slice(0, -18)}.${digits.slice(-18)}`.replace(/\.?0+$/, '');
}

/** What rows of allocations are made with. */
interface Naming {
  readonly avss: ReadonlyMap<string, ReadonlyMap<string, readonly string[]>>;
  readonly strategyName: ReadonlyMap<string, string>;
  readonly name: (address: string, kind: string) => string;
  readonly leave: (what: string) => void;
}

/** Header and rows of `start.allocations`: every allocation, and every registration and split without one. */
function allocationRows(tables: Snapshot['tables'], { avss, strategyName, name, leave }: Naming): string[][] {
  const keyOf = (row: { operator: string; avs: string; operator_set_id: string }): string =>
    `${row.operator} ${row.avs} ${row.operator_set_id}`;
  const registered = new Set(tables.operator_set_operator_registration_snapshots.map(keyOf));
  const splits = new Map(
    tables.operator_set_split_snapshots.map(row => [keyOf(row), String(Number(row.split) / 10_000)]),
  );
  const rows = [['operator', 'set', 'strategy', 'magnitude', 'maxMagnitude', 'registered', 'split']];
  const told = new Set<string>();
  const pathOf = ({ avs, operator_set_id }: { avs: string; operator_set_id: string }): string | undefined => {
    const avsName = name(avs, 'avs');
    return avss.get(avsName)?.has(`set-${operator_set_id}`) ? `${avsName}.set-${operator_set_id}` : undefined;
  };
  const tell = (
    row: { operator: string; avs: string; operator_set_id: string },
    held: readonly string[],
  ): void => {
    const set = pathOf(row);
    if (set === undefined) {
      leave('a row of a set without a strategy that somebody holds');
      return;
    }
    const key = keyOf(row);
    told.add(key);
    rows.push([row.operator, set, ...held, registered.has(key) ? 'yes' : 'no', splits.get(key) ?? '']);
  };
  for (const row of tables.operator_allocation_snapshots) {
    const strategy = strategyName.get(row.strategy);
    const accepted = avss.get(name(row.avs, 'avs'))?.get(`set-${row.operator_set_id}`) ?? [];
    if (strategy === undefined || !accepted.includes(strategy))
      leave('an allocation in a strategy that its set does not accept');
    else tell(row, [strategy, row.magnitude, row.max_magnitude]);
  }
  for (const row of tables.operator_set_operator_registration_snapshots)
    if (!told.has(keyOf(row))) tell(row, ['', '', '']);
  return rows;
}
