import type { OperatorId, SetId, StrategyId } from './ids.ts';
import {
  BLOCKS_PER_DAY,
  type Ledger,
  registerForOperatorSets,
  restoreAllocation,
  restoreMaxMagnitude,
} from './protocol/index.ts';
import { changeSplit } from './protocol/rewards/index.ts';
import {
  type OperatorTraits,
  parseAllocation,
  type StartAllocation,
  setByPath,
  type World,
} from './scenario/index.ts';
import type { State } from './state/state.ts';

/** A membership or allocation from which a world starts, by numbers. */
interface NumberedAllocation
  extends Pick<StartAllocation, 'magnitude' | 'maxMagnitude' | 'pending' | 'registered' | 'split'> {
  readonly operator: OperatorId;
  readonly set: SetId;
  /** Undefined where only the membership is given. */
  readonly strategy: StrategyId | undefined;
}

/** State of a chain from which a world starts. */
export interface ChainStart {
  readonly allocations: readonly NumberedAllocation[];
  /** Operators that it names: they start in the sets that it says, and in no other. */
  readonly operators: ReadonlySet<OperatorId>;
}

/** The state of a chain that a scenario starts from; empty where it states none. */
export function chainStartOf(world: World, operators: readonly OperatorTraits[]): ChainStart {
  const rows = world.scenario.start?.allocations?.rows ?? [];
  if (rows.length === 0) return { allocations: [], operators: new Set() };
  const ids = new Map(operators.map(({ name, id }) => [name, id]));
  const sets = new Map<string, SetId>();
  const setOf = (path: string): SetId => {
    const known = sets.get(path) ?? setByPath(world, path);
    sets.set(path, known);
    return known;
  };
  const allocations = rows.map((row): NumberedAllocation => {
    const parsed = parseAllocation(row);
    // The checks of the scenario refuse such rows.
    if (Array.isArray(parsed)) throw new Error(`invalid row of start.allocations: ${JSON.stringify(row)}`);
    const { strategy } = parsed;
    return {
      ...parsed,
      operator: ids.get(parsed.operator)!,
      set: setOf(parsed.set),
      strategy: strategy === undefined ? undefined : world.scenario.strategies.indexOf(strategy),
    };
  });
  return { allocations, operators: new Set(allocations.map(({ operator }) => operator)) };
}

/** Sets what past slashes have left of operators' magnitudes; comes before anybody delegates. */
export function restoreMaxMagnitudes(ledger: Ledger, { allocations }: ChainStart): void {
  const restored = new Set<number>();
  for (const { operator, strategy, maxMagnitude } of allocations) {
    if (strategy === undefined) continue;
    const slot = operator * ledger.strategyCount + strategy;
    if (!restored.has(slot)) restoreMaxMagnitude(ledger, slot, maxMagnitude);
    restored.add(slot);
  }
}

/** Registers operators to the sets that a chain has them in, with their allocations, pending changes and splits there. */
export function restoreMemberships({ ledger, rewards }: State, { allocations }: ChainStart): void {
  const done = new Set<number>();
  for (const { operator, set, strategy, magnitude, pending, registered, split } of allocations) {
    const membership = operator * ledger.sets.length + set;
    if (registered && !done.has(membership)) {
      registerForOperatorSets(ledger, operator, [set]);
      done.add(membership);
    }
    if (split !== undefined)
      changeSplit(rewards.splits, { operator, set, fraction: split, time: Number.NEGATIVE_INFINITY });
    if (strategy === undefined) continue;
    restoreAllocation(ledger, {
      operator,
      set,
      strategy,
      current: magnitude,
      pending: pending === undefined ? 0n : pending.magnitude - magnitude,
      pendingBlocks: pending === undefined ? 0 : Math.max(1, Math.round(pending.days * BLOCKS_PER_DAY)),
    });
  }
}
