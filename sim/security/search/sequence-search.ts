import type { Amount, AttackModel } from './attack-model.ts';
import type { PieceRound } from './rounds.ts';
import type { ShockQuestion } from './shock.ts';

/** A cascade whose rounds were found one by one. */
export interface AttackSequence {
  /** Operators that the shock took. */
  readonly shock: readonly number[];
  readonly rounds: readonly PieceRound[];
  /** Stake of operators that count: taken by the shock, and by attacks. */
  readonly shocked: Amount;
  readonly lost: Amount;
}

/** The worst of what may follow from some stake: what is lost in all, and the first round; undefined if none pays. */
interface Sequel {
  readonly lost: Amount;
  readonly first: PieceRound | undefined;
  /** Stake of each piece after the first round. */
  readonly left: readonly Amount[];
}

interface SequenceSearch {
  readonly question: ShockQuestion;
  /** What is known to follow, by the stake that is left and the services that were attacked. */
  readonly known: Map<string, Sequel>;
  steps: number;
}

/**
 * The worst cascade where operators share a part of their stake between services: after an attack such a stake still
 * backs what is left of it, so that a cascade is more than one attack on what there was. Goes through every shock and
 * every attack after every other.
 *
 * @returns undefined if that takes more steps than the question allows
 */
export function worstSequence(question: ShockQuestion): AttackSequence | undefined {
  const { model, countsShock } = question;
  const search: SequenceSearch = { question, known: new Map(), steps: 0 };
  let worst: AttackSequence | undefined;
  const worthOf = ({ shocked, lost }: AttackSequence): Amount => (countsShock ? shocked + lost : lost);
  visitShocks(search, (shock, shocked) => {
    const left = model.pieces.map(({ operator, stake }) => (shock.has(operator) ? model.zero : stake));
    const { lost } = sequelOf(search, left, 0);
    const found = { shock: [...shock].sort((a, b) => a - b), rounds: [], shocked, lost };
    if (worst !== undefined && !(worthOf(found) > worthOf(worst))) return;
    worst = { ...found, rounds: roundsFrom(search, left) };
  });
  return isSpent(search) ? undefined : worst;
}

/** Calls with every shock that the question allows, and the stake of operators that count in it. */
function visitShocks(
  search: SequenceSearch,
  visit: (shock: ReadonlySet<number>, shocked: Amount) => void,
): void {
  const { model, counts, shock } = search.question;
  const stakeOf = (operator: number): Amount => (counts[operator] ? model.stakes[operator]! : model.zero);
  if ('operators' in shock) {
    visit(
      shock.operators,
      [...shock.operators].reduce((sum, operator) => sum + stakeOf(operator), model.zero),
    );
    return;
  }
  const taken = new Set<number>();
  const descend = (operator: number, shocked: Amount): void => {
    if (operator === model.stakes.length) {
      visit(taken, shocked);
      return;
    }
    if (isSpent(search)) return;
    search.steps++;
    descend(operator + 1, shocked);
    const more = shocked + stakeOf(operator);
    if (!(model.stakes[operator]! > 0) || more > shock.most) return;
    taken.add(operator);
    descend(operator + 1, more);
    taken.delete(operator);
  };
  descend(0, model.zero);
}

/** Whether a search has taken all its steps: what it says from then on is worth nothing. */
function isSpent({ steps, question }: SequenceSearch): boolean {
  return steps >= question.mostSteps;
}

/** The worst of what may follow once pieces have so much stake left and some services, as bits, were attacked. */
function sequelOf(search: SequenceSearch, left: readonly Amount[], gone: number): Sequel {
  const key = `${gone}:${left}`;
  const before = search.known.get(key);
  if (before !== undefined) return before;
  const { model } = search.question;
  let worst: Sequel = { lost: model.zero, first: undefined, left };
  const rest = ((1 << model.targets.length) - 1) & ~gone;
  // Every set of the services that are left, ascending.
  for (let set = rest & -rest; set !== 0 && !isSpent(search); set = (set - rest) & rest) {
    visitAttacks(search, { left, set }, (round, lost, after) => {
      const total = lost + sequelOf(search, after, gone | set).lost;
      if (total > worst.lost) worst = { lost: total, first: round, left: after };
    });
  }
  search.known.set(key, worst);
  return worst;
}

/** Calls with every attack on a set of services, as bits, that pays on what is left. */
function visitAttacks(
  search: SequenceSearch,
  { left, set }: { readonly left: readonly Amount[]; readonly set: number },
  visit: (round: PieceRound, lost: Amount, after: readonly Amount[]) => void,
): void {
  const { model, counts, emptyServiceIsFree } = search.question;
  const { targets, pieces, zero } = model;
  const services = [...targets.keys()].filter(service => set & (1 << service));
  search.steps += pieces.length * services.length;
  if (isSpent(search)) return;
  const profit = services.reduce((sum, service) => sum + targets[service]!.profit, zero);
  const covers = pieces.map((piece, index) => coverOf(piece, left[index]!, services));
  const allocated = services.map((_, place) => covers.reduce((sum, cover) => sum + cover[place]!, zero));
  if (!emptyServiceIsFree && allocated.some(amount => !(amount > 0))) return;
  const losses = covers.map((cover, index) => {
    const slashable = cover.reduce((sum, weight) => sum + weight, zero);
    const stake = left[index]!;
    const { isWhole, services: served } = pieces[index]!;
    // What is unique to one service is all slashed, with what is being withdrawn of it.
    const losesAll = isWhole || (served.length === 1 && slashable > 0);
    return losesAll || slashable > stake ? stake : slashable;
  });
  const actors = [...pieces.keys()].filter(index => losses[index]! > 0);
  const missing = services.map((service, place) => targets[service]!.part * allocated[place]!);
  const by: number[] = [];
  const descend = (at: number, cost: Amount, lost: Amount): void => {
    if (isSpent(search)) return;
    search.steps++;
    const index = actors[at];
    if (index === undefined) {
      if (missing.some(amount => amount > 0)) return;
      const after = left.map((stake, piece) => (by.includes(piece) ? stake - losses[piece]! : stake));
      visit({ services, pieces: by.slice() }, lost, after);
      return;
    }
    descend(at + 1, cost, lost);
    const loss = losses[index]!;
    if (!(cost + loss < profit)) return;
    const change = (sign: 1 | -1): void => {
      for (const [place, service] of services.entries()) {
        const cover = targets[service]!.whole * covers[index]![place]!;
        missing[place] = sign > 0 ? missing[place]! - cover : missing[place]! + cover;
      }
    };
    by.push(index);
    change(1);
    descend(at + 1, cost + loss, counts[pieces[index]!.operator] ? lost + loss : lost);
    change(-1);
    by.pop();
  };
  if (profit > 0) descend(0, zero, zero);
}

/** What a piece puts behind each of some services when it has so much stake left. */
function coverOf(
  { services: served, weights }: AttackModel['pieces'][number],
  left: Amount,
  services: readonly number[],
): Amount[] {
  return services.map(service => {
    const edge = served.indexOf(service);
    if (edge < 0) return left - left;
    return weights[edge]! < left ? weights[edge]! : left;
  });
}

/** The rounds of the worst that follows. */
function roundsFrom(search: SequenceSearch, start: readonly Amount[]): PieceRound[] {
  const rounds: PieceRound[] = [];
  let gone = 0;
  for (let left = start; ; ) {
    const { first, left: after } = sequelOf(search, left, gone);
    if (first === undefined) return rounds;
    rounds.push(first);
    for (const service of first.services) gone |= 1 << service;
    left = after;
  }
}
