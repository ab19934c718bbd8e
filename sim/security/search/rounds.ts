import { type Amount, type AttackModel, lossOf } from './attack-model.ts';

/** One attack of a cascade. */
export interface PieceRound {
  readonly services: readonly number[];
  readonly pieces: readonly number[];
}

/** An attack larger than this is not split by search, but kept as one round. */
const largest = { services: 10, pieces: 14 };
/** Attempts to split an attack, after which it is kept as one round. */
const mostAttempts = 200_000;

/**
 * The attack after a shock as a cascade of rounds, each of which pays on what the rounds before it left, as many of
 * them as a search finds that splits off the smallest attacks first. One round if it cannot be split. Stake that is
 * unique to a service is lost in the round that attacks this service, and in no other.
 *
 * @param shocked operators that the shock took
 * @param attack services and pieces of the whole attack
 */
export function splitIntoRounds(
  model: AttackModel,
  shocked: ReadonlySet<number>,
  attack: PieceRound,
): readonly PieceRound[] {
  const { services, pieces } = attack;
  if (services.length === 0) return [];
  if (services.length > largest.services || pieces.length > largest.pieces) return [attack];
  const left = model.targets.map(({ allocated }) => allocated);
  for (const { operator, services: served, weights } of model.pieces) {
    if (!shocked.has(operator)) continue;
    for (const [edge, service] of served.entries()) left[service]! -= weights[edge]!;
  }
  const split: Split = { model, attempts: 0, failed: new Set() };
  return splitRest(split, services, pieces, left) ?? [attack];
}

interface Split {
  readonly model: AttackModel;
  attempts: number;
  /** What is known not to split into rounds that pay. */
  readonly failed: Set<string>;
}

/** Rounds that use up all services and pieces; undefined if there are none. */
function splitRest(
  split: Split,
  services: readonly number[],
  pieces: readonly number[],
  left: readonly Amount[],
): PieceRound[] | undefined {
  if (services.length === 0) return pieces.length === 0 ? [] : undefined;
  const key = `${services}:${pieces}`;
  if (split.failed.has(key)) return undefined;
  for (const first of subsets(services)) {
    for (const by of subsets(pieces)) {
      if (split.attempts++ > mostAttempts) return undefined;
      if (!pays(split.model, first, by, left)) continue;
      const after = left.slice();
      for (const piece of by) {
        const { services: served, weights } = split.model.pieces[piece]!;
        for (const [edge, service] of served.entries()) after[service]! -= weights[edge]!;
      }
      const rest = splitRest(
        split,
        services.filter(service => !first.includes(service)),
        pieces.filter(piece => !by.includes(piece)),
        after,
      );
      if (rest !== undefined) return [{ services: first, pieces: by }, ...rest];
    }
  }
  split.failed.add(key);
  return undefined;
}

/** Whether an attack holds on the stake that is left and brings more than it costs. */
function pays(
  model: AttackModel,
  services: readonly number[],
  pieces: readonly number[],
  left: readonly Amount[],
): boolean {
  const { zero, targets } = model;
  const isAttacked = new Uint8Array(targets.length);
  for (const service of services) isAttacked[service] = 1;
  const held = new Map<number, Amount>();
  let cost = zero;
  for (const index of pieces) {
    const piece = model.pieces[index]!;
    const loss = lossOf(piece, isAttacked);
    if (!(loss > 0)) return false;
    cost += loss;
    for (const [edge, service] of piece.services.entries()) {
      held.set(service, (held.get(service) ?? zero) + piece.weights[edge]!);
    }
  }
  const profit = services.reduce((sum, service) => sum + targets[service]!.profit, zero);
  return (
    cost < profit &&
    services.every(service => {
      const { part, whole } = targets[service]!;
      return !(whole * (held.get(service) ?? zero) < part * left[service]!);
    })
  );
}

/** Subsets of a list, the smallest first, and none only of pieces. */
function* subsets(items: readonly number[]): Generator<readonly number[]> {
  for (let size = 0; size <= items.length; size++) yield* subsetsOf(items, size, 0);
}

function* subsetsOf(items: readonly number[], size: number, from: number): Generator<readonly number[]> {
  if (size === 0) {
    yield [];
    return;
  }
  for (let place = from; place <= items.length - size; place++) {
    for (const rest of subsetsOf(items, size - 1, place + 1)) yield [items[place]!, ...rest];
  }
}
