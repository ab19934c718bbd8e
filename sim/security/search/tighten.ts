import type { Amount } from './attack-model.ts';

/** Members of a class of pieces that are alike. */
interface Class {
  readonly members: readonly unknown[];
  readonly cost: Amount;
  readonly services: readonly number[];
  readonly weights: readonly Amount[];
}

/**
 * A cover made cheaper step by step: members that are not needed go, and one that is goes if a cheaper one covers what
 * is missing without it.
 *
 * @param counts members of each class in the cover; changed in place
 * @returns what was saved
 */
export function tighten(classes: readonly Class[], needs: readonly Amount[], counts: number[]): Amount {
  const spare = needs.map(need => need - need - need);
  for (const [index, { services, weights }] of classes.entries()) {
    for (let left = counts[index]!; left > 0; left--) {
      for (const [edge, service] of services.entries()) spare[service]! += weights[edge]!;
    }
  }
  const move = (index: number, isAdded: boolean): void => {
    const { services, weights } = classes[index]!;
    counts[index]! += isAdded ? 1 : -1;
    for (const [edge, service] of services.entries()) {
      spare[service] = isAdded ? spare[service]! + weights[edge]! : spare[service]! - weights[edge]!;
    }
  };
  const isCover = ({ services }: Class): boolean => services.every(service => !(spare[service]! < 0));
  let saved = needs[0]! - needs[0]!;
  const byCost = [...classes.keys()].sort((a, b) => Number(classes[a]!.cost) - Number(classes[b]!.cost));
  for (let isBetter = true; isBetter; ) {
    isBetter = false;
    for (const index of byCost.toReversed()) {
      while (counts[index]! > 0) {
        const gone = classes[index]!;
        move(index, false);
        if (!isCover(gone)) {
          const other = byCost.find(candidate => fits(classes[candidate]!, counts[candidate]!, gone, spare));
          if (other === undefined) {
            move(index, true);
            break;
          }
          move(other, true);
          saved -= classes[other]!.cost;
        }
        saved += gone.cost;
        isBetter = true;
      }
    }
  }
  return saved;
}

/** Whether one more of a class is cheaper than what went, and covers all that is missing since. */
function fits(
  { members, cost, services, weights }: Class,
  count: number,
  gone: Class,
  spare: readonly Amount[],
): boolean {
  if (count >= members.length || !(cost < gone.cost)) return false;
  return gone.services.every(service => {
    if (!(spare[service]! < 0)) return true;
    const edge = services.indexOf(service);
    return edge >= 0 && !(spare[service]! + weights[edge]! < 0);
  });
}
