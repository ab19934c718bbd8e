import type { AttackModel } from './attack-model.ts';

/**
 * For each service the last one before it that is like it, or -1: the same profit and need, secured by the same
 * operators with the same amounts. Searches take services that are alike in order, as it does not matter which.
 *
 * @param isAnybody whether stake that secures one service alone is alike whoever owns it: true where only attacks are
 * searched, not where an operator may lose all its pieces at once
 */
export function twinsBefore({ targets, pieces }: AttackModel, isAnybody: boolean): Int32Array {
  const edges: string[][] = targets.map(() => []);
  for (const [index, { operator, stake, services, weights }] of pieces.entries()) {
    const single = `${isAnybody ? '' : `of ${operator}`} ${stake}`;
    const who = services.length === 1 ? single : index;
    for (const [edge, service] of services.entries()) edges[service]!.push(`${who}:${weights[edge]}`);
  }
  const last = new Map<string, number>();
  return Int32Array.from(targets, ({ profit, part, whole, needed }, service) => {
    const key = `${profit} ${part}/${whole} ${needed} ${edges[service]!.sort()}`;
    const before = last.get(key) ?? -1;
    last.set(key, service);
    return before;
  });
}
