import type { Amount, AttackModel } from './attack-model.ts';
import type { Aftermath, ShockQuestion } from './shock.ts';
import { badAftermath } from './shock-greedy.ts';
import { actorsOf, descend, type WorstRecord, walkOf } from './shock-walk.ts';
import { twinsBefore } from './twins.ts';

/** Services up to which every set of them is looked at, and operators up to which every division of them may be. */
const exhaustive = { services: 16, operators: 40 };

/** Sets of services that are tried where not all of them are looked at, and allocations that all of them look at. */
const guessed = { sets: 64, fewest: 8, allocations: 4_000_000 };

/** The worst that was found, and whether everything was looked at. */
export interface ShockSearch {
  readonly worst: Aftermath;
  readonly isExact: boolean;
}

/**
 * The most stake that a shock and the attacks after it can take, by going through all sets of attacked services and,
 * for each, the ways to divide the operators into lost, attacking and idle: as in the paper's definition an attacker
 * may be of no use to the attack, as long as it pays. Operators that are alike are interchanged freely. Of more than
 * 16 services or 40 operators only a bad aftermath is found, without a promise that it is the worst.
 */
export function worstAftermath(question: ShockQuestion): ShockSearch {
  const { model, countsShock } = question;
  const isSmall = losable(model).length <= exhaustive.services && model.stakes.length <= exhaustive.operators;
  const nothing = badAftermath(question, [[]]);
  const worthOf = ({ shocked, lost }: Aftermath): Amount => (countsShock ? shocked + lost : lost);
  const record: WorstRecord = { worst: nothing, worth: worthOf(nothing), steps: 0 };
  if (isSmall) {
    const actors = actorsOf(question);
    const isDone = allSets(model).every(services => descend(walkOf(question, actors, services, record), 0));
    if (isDone) return { worst: record.worst, isExact: true };
  }
  const guess = badAftermath(question, likelySets(model));
  return { worst: worthOf(guess) > record.worth ? guess : record.worst, isExact: false };
}

/** Services that bring something. */
function payable({ targets }: AttackModel): number[] {
  return [...targets.keys()].filter(service => targets[service]!.profit > 0);
}

/** Services that bring something, or by whose attack an operator loses stake that it does not lose by others. */
function losable({ targets, pieces }: AttackModel): number[] {
  const isLosable = targets.map(({ profit }) => profit > 0);
  for (const { isWhole, services } of pieces) {
    if (!isWhole) for (const service of services) isLosable[service] = true;
  }
  return [...targets.keys()].filter(service => isLosable[service]);
}

/** All sets of services whose attack matters, alike ones once: the empty one first and then by falling profit. */
function allSets(model: AttackModel): number[][] {
  const services = losable(model);
  const twins = twinsBefore(model, false);
  const sets: { readonly set: number[]; readonly profit: number }[] = [];
  for (let mask = 1; mask < 1 << services.length; mask++) {
    const set = services.filter((_, bit) => mask & (1 << bit));
    if (!set.every(service => twins[service]! < 0 || set.includes(twins[service]!))) continue;
    sets.push({ set, profit: set.reduce((sum, service) => sum + Number(model.targets[service]!.profit), 0) });
  }
  sets.sort((a, b) => b.profit - a.profit);
  return [[], ...sets.map(({ set }) => set)];
}

/** Some sets of services: the first of those that bring most for what they need, and each of these alone. */
function likelySets(model: AttackModel): number[][] {
  const worth = (service: number): number =>
    Number(model.targets[service]!.profit) / Math.max(1, Number(model.targets[service]!.needed));
  const order = payable(model).sort((a, b) => worth(b) - worth(a));
  const allocations = model.pieces.reduce((total, { services }) => total + services.length, 1);
  const affordable = Math.max(guessed.fewest, Math.floor(guessed.allocations / allocations));
  const half = Math.floor(Math.min(guessed.sets, affordable) / 2);
  const counts = new Set(
    Array.from({ length: half }, (_, step) => Math.ceil(((step + 1) * order.length) / half)),
  );
  const first = [...counts].map(count => order.slice(0, count).sort((a, b) => a - b));
  return [[], ...first, ...order.slice(0, half).map(service => [service])];
}
