import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { allocationOf, isMember } from '../../sim/protocol/index.ts';
import { setByPath } from '../../sim/scenario/index.ts';
import { simulate } from '../../sim/simulate.ts';
import type { State } from '../../sim/state/state.ts';
import { importState } from '../../src/cli/verbs/import.ts';
import { readScenario } from '../../src/input/scenario-file.ts';

const vectors = new URL('../vectors/rewards.public.jsonl.gz', import.meta.url);
const day = '2026-07-20';

/** A recorded world: short names with their addresses, and the sidecar's snapshot tables, run-length coded. */
interface RecordedWorld {
  readonly id: string;
  readonly addresses: Readonly<Record<string, string>>;
  readonly snapshots: Readonly<Record<string, readonly (readonly (string | number)[])[]>>;
}

const world: RecordedWorld = gunzipSync(readFileSync(vectors))
  .toString()
  .trim()
  .split('\n')
  .map(line => JSON.parse(line))
  .find(({ id }) => id === 'public-33-unique-slash-medium');

const address = (name: string | number | undefined): string => world.addresses[String(name)]!;

/** Rows of a snapshot that hold on the day; `from` is the place of the first day, the last day follows it. */
const rowsOn = (snapshot: string, from: number) =>
  world.snapshots[snapshot]!.filter(row => String(row[from]) <= day && day <= String(row[from + 1]));

/** The tables as the sidecar has them, by name: header and rows. */
function tables(): Record<string, (string | number)[][]> {
  return {
    staker_share_snapshots: [
      ['staker', 'strategy', 'shares', 'snapshot'],
      ...rowsOn('stakerShares', 2).map(row => [address(row[0]), address(row[1]), row[4]!, day]),
    ],
    staker_delegation_snapshots: [
      ['staker', 'operator', 'snapshot'],
      ...rowsOn('stakerDelegations', 1).map(row => [address(row[0]), address(row[3]) ?? row[3]!, day]),
    ],
    operator_set_strategy_registration_snapshots: [
      ['strategy', 'avs', 'operator_set_id', 'snapshot'],
      ...rowsOn('operatorSetStrategies', 3).map(row => [address(row[0]), address(row[1]), row[2]!, day]),
    ],
    operator_set_operator_registration_snapshots: [
      ['operator', 'avs', 'operator_set_id', 'snapshot'],
      ...rowsOn('operatorSetRegistrations', 3).map(row => [address(row[0]), address(row[1]), row[2]!, day]),
    ],
    operator_allocation_snapshots: [
      ['operator', 'avs', 'strategy', 'operator_set_id', 'magnitude', 'max_magnitude', 'snapshot'],
      ...rowsOn('allocations', 4).map(([operator, avs, set, strategy, , , magnitude, most]) => [
        address(operator),
        address(avs),
        address(strategy),
        set!,
        magnitude!,
        most!,
        day,
      ]),
    ],
    operator_set_split_snapshots: [
      ['operator', 'avs', 'operator_set_id', 'split', 'snapshot'],
      ...rowsOn('operatorSetSplits', 3).map(row => [address(row[0]), address(row[1]), row[2]!, row[5]!, day]),
    ],
  };
}

const folder = mkdtempSync(join(tmpdir(), 'opset-import-'));
afterAll(() => rmSync(folder, { recursive: true }));

function write(name: string, changed: Record<string, (string | number)[][]> = {}): string {
  const at = join(folder, name);
  mkdirSync(at);
  for (const [table, rows] of Object.entries({ ...tables(), ...changed }))
    writeFileSync(join(at, `${table}.csv`), `${rows.map(row => row.join(',')).join('\n')}\n`);
  return at;
}

function stateOf(scenarioFile: string): State {
  const reading = readScenario(scenarioFile);
  if (!reading.ok) throw new Error(JSON.stringify(reading.problems.map(({ message }) => message)));
  return simulate(reading.value.scenario).state;
}

describe('A chain state that is imported from snapshot tables', () => {
  let state: State;
  const names = new Map<string, string>();
  beforeAll(async () => {
    const strategies = [
      ...new Set(
        tables()
          .staker_share_snapshots!.slice(1)
          .map(row => String(row[1])),
      ),
    ];
    for (const [i, strategy] of strategies.entries()) names.set(strategy, `token-${i}`);
    const avss = [...new Set(rowsOn('operatorSetStrategies', 3).map(row => address(row[1])))];
    for (const [i, avs] of avss.entries()) names.set(avs, `service-${i}`);
    const known = join(folder, 'names.csv');
    const lines = [...names].map(([at, name]) => `${at},${name},${name.startsWith('token') ? 2000 : ''}`);
    writeFileSync(known, ['address,name,usd', ...lines].join('\n'));
    const out = join(folder, 'imported');
    expect(await importState([write('tables'), '--out', out, '--names', known])).toBe(0);
    state = stateOf(join(out, 'scenario.yaml'));
  });
  const idOf = (operator: string): number => state.operators.find(({ name }) => name === operator)!.id;
  const strategyOf = (strategy: string): number =>
    state.world.scenario.strategies.indexOf(names.get(strategy)!);

  it('gives every operator the shares that the chain has, to the precision of a number', () => {
    const chain = new Map<string, bigint>();
    const delegations = new Map(rowsOn('stakerDelegations', 1).map(row => [row[0], address(row[3])]));
    for (const [staker, strategy, , , shares] of rowsOn('stakerShares', 2)) {
      const operator = delegations.get(staker!);
      if (operator === undefined) continue;
      const slot = `${operator} ${address(strategy)}`;
      chain.set(slot, (chain.get(slot) ?? 0n) + BigInt(shares!));
    }
    expect(chain.size).toBeGreaterThan(20);
    const S = state.mirrors.strategies;
    for (const [slot, shares] of chain) {
      const [operator, strategy] = slot.split(' ');
      const held = state.ledger.operators.shares[idOf(operator!) * S + strategyOf(strategy!)]!;
      // A wei each for the rounding of what slashes have left.
      expect(Math.abs(Number(held - shares)), slot).toBeLessThanOrEqual(1e-14 * Number(shares) + 1);
    }
  });

  it('has the magnitudes of each allocation, and what slashes have left of the maximum, exactly', () => {
    const accepted = new Set(rowsOn('operatorSetStrategies', 3).map(row => `${row[1]} ${row[2]} ${row[0]}`));
    const rows = rowsOn('allocations', 4).filter(row => accepted.has(`${row[1]} ${row[2]} ${row[3]}`));
    expect(rows.length).toBeGreaterThan(20);
    expect(rows.some(row => row[7] !== '1000000000000000000')).toBe(true);
    for (const [operator, avs, set, strategy, , , magnitude, most] of rows) {
      const id = idOf(address(operator));
      const place = setByPath(state.world, `${names.get(address(avs))}.set-${set}`);
      const allocation = allocationOf(state.ledger, id, place, strategyOf(address(strategy)));
      expect(allocation.current).toBe(BigInt(magnitude!));
      const slot = id * state.mirrors.strategies + strategyOf(address(strategy));
      expect(state.ledger.operators.maxMagnitudes[slot]).toBe(BigInt(most!));
    }
  });

  it('has the members of each set, and nobody else', () => {
    const registered = rowsOn('operatorSetRegistrations', 3).map(
      row => `${address(row[0])} ${names.get(address(row[1]))}.set-${row[2]}`,
    );
    const members = state.world.sets.flatMap(({ id, avsName, name }) =>
      state.operators
        .filter(operator => isMember(state.ledger, operator.id, id))
        .map(operator => `${operator.name} ${avsName}.${name}`),
    );
    const known = new Set(state.world.sets.map(({ avsName, name }) => `${avsName}.${name}`));
    expect(members.sort()).toEqual(registered.filter(row => known.has(row.split(' ')[1]!)).sort());
  });

  it('runs on from there', () => {
    const reading = readScenario(join(folder, 'imported', 'scenario.yaml'), ['horizon=14d']);
    expect(reading.ok && [...simulate(reading.value.scenario)].length).toBeGreaterThan(100);
  });

  it('is refused, with the cell, where a table has what is no number', async () => {
    const broken = tables().operator_allocation_snapshots!;
    broken[1]![4] = '1e18';
    const at = write('broken', { operator_allocation_snapshots: broken });
    expect(await importState([at, '--out', join(folder, 'never')])).toBe(2);
  });

  it('is refused where an operator allocates more than slashes have left', async () => {
    const over = tables().operator_allocation_snapshots!.map(row => [...row]);
    over[1]![4] = '1000000000000000000';
    over[1]![5] = '500000000000000000';
    const out = join(folder, 'over');
    await importState([write('over-tables', { operator_allocation_snapshots: over }), '--out', out]);
    const reading = readScenario(join(out, 'scenario.yaml'));
    expect(reading.ok ? [] : reading.problems.map(({ message }) => message)).toEqual(
      expect.arrayContaining([expect.stringMatching(/^invalid (magnitude|maxMagnitude)/)]),
    );
  });
});
