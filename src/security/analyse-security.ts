import {
  type AttackOptions,
  type Cascade,
  cascadeAfter,
  type ElasticAttack,
  type ElasticOptions,
  type ElasticSecurity,
  elasticAttack,
  type Fraction,
  fraction,
  hasClosedForm,
  isSecure,
  mostProfitableAttack,
  multiply,
  type Network,
  type NetworkAttack,
  net,
  restakingDegree,
  type Slack,
  secureScale,
  slack,
  subtract,
  symmetricNet,
  symmetricNetwork,
  symmetricStake,
  totalStake,
  worstCascade,
} from '../../sim/security/index.ts';
import type { WrittenNetwork } from './parse-network.ts';

/** What to find out about a network. */
export interface SecurityQuestion {
  /** Size of the worst shock that is looked for; 0.1 unless said otherwise. */
  readonly psi: Fraction;
  /** Operators that are lost, by place, in place of the worst shock. */
  readonly shock: ReadonlySet<number> | undefined;
  /** Whether operators may attack with part of their stake, and lose no more than that. */
  readonly isElastic: boolean;
  /** Services that are Byzantine and slash all that is allocated to them before the attack. */
  readonly byzantine: number;
  /** What an attack may cost its adversary beyond what it brings. */
  readonly budget: Fraction;
  /** Restaking degrees to look at; those of a symmetric network alone can be chosen. */
  readonly degrees: readonly Fraction[];
  /** What to solve for: the least stake that is secure, or the budget that is tolerated. */
  readonly solve: 'stake' | 'budget' | undefined;
}

/** A question about nothing but attack, slack and the worst shock of a tenth of the stake. */
export const plainQuestion: SecurityQuestion = {
  psi: fraction(1n, 10n),
  shock: undefined,
  isElastic: false,
  byzantine: 0,
  budget: fraction(0n),
  degrees: [],
  solve: undefined,
};

/** Security of a network of elastic stake at one restaking degree. */
export interface ElasticRow {
  readonly degree: Fraction;
  readonly byzantine: number;
  /** The adversary's budget, or what is tolerated; undefined if no budget is. */
  readonly budget: Fraction | undefined;
  /** Stake of each operator of a symmetric network, of all together otherwise; undefined if none is enough. */
  readonly stake: Fraction | undefined;
  readonly isSecure: boolean;
}

/** Everything that was found out. */
export interface SecurityAnalysis {
  readonly network: Network;
  /** Whether the network was written as all alike, so that stakes of degrees are those of one operator. */
  readonly isSymmetric: boolean;
  readonly question: SecurityQuestion;
  /** The attack that pays best, of elastic stake if that was asked for. */
  readonly attack: NetworkAttack | ElasticAttack | undefined;
  /** The attack that comes nearest to paying, where none pays. */
  readonly nearest: NetworkAttack | ElasticAttack | undefined;
  /** Services that had to be Byzantine for the attack, or for the nearest to one, by place. */
  readonly byzantine: readonly number[];
  /** No attack brings more than this after its cost, where the search for it was not exact. */
  readonly netBound: Fraction | undefined;
  readonly slack: Slack;
  readonly cascade: Cascade;
  readonly elastic: readonly ElasticRow[];
  readonly isExact: boolean;
}

/** A network written out. */
export function networkOf(written: WrittenNetwork): Network {
  return written.kind === 'network' ? written.network : symmetricNetwork(written.symmetric);
}

/** Answers a question about a network. */
export function analyseSecurity(written: WrittenNetwork, question: SecurityQuestion): SecurityAnalysis {
  const network = networkOf(written);
  const { psi, shock } = question;
  const options = { emptyServiceIsFree: written.emptyServiceIsFree };
  const found = slack(network, options);
  const cascade =
    shock === undefined
      ? worstCascade(network, psi, { ...options, slack: found })
      : cascadeAfter(network, shock, { ...options, slack: found });
  const { rows, isExact, ...best } = question.isElastic
    ? elasticAnalysis(written, network, question)
    : plainAnalysis(network, found, options);
  return {
    network,
    isSymmetric: written.kind === 'symmetric',
    question,
    ...best,
    slack: found,
    cascade,
    elastic: rows,
    isExact: found.isExact && cascade.isExact && isExact,
  };
}

/** The best attack on stake that operators attack with as a whole. */
function plainAnalysis(network: Network, { attack: nearest }: Slack, options: AttackOptions) {
  const { attack, netBound, isExact } = mostProfitableAttack(network, options);
  return {
    attack,
    nearest: attack === undefined ? nearest : undefined,
    byzantine: [],
    netBound: isExact ? undefined : netBound,
    rows: [],
    isExact,
  };
}

/** The best attack on stake that divides, and the rows of the degrees that are asked for. */
function elasticAnalysis(written: WrittenNetwork, network: Network, question: SecurityQuestion) {
  const found = elasticAttack(network, elasticOptions(written, question.byzantine));
  const pays = found.attack !== undefined && net(found.attack).numerator > 0n;
  const { rows, isExact } = elasticRows(written, { network, found }, question);
  return {
    attack: pays ? found.attack : undefined,
    nearest: pays ? undefined : found.attack,
    byzantine: found.byzantine,
    netBound: undefined,
    rows,
    isExact: found.isExact && isExact,
  };
}

function elasticRows(
  written: WrittenNetwork,
  { network, found }: { readonly network: Network; readonly found: ElasticSecurity },
  question: SecurityQuestion,
) {
  if (written.kind === 'network') {
    const row = { network, degree: restakingDegree(network), stake: totalStake(network) };
    return elasticRow(row, found, question, elasticOptions(written, question.byzantine));
  }
  const { symmetric, emptyServiceIsFree } = written;
  const degrees = question.degrees.length === 0 ? [symmetric.degree] : question.degrees;
  const { byzantine, budget, solve } = question;
  const each = degrees.map(degree => {
    const one = { ...symmetric, degree };
    if (!hasClosedForm(one)) {
      const row = { network: symmetricNetwork(one), degree, stake: symmetric.stake };
      const options = elasticOptions(written, byzantine);
      return elasticRow(row, elasticAttack(row.network, options), question, options);
    }
    const most = symmetricNet(one, { byzantine, emptyServiceIsFree });
    const row = rowOf(question, { degree, most, stake: symmetric.stake });
    const solved =
      solve === 'stake'
        ? { ...row, ...solvedStake(symmetricStake(one, budget, { byzantine, emptyServiceIsFree })) }
        : row;
    return { rows: [solved], isExact: true };
  });
  return { rows: each.flatMap(({ rows }) => rows), isExact: each.every(({ isExact }) => isExact) };
}

/** What may be Byzantine: as many services as asked for, but not the base service of a symmetric network. */
function elasticOptions(written: WrittenNetwork, byzantine: number): ElasticOptions {
  const hasBase = written.kind === 'symmetric' && written.symmetric.base !== null;
  return { byzantine, honest: new Set(hasBase ? [0] : []), emptyServiceIsFree: written.emptyServiceIsFree };
}

/** The row of a network by search. */
function elasticRow(
  {
    network,
    degree,
    stake,
  }: { readonly network: Network; readonly degree: Fraction; readonly stake: Fraction },
  { attack, isExact }: ElasticSecurity,
  question: SecurityQuestion,
  options: ElasticOptions,
) {
  const { budget, solve } = question;
  const row = rowOf(question, { degree, most: attack && net(attack), stake });
  if (solve !== 'stake') return { rows: [row], isExact };
  const scale = secureScale(network, budget, options);
  const least = scale.factor && multiply(scale.factor, stake);
  return { rows: [{ ...row, ...solvedStake(least) }], isExact: scale.isExact };
}

/** What the most that an attack brings says of security, at the budget given or for the one that is tolerated. */
function rowOf(
  { byzantine, budget, solve }: SecurityQuestion,
  {
    degree,
    most,
    stake,
  }: { readonly degree: Fraction; readonly most: Fraction | undefined; readonly stake: Fraction },
): ElasticRow {
  if (solve !== 'budget') return { degree, byzantine, budget, stake, isSecure: isSecure(most, budget) };
  const secure = isSecure(most);
  const tolerated = secure && most !== undefined ? subtract(fraction(0n), most) : undefined;
  return { degree, byzantine, budget: tolerated, stake, isSecure: secure };
}

function solvedStake(stake: Fraction | undefined): Pick<ElasticRow, 'stake' | 'isSecure'> {
  return { stake, isSecure: stake !== undefined };
}
