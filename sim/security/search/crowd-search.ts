import type { Amount, AttackModel } from './attack-model.ts';
import type { FoundAttack } from './coalition.ts';

/** Looks at services in all. */
const mostLooks = 20_000_000;

/**
 * The pieces that can help to corrupt something, if there are so few of them that every set of them can be looked at,
 * and each loses the same whatever it attacks; otherwise undefined.
 */
export function fewPieces(
  { pieces, targets, isDivisible }: AttackModel,
  mostPieces: number,
): readonly number[] | undefined {
  if (isDivisible) return undefined;
  const useful = [...pieces.keys()].filter(index =>
    pieces[index]!.services.some(service => targets[service]!.profit > 0),
  );
  const isSimple = useful.every(index => pieces[index]!.isWhole || pieces[index]!.services.length === 1);
  const isFew = useful.length <= mostPieces && 2 ** useful.length * targets.length <= mostLooks;
  return isSimple && isFew ? useful : undefined;
}

/** What a search over all crowds does with each one that corrupts something. */
type Visit = (services: readonly number[], crowd: readonly number[], profit: Amount, cost: Amount) => void;

/**
 * The best attack by looking at every set of some pieces and everything that it corrupts: for few operators, however
 * many services there are.
 *
 * @param isBetter whether the first attack is better than the second, or than none
 * @param canBeEmpty whether a service to which nobody allocates is corrupted by nobody
 */
export function bestCrowd(
  model: AttackModel,
  pieces: readonly number[],
  isBetter: (attack: Pick<FoundAttack, 'profit' | 'cost'>, best: FoundAttack | undefined) => boolean,
  canBeEmpty: boolean,
): FoundAttack | undefined {
  let best: FoundAttack | undefined;
  visitCrowds(model, pieces, canBeEmpty, (services, crowd, profit, cost) => {
    if (!isBetter({ profit, cost }, best)) return;
    best = { services: services.slice(), pieces: crowd.toSorted((a, b) => a - b), profit, cost };
  });
  return best;
}

function visitCrowds(model: AttackModel, pieces: readonly number[], canBeEmpty: boolean, visit: Visit): void {
  const { targets, zero } = model;
  const payable = [...targets.keys()].filter(
    service => targets[service]!.profit > 0 && (canBeEmpty || targets[service]!.needed > 0),
  );
  const missing = targets.map(({ needed }) => needed);
  const crowd: number[] = [];
  const corrupted: number[] = [];
  const descend = (place: number, cost: Amount): void => {
    const index = pieces[place];
    if (index === undefined) {
      corrupted.length = 0;
      let profit = zero;
      for (const service of payable) {
        if (missing[service]! > 0) continue;
        corrupted.push(service);
        profit += targets[service]!.profit;
      }
      if (corrupted.length > 0) visit(corrupted, crowd, profit, cost);
      return;
    }
    descend(place + 1, cost);
    const { services, weights, stake } = model.pieces[index]!;
    crowd.push(index);
    for (let edge = 0; edge < services.length; edge++) missing[services[edge]!]! -= weights[edge]!;
    descend(place + 1, cost + stake);
    for (let edge = 0; edge < services.length; edge++) missing[services[edge]!]! += weights[edge]!;
    crowd.pop();
  };
  descend(0, zero);
}
