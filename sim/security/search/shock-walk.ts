import { type Amount, type AttackModel, lossOf } from './attack-model.ts';
import type { Aftermath, ShockQuestion } from './shock.ts';

/** What each operator may do, in an order in which those alike stand together. */
export interface Actor {
  readonly operator: number;
  readonly pieces: readonly number[];
  readonly stake: Amount;
  readonly counts: boolean;
  /** Whether it is like the actor before it. */
  readonly isTwin: boolean;
}

/** Operators in the order of the search: by falling stake, those alike next to one another. */
export function actorsOf({ model, counts, shock }: ShockQuestion): Actor[] {
  const pieces: number[][] = model.stakes.map(() => []);
  for (const [index, { operator }] of model.pieces.entries()) pieces[operator]!.push(index);
  const keys = pieces.map((own, operator) => {
    const parts = own.map(index => {
      const { stake, services, weights, isWhole } = model.pieces[index]!;
      return `${isWhole} ${stake} ${services} ${weights}`;
    });
    const isGiven = 'operators' in shock && shock.operators.has(operator);
    return `${counts[operator]} ${isGiven} ${model.stakes[operator]} ${parts.join(';')}`;
  });
  const byKey = (a: number, b: number): number =>
    keys[a]! < keys[b]! ? -1 : keys[a]! > keys[b]! ? 1 : a - b;
  const order = [...pieces.keys()].sort(
    (a, b) => Number(model.stakes[b]) - Number(model.stakes[a]) || byKey(a, b),
  );
  return order.map((operator, place) => ({
    operator,
    pieces: pieces[operator]!,
    stake: model.stakes[operator]!,
    counts: counts[operator] === 1,
    isTwin: place > 0 && keys[operator] === keys[order[place - 1]!],
  }));
}

/** The worst so far, and what the search has cost. */
export interface WorstRecord {
  worst: Aftermath;
  worth: Amount;
  steps: number;
}

/** A walk through what operators may do when some services are attacked. */
export interface Walk {
  readonly question: ShockQuestion;
  readonly actors: readonly Actor[];
  readonly record: WorstRecord;
  readonly services: readonly number[];
  readonly profit: Amount;
  /** What each piece loses when it attacks. */
  readonly losses: readonly Amount[];
  /** By service, times the threshold's denominator: attackers' stake above the threshold of what the shock left. */
  readonly above: Amount[];
  /** The same of those who have not chosen yet, if all of them attacked. */
  readonly ahead: Amount[];
  readonly stakeLeft: Amount[];
  /** By place: stake of the actors from there on that counts. */
  readonly countsAhead: readonly Amount[];
  /** What each actor did: bits of the pieces that attack, or the next higher power of two if the shock took it. */
  readonly codes: number[];
  readonly attackers: number[];
  readonly shocked: number[];
  /** Cost of the attack; stake that counts and that the shock or attackers lost. */
  spent: Amount;
  taken: Amount;
  lost: Amount;
}

/** A walk over the shocks of a question, with what it has lost and counted so far at its start: nothing. */
export function walkOf(
  question: ShockQuestion,
  actors: readonly Actor[],
  services: readonly number[],
  record: WorstRecord,
): Walk {
  const { targets, pieces, zero } = question.model;
  const isAttacked = new Uint8Array(targets.length);
  for (const service of services) isAttacked[service] = 1;
  const countsAhead: Amount[] = [zero];
  for (const { stake, counts } of actors.toReversed()) {
    countsAhead.unshift(counts ? countsAhead[0]! + stake : countsAhead[0]!);
  }
  const losses = pieces.map(piece => (services.length === 0 ? zero : lossOf(piece, isAttacked)));
  return {
    question,
    // Pieces that no attacked service can slash do nothing.
    actors: actors.map(actor => ({ ...actor, pieces: actor.pieces.filter(index => losses[index]! > 0) })),
    record,
    services,
    profit: services.reduce((sum, service) => sum + targets[service]!.profit, zero),
    losses,
    above: targets.map(({ part, allocated }) => zero - part * allocated),
    ahead: targets.map(({ whole, allocated }) => whole * allocated),
    stakeLeft: targets.map(({ allocated }) => allocated),
    countsAhead,
    codes: new Array<number>(actors.length).fill(0),
    attackers: [],
    shocked: [],
    spent: zero,
    taken: zero,
    lost: zero,
  };
}

/** Goes through what the actors from a place on may do; false if it had to stop before the end. */
export function descend(walk: Walk, place: number): boolean {
  const { question, actors, record, services, codes } = walk;
  if (record.steps++ >= question.mostSteps) return false;
  if (services.some(service => walk.above[service]! + walk.ahead[service]! < 0)) return true;
  if (!(mostPossible(walk, place) > record.worth)) return true;
  const actor = actors[place];
  if (actor === undefined) {
    finish(walk);
    return true;
  }
  const highest = actor.isTwin ? codes[place - 1]! : Number.POSITIVE_INFINITY;
  const { shock } = question;
  const isGiven = 'operators' in shock && shock.operators.has(actor.operator);
  const lostCode = 2 ** actor.pieces.length;
  let isDone = true;
  passBy(walk, actor, 1);
  const mayGo = 'operators' in shock ? isGiven : !actor.counts || !(walk.taken + actor.stake > shock.most);
  if (mayGo && lostCode <= highest) {
    codes[place] = lostCode;
    isDone = loseTo(walk, actor, place);
  }
  if (!isGiven && isDone) isDone = attackWith(walk, { actor, place, highest });
  passBy(walk, actor, -1);
  return isDone;
}

/** No more than this can come of a walk from a place on. */
function mostPossible(
  { question, services, profit, countsAhead, spent, taken, lost }: Walk,
  place: number,
): Amount {
  const { model, shock, countsShock } = question;
  const ahead = countsAhead[place]!;
  const affordable = services.length === 0 ? model.zero : profit - spent;
  const attackers = affordable < ahead ? affordable : ahead;
  if (!countsShock) return lost + attackers;
  const room = 'most' in shock && shock.most - taken < ahead ? shock.most - taken : ahead;
  return taken + lost + (attackers + room < ahead ? attackers + room : ahead);
}

/** An actor whose turn it is, and the highest code that it may choose. */
interface Turn {
  readonly actor: Actor;
  readonly place: number;
  readonly highest: number;
}

/**
 * Goes on with each set of an actor's pieces in the attack that what it brings pays for, by falling codes.
 *
 * @param bit the pieces from here down are yet to choose
 * @param code the pieces chosen so far
 */
function attackWith(walk: Walk, turn: Turn, bit = turn.actor.pieces.length - 1, code = 0): boolean {
  const { actor, place, highest } = turn;
  if (bit < 0) {
    walk.codes[place] = code;
    return descend(walk, place + 1);
  }
  const joined = code + 2 ** bit;
  const piece = actor.pieces[bit]!;
  if (joined <= highest && walk.spent + walk.losses[piece]! < walk.profit) {
    join(walk, actor, piece, 1);
    const isDone = attackWith(walk, turn, bit - 1, joined);
    join(walk, actor, piece, -1);
    if (!isDone) return false;
  }
  return attackWith(walk, turn, bit - 1, code);
}

/** Has a piece attack, or no longer. */
function join(walk: Walk, { counts }: Actor, piece: number, sign: 1 | -1): void {
  const cost = walk.losses[piece]!;
  change(walk, [piece], sign, 'whole');
  if (sign > 0) walk.attackers.push(piece);
  else walk.attackers.pop();
  walk.spent = sign > 0 ? walk.spent + cost : walk.spent - cost;
  if (counts) walk.lost = sign > 0 ? walk.lost + cost : walk.lost - cost;
}

/** Goes on with an actor lost to the shock. */
function loseTo(walk: Walk, actor: Actor, place: number): boolean {
  change(walk, actor.pieces, 1, 'part');
  walk.shocked.push(actor.operator);
  if (actor.counts) walk.taken += actor.stake;
  const isDone = descend(walk, place + 1);
  if (actor.counts) walk.taken -= actor.stake;
  walk.shocked.pop();
  change(walk, actor.pieces, -1, 'part');
  return isDone;
}

/** Takes what an actor's pieces could cover off what is ahead, or puts it back. */
function passBy({ question, ahead }: Walk, { pieces }: Actor, sign: 1 | -1): void {
  const { model } = question;
  for (const index of pieces) {
    const { services, weights } = model.pieces[index]!;
    for (let edge = 0; edge < services.length; edge++) {
      const service = services[edge]!;
      const cover = model.targets[service]!.whole * weights[edge]!;
      ahead[service] = sign > 0 ? ahead[service]! - cover : ahead[service]! + cover;
    }
  }
}

/** Counts pieces as attackers (`whole`), or as stake that is gone and need not be beaten (`part`), or no longer. */
function change(
  { question, above, stakeLeft }: Walk,
  pieces: readonly number[],
  sign: 1 | -1,
  as: 'whole' | 'part',
): void {
  const { model } = question;
  for (const index of pieces) {
    const { services, weights } = model.pieces[index]!;
    for (let edge = 0; edge < services.length; edge++) {
      const service = services[edge]!;
      const weight = weights[edge]!;
      const cover = model.targets[service]![as] * weight;
      above[service] = sign > 0 ? above[service]! + cover : above[service]! - cover;
      if (as === 'part')
        stakeLeft[service] = sign > 0 ? stakeLeft[service]! - weight : stakeLeft[service]! + weight;
    }
  }
}

/** Keeps what everybody has chosen if the attack holds and it is worse than the worst so far. */
function finish({
  question,
  record,
  services,
  profit,
  above,
  stakeLeft,
  attackers,
  shocked,
  spent,
  taken,
  lost,
}: Walk): void {
  for (const service of services) {
    if (above[service]! < 0 || (!question.emptyServiceIsFree && !(stakeLeft[service]! > 0))) return;
  }
  if (services.length > 0 && !(spent < profit)) return;
  const value = question.countsShock ? taken + lost : lost;
  if (!(value > record.worth)) return;
  record.worth = value;
  record.worst = {
    shock: shocked.toSorted((a, b) => a - b),
    services: withoutEmpty(services, stakeLeft, profit - spent, question.model),
    pieces: attackers.toSorted((a, b) => a - b),
    shocked: taken,
    lost,
  };
}

/** Attacked services but for those that the shock left without stake, as long as the attack pays without them. */
function withoutEmpty(
  services: readonly number[],
  stakeLeft: readonly Amount[],
  net: Amount,
  { targets }: AttackModel,
): readonly number[] {
  let left = net;
  return services.filter(service => {
    if (stakeLeft[service]! > 0 || !(left > targets[service]!.profit)) return true;
    left -= targets[service]!.profit;
    return false;
  });
}
