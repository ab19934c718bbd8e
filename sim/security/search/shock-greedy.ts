import { type Amount, type AttackModel, type AttackTarget, lossOf } from './attack-model.ts';
import { cheapestCoalition } from './coalition.ts';
import type { Aftermath, ShockQuestion } from './shock.ts';

/** Nodes of the search for each coalition. */
const mostNodes = 1_000;

/**
 * A bad shock and attack after it, without any promise that it is the worst: for each of some sets of services, the
 * shock takes those who secure most of them for their stake, the cheapest coalition of the others attacks, and others
 * ride along as long as the attack pays.
 */
export function badAftermath(question: ShockQuestion, sets: readonly (readonly number[])[]): Aftermath {
  const { model, countsShock } = question;
  const { zero } = model;
  let worst: Aftermath | undefined;
  const worth = ({ shocked, lost }: Aftermath): Amount => (countsShock ? shocked + lost : lost);
  for (const services of sets) {
    const found = aftermathOf(question, services);
    if (found !== undefined && (worst === undefined || worth(found) > worth(worst))) worst = found;
  }
  return worst ?? { shock: [], services: [], pieces: [], shocked: zero, lost: zero };
}

function aftermathOf(question: ShockQuestion, services: readonly number[]): Aftermath | undefined {
  const { model, counts, emptyServiceIsFree } = question;
  const { zero, targets, stakes } = model;
  const isAttacked = new Uint8Array(targets.length);
  for (const service of services) isAttacked[service] = 1;
  const shock = shockOn(question, isAttacked);
  const shocked = shock.reduce((sum, operator) => (counts[operator] ? sum + stakes[operator]! : sum), zero);
  if (services.length === 0) return { shock, services, pieces: [], shocked, lost: zero };
  const rest = withoutPieces(model, new Set(shock));
  if (!emptyServiceIsFree && services.some(service => !(rest.model.targets[service]!.allocated > 0)))
    return undefined;
  const profit = services.reduce((sum, service) => sum + targets[service]!.profit, zero);
  const { coalition } = cheapestCoalition(rest.model, isAttacked, { below: profit, mostNodes });
  if (coalition === undefined) return undefined;
  const attackers = new Set(coalition.pieces.map(piece => rest.places[piece]!));
  let spent = coalition.cost;
  const riders = rest.places
    .filter(piece => !attackers.has(piece) && counts[model.pieces[piece]!.operator])
    .map(piece => ({ piece, loss: lossOf(model.pieces[piece]!, isAttacked) }))
    .sort((a, b) => Number(b.loss) - Number(a.loss));
  for (const { piece, loss } of riders) {
    if (!(loss > 0) || !(spent + loss < profit)) continue;
    attackers.add(piece);
    spent += loss;
  }
  const pieces = [...attackers].sort((a, b) => a - b);
  const lost = pieces.reduce(
    (sum, piece) =>
      counts[model.pieces[piece]!.operator] ? sum + lossOf(model.pieces[piece]!, isAttacked) : sum,
    zero,
  );
  return { shock, services, pieces, shocked, lost };
}

/** Operators that a shock takes: those given, or those who secure most of the services for the stake that counts. */
function shockOn({ model, counts, shock }: ShockQuestion, isAttacked: Uint8Array): number[] {
  if ('operators' in shock) return [...shock.operators].sort((a, b) => a - b);
  const cover = new Float64Array(model.stakes.length);
  for (const { operator, services, weights } of model.pieces) {
    for (const [edge, service] of services.entries()) {
      if (isAttacked[service])
        cover[operator]! += Number(weights[edge]) / Number(model.targets[service]!.allocated);
    }
  }
  const worth = (operator: number): number => cover[operator]! / Number(model.stakes[operator]);
  const order = [...model.stakes.keys()].filter(operator => model.stakes[operator]! > 0 && counts[operator]);
  order.sort((a, b) => worth(b) - worth(a) || Number(model.stakes[b]) - Number(model.stakes[a]));
  const taken: number[] = [];
  let left = shock.most;
  for (const operator of order) {
    if (model.stakes[operator]! > left) continue;
    taken.push(operator);
    left -= model.stakes[operator]!;
  }
  return taken.sort((a, b) => a - b);
}

/** The model without the pieces of some operators, and where its pieces stood before. */
function withoutPieces(model: AttackModel, gone: ReadonlySet<number>) {
  const places = [...model.pieces.keys()].filter(piece => !gone.has(model.pieces[piece]!.operator));
  const allocated = model.targets.map(target => target.allocated);
  for (const { operator, services, weights } of model.pieces) {
    if (!gone.has(operator)) continue;
    for (const [edge, service] of services.entries()) allocated[service]! -= weights[edge]!;
  }
  const targets = model.targets.map((target, service): AttackTarget => {
    const all = allocated[service]!;
    const part = BigInt(target.part) * BigInt(all);
    const whole = BigInt(target.whole);
    return { ...target, allocated: all, needed: model.amount((part + whole - 1n) / whole) };
  });
  return { model: { ...model, targets, pieces: places.map(piece => model.pieces[piece]!) }, places };
}
