import type { Clock, Streams } from '../../engine/index.ts';
import type { OperatorId, SetId } from '../../ids.ts';
import type { Condition, OperatorTraits, Shock, World } from '../../scenario/index.ts';

/** Callbacks for what follows from faults. They are called from events of the clock, at its present time. */
export interface FaultListener {
  /** An operator went down. */
  down(operator: OperatorId): void;
  /** An operator came up again. */
  up(operator: OperatorId): void;
  /** A fault that this set may slash for, if the operator serves it. */
  offence(operator: OperatorId, condition: Condition, set: SetId): void;
  /** A common shock hit this many operators; called before what it does to each of them. */
  shock(name: string, kind: Shock['kind'], hit: number): void;
}

/** What faults are drawn from, and whom they are reported to. */
export interface FaultContext {
  readonly world: World;
  readonly operators: readonly OperatorTraits[];
  readonly clock: Clock;
  readonly random: Streams;
  readonly listener: FaultListener;
}
