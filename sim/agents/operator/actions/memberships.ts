import type { Clock } from '../../../engine/index.ts';
import { membershipOf } from '../../../protocol/index.ts';
import { changeSplit } from '../../../protocol/rewards/index.ts';
import type { OperatorAccounts } from '../../../state/operator-accounts.ts';
import { activeMemberships } from '../../../state/stake.ts';
import type { State } from '../../../state/state.ts';
import type { OperatorListener } from '../events.ts';
import { join, leave } from './ledger-moves.ts';

/** The places of operators in sets, and the splits that they ask for there. */
export interface Places {
  /** Sets that an operator serves, in the order of membership. */
  served(operator: number): number[];
  /** Registers an operator, at the split that it wants; the AVS makes room for it. */
  take(operator: number, set: number, fraction: number): void;
  /** Deregisters an operator and asks for its allocation back. */
  quit(operator: number, set: number, reason: string): void;
  /** The split that an operator wants in a set: its own last choice, or the habit it came with. */
  wantedSplit(operator: number, set: number): number;
  /** Asks for another split, if the protocol takes the wish now. */
  chooseSplit(operator: number, set: number, fraction: number): void;
}

/** The places of a world's operators. */
export function createPlaces(
  state: State,
  books: OperatorAccounts,
  listener: OperatorListener,
  clock: Clock,
): Places {
  const { mirrors, rewards, operators } = state;
  const wantedSplit = (operator: number, set: number): number =>
    books.splits[membershipOf(mirrors, operator, set)] ?? operators[operator]!.splits[set]!;
  const chooseSplit = (operator: number, set: number, fraction: number): void => {
    // While an earlier change waits for its activation the protocol refuses another: the wish waits too.
    if (!changeSplit(rewards.splits, { operator, set, fraction, time: clock.now })) return;
    books.splits[membershipOf(mirrors, operator, set)] = fraction;
  };
  return {
    wantedSplit,
    chooseSplit,
    served: operator =>
      activeMemberships(state, operator).map(membership => mirrors.memberships.set[membership]!),
    take: (operator, set, fraction) => {
      listener.joining(set, operator, fraction);
      join(state, operator, set, clock.now);
      chooseSplit(operator, set, wantedSplit(operator, set));
      listener.joined(set, operator);
    },
    quit: (operator, set, reason) => {
      leave(state, operator, set, clock.now);
      listener.left(set, operator, reason);
    },
  };
}
