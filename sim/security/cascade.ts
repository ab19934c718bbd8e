import { log } from '../engine/index.ts';
import { type AttackOptions, mostProfitableAttack } from './attack.ts';
import { add, compare, divide, type Fraction, multiply, one, sum, toNumber, zero } from './fraction.ts';
import { afterLosses, isUnique, isWhole, type Network, totalStake } from './network.ts';
import {
  type AttackModel,
  amountBelow,
  attackModel,
  fractionOfAmount,
  lossesByOperator,
} from './search/attack-model.ts';
import { type PieceRound, splitIntoRounds } from './search/rounds.ts';
import { worstSequence } from './search/sequence-search.ts';
import type { Aftermath, ShockQuestion } from './search/shock.ts';
import { worstAftermath } from './search/shock-search.ts';
import { type Slack, slack } from './slack.ts';

/** One attack of a cascade, by places in the network. */
export interface Round {
  readonly services: readonly number[];
  readonly operators: readonly number[];
}

/** What becomes of a shock. */
export interface Cascade {
  /** Size of the shock, as part of the stake. */
  readonly psi: Fraction;
  /** R_psi as the paper defines it: psi plus the part lost to attacks; above 1 where a smaller shock is the worst. */
  readonly literal: Fraction;
  /** Part of the stake lost to shock and attacks together, at most 1. */
  readonly realised: Fraction;
  /** Less than this by Theorem 1, (1 + 1 / gamma) psi; undefined where no slack above 0 is known. */
  readonly bound: Fraction | undefined;
  /** Operators that the worst shock takes. */
  readonly shock: readonly number[];
  /** The attacks after it, one after another. */
  readonly rounds: readonly Round[];
  readonly isExact: boolean;
}

/** Choices of an analysis of cascades. */
export interface CascadeOptions extends AttackOptions {
  /** Steps of each search, after which the worst that was found so far is taken. */
  readonly mostSteps?: number;
  /** The slack of the network, from which the bound follows, where it is known. */
  readonly slack?: Slack;
}

const usualSteps = 3_000_000;

/** Where operators share a part of their stake: steps of the search through all cascades, and most services. */
const usualSequenceSteps = 10_000_000;
const mostSequenceServices = 16;

/**
 * The worst cascade after a shock of at most a part psi of the stake (Robust Restaking Networks, section 2.3). Exact
 * for up to 16 services and 12 operators, and for larger networks as long as the search stays within its steps.
 *
 * @param psi part of the stake, from 0 to 1
 */
export function worstCascade(network: Network, psi: Fraction, options: CascadeOptions = {}): Cascade {
  const model = attackModel(network);
  const everybody = new Uint8Array(network.operators.length).fill(1);
  const total = totalStake(network);
  const question = questionOf(model, everybody, { most: amountBelow(model, multiply(psi, total)) }, options);
  const cascade = cascadeOf({ network, question, psi, total, options });
  return { ...cascade, bound: boundOf(network, psi, options) };
}

/**
 * The worst cascade once some operators have lost all their stake.
 *
 * @param lost places of the operators
 */
export function cascadeAfter(
  network: Network,
  lost: ReadonlySet<number>,
  options: CascadeOptions = {},
): Cascade {
  const model = attackModel(network);
  const everybody = new Uint8Array(network.operators.length).fill(1);
  const total = totalStake(network);
  const psi = part(sum([...lost].map(operator => network.operators[operator]!.stake)), total);
  const question = questionOf(model, everybody, { operators: lost }, options);
  const cascade = cascadeOf({ network, question, psi, total, options });
  return { ...cascade, bound: boundOf(network, psi, options) };
}

/**
 * The worst cascade for a coalition of services C: of the operators who secure only services of C, the part of the
 * stake that shock and attacks take, where the shock takes at most a part psi of their stake and any stake of others
 * (Robust Restaking Networks, section 4; attacks need not be stable).
 *
 * @param services places of the coalition's services
 * @returns undefined if no operator secures these services alone
 */
export function localCascade(
  network: Network,
  services: ReadonlySet<number>,
  psi: Fraction,
  options: CascadeOptions = {},
): Omit<Cascade, 'bound'> | undefined {
  const model = attackModel(network);
  const isLocal = Uint8Array.from(network.operators, ({ allocations }) => {
    const served = allocations.filter(({ amount }) => amount.numerator > 0n);
    return served.length > 0 && served.every(({ service }) => services.has(service)) ? 1 : 0;
  });
  const total = sum(
    network.operators.filter((_, operator) => isLocal[operator] === 1).map(({ stake }) => stake),
  );
  if (total.numerator === 0n) return undefined;
  const question = questionOf(model, isLocal, { most: amountBelow(model, multiply(psi, total)) }, options);
  return cascadeOf({ network, question, psi, total, options });
}

/**
 * The bound of Theorem 1 on the loss after a shock.
 *
 * @returns undefined when gamma is 0 or less
 */
export function lossBound(psi: Fraction, gamma: Fraction): Fraction | undefined {
  return gamma.numerator > 0n ? multiply(add(one, divide(one, gamma)), psi) : undefined;
}

/**
 * Rounds that no cascade after a shock reaches: k (1 + log(psi sigma(V) / (epsilon gamma)) / log(1 + gamma)), where
 * sigma(V) is all stake and epsilon the least of an operator (Theorem 7 of Robust Restaking Networks). Of operators who
 * pool all their stake.
 *
 * @param psi part of the stake that the shock takes, above 0
 * @param gamma slack of the network
 * @param depth k: how many rounds before it each round depends on; 1 in a chain
 * @returns undefined without slack above 0, or without stake
 */
export function cascadeLengthBound(
  network: Network,
  { psi, gamma, depth }: { readonly psi: Fraction; readonly gamma: Fraction; readonly depth: number },
): number | undefined {
  const stakes = network.operators.map(({ stake }) => toNumber(stake)).filter(stake => stake > 0);
  if (gamma.numerator <= 0n || stakes.length === 0) return undefined;
  const lost = toNumber(multiply(psi, totalStake(network)));
  const least = Math.min(...stakes);
  return depth * (1 + log(lost / (least * toNumber(gamma))) / log(1 + toNumber(gamma)));
}

function questionOf(
  model: AttackModel,
  counts: Uint8Array,
  shock: Parameters<typeof worstAftermath>[0]['shock'],
  { emptyServiceIsFree = true, mostSteps = usualSteps }: CascadeOptions,
) {
  return { model, counts, shock, countsShock: false, emptyServiceIsFree, mostSteps };
}

interface Asked {
  readonly network: Network;
  readonly question: ShockQuestion;
  readonly psi: Fraction;
  /** Stake of those whose losses count. */
  readonly total: Fraction;
  readonly options: CascadeOptions;
}

/** What becomes of a shock, without the bound of Theorem 1. */
function cascadeOf(asked: Asked): Omit<Cascade, 'bound'> {
  const { network, question, psi, total, options } = asked;
  const { model } = question;
  const most = worstAftermath({ ...question, countsShock: false });
  const both = 'operators' in question.shock ? most : worstAftermath({ ...question, countsShock: true });
  const isExact = most.isExact && both.isExact;
  const isShared = network.operators.some(one => !isWhole(one) && !isUnique(one));
  const isEverybody = question.counts.every(counts => counts === 1);
  // Where no attack follows at all, nothing follows attacks.
  const isUnsure = isShared && !(isExact && isEverybody && !(most.worst.lost > 0));
  if (isUnsure) {
    const found = sequenceOf(asked);
    if (found !== undefined) return found;
  }
  const worst = both.worst;
  const further = isUnsure && isEverybody ? furtherRounds(network, model, worst, options) : [];
  const later = part(sum(further.map(({ lost }) => lost)), total);
  const rounds = splitIntoRounds(model, new Set(worst.shock), worst).map(round => roundOf(model, round));
  return {
    psi,
    literal: add(add(psi, part(fractionOfAmount(model, most.worst.lost), total)), later),
    realised: add(part(fractionOfAmount(model, worst.shocked + worst.lost), total), later),
    shock: worst.shock,
    rounds: [...rounds, ...further.map(({ round }) => round)],
    isExact: isExact && !isUnsure,
  };
}

/** The same where operators share a part of their stake, by going through all cascades; undefined if they are too many. */
function sequenceOf({
  question,
  psi,
  total,
  options: { mostSteps = usualSequenceSteps },
}: Asked): Omit<Cascade, 'bound'> | undefined {
  const { model } = question;
  if (model.targets.length > mostSequenceServices) return undefined;
  const limited = { ...question, mostSteps };
  const most = worstSequence({ ...limited, countsShock: false });
  const both =
    'operators' in question.shock || !most ? most : worstSequence({ ...limited, countsShock: true });
  if (most === undefined || both === undefined) return undefined;
  return {
    psi,
    literal: add(psi, part(fractionOfAmount(model, most.lost), total)),
    realised: part(fractionOfAmount(model, both.shocked + both.lost), total),
    shock: both.shock,
    rounds: both.rounds.map(round => roundOf(model, round)),
    isExact: true,
  };
}

function part(amount: Fraction, total: Fraction): Fraction {
  return total.numerator === 0n ? zero : divide(amount, total);
}

/** A round by operators in place of pieces of their stake. */
function roundOf(model: AttackModel, { services, pieces }: PieceRound): Round {
  const operators = new Set(pieces.map(piece => model.pieces[piece]!.operator));
  return { services, operators: [...operators].sort((a, b) => a - b) };
}

function boundOf(network: Network, psi: Fraction, options: CascadeOptions): Fraction | undefined {
  const { gamma, proved, isExact } = options.slack ?? slack(network, options);
  if (gamma === undefined) return isExact ? psi : undefined;
  return proved && lossBound(psi, proved);
}

/**
 * Attacks that follow because operators whose stake is pooled in part lost some of it, the most profitable first: only
 * they can be left with stake that backs less than before.
 */
function furtherRounds(
  network: Network,
  model: AttackModel,
  { shock, services, pieces }: Aftermath,
  options: CascadeOptions,
) {
  const found: { readonly round: Round; readonly lost: Fraction }[] = [];
  if (services.length === 0) return found;
  const isAttacked = Uint8Array.from(network.services, (_, service) => (services.includes(service) ? 1 : 0));
  const losses = lossesByOperator(model, pieces, isAttacked);
  for (const operator of shock) losses[operator] = network.operators[operator]!.stake;
  const gone = new Set(services);
  for (;;) {
    const rest = afterLosses(network, losses, gone);
    const kept = [...network.services.keys()].filter(service => !gone.has(service));
    const { attack } = mostProfitableAttack(rest, options);
    if (attack === undefined) return found;
    const attacked = attack.services.map(service => kept[service]!);
    for (const operator of attack.operators) {
      const { stake, allocations } = rest.operators[operator]!;
      const slashable = sum(
        allocations.filter(({ service }) => attack.services.includes(service)).map(({ amount }) => amount),
      );
      losses[operator] = add(losses[operator]!, compare(slashable, stake) < 0 ? slashable : stake);
    }
    for (const service of attacked) gone.add(service);
    found.push({ round: { services: attacked, operators: attack.operators }, lost: attack.cost });
  }
}
