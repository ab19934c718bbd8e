import {
  add,
  compare,
  fraction,
  type NetworkAttack,
  net,
  subtract,
  toNumber,
} from '../../../../sim/security/index.ts';
import { list } from '../../../report/format.ts';
import type { ElasticRow, SecurityAnalysis } from '../../../security/analyse-security.ts';
import { counted } from '../../terminal.ts';
import { operatorNames, serviceNames } from './security-document.ts';
import { crowd, exactFigure, type Figure, lostPart, names, percentOf } from './security-words.ts';

/** What the figures of an analysis mean, in sentences. */
export function meaningOf(analysis: SecurityAnalysis, figure: Figure): string[] {
  const { attack, question, cascade, elastic, isExact } = analysis;
  const sentences: string[] = [];
  if (attack !== undefined) sentences.push(attackSentence(analysis, attack, figure));
  else sentences.push(question.isElastic ? elasticSentence(analysis, figure) : slackSentence(analysis));
  if (question.solve === 'stake') sentences.push(leastStakeSentence(analysis, figure));
  else if (question.solve === 'budget') sentences.push(toleratedSentence(elastic, figure));
  else if (elastic.length > 1) sentences.push(degreesSentence(elastic));
  sentences.push(spreadSentence(analysis));
  if (compare(cascade.literal, fraction(1n)) > 0) {
    sentences.push(
      'R is above 1 by its definition, which counts all of psi where a smaller loss is the worst.',
    );
  }
  if (!isExact) sentences.push(doubtSentence(analysis));
  return sentences;
}

function attackSentence(
  { network, byzantine }: SecurityAnalysis,
  attack: NetworkAttack,
  figure: Figure,
): string {
  const gain = figure(net(attack));
  const what = names(serviceNames(network, attack.services));
  const after =
    byzantine.length === 0 ? '' : `, once ${names(serviceNames(network, byzantine))} slashed all they can`;
  return attack.operators.length === 0
    ? `Not secure: no stake is left behind ${what}, so that anybody can corrupt it and gain ${gain}${after}.`
    : `Not secure: ${crowd(operatorNames(network, attack.operators))} can corrupt ${what} and gain ${gain} after ` +
        `losing ${figure(attack.cost)}${after}.`;
}

function slackSentence({ slack: { gamma, proved, isExact } }: SecurityAnalysis): string {
  if (gamma === undefined) return isExact ? 'No attack brings anything.' : 'No attack was found.';
  if (proved === undefined || proved.numerator < 0n) {
    return 'No attack that pays was found, but that there is none is not proved.';
  }
  if (proved.numerator === 0n) {
    const cost = isExact
      ? 'the nearest attack costs just what it brings'
      : 'an attack may cost just what it brings';
    return `Secure, but only just: ${cost}.`;
  }
  const times = Number(toNumber(add(proved, fraction(1n))).toPrecision(4));
  return `Secure: each attack costs at least ${times} times what it brings.`;
}

/** Whether stake that attacks in parts is secure, at the degree that the network has. */
function elasticSentence(
  { network, nearest, byzantine, question }: SecurityAnalysis,
  figure: Figure,
): string {
  const { budget } = question;
  const after =
    byzantine.length === 0 ? '' : `, once ${names(serviceNames(network, byzantine))} slashed all they can`;
  if (nearest === undefined) return 'Secure: nothing is left to attack.';
  const short = subtract(nearest.cost, nearest.profit);
  if (short.numerator === 0n) return `Not secure: an attack costs just what it brings${after}.`;
  if (compare(short, budget) < 0) {
    return (
      `Not secure: an attack costs ${figure(short)} more than it brings${after}, and its adversary accepts a loss of ` +
      `${figure(budget)}.`
    );
  }
  return `Secure: each attack with any part of the stake costs at least ${figure(short)} more than it brings${after}.`;
}

function leastStakeSentence({ elastic, isSymmetric }: SecurityAnalysis, figure: Figure): string {
  const each = isSymmetric ? 'for each operator' : 'of all operators together';
  const enough = elastic.filter(({ stake }) => stake !== undefined);
  if (enough.length === 0) return 'No stake is enough.';
  const [best] = enough.toSorted((a, b) => compare(a.stake!, b.stake!));
  const at = elastic.length === 1 ? '' : `, at degree ${exactFigure(best!.degree)}`;
  return `The least stake that is secure is ${figure(best!.stake!)} ${each}${at}.`;
}

function toleratedSentence(rows: readonly ElasticRow[], figure: Figure): string {
  const tolerant = rows.filter(({ budget }) => budget !== undefined);
  if (tolerant.length === 0) return 'No budget is tolerated.';
  const [best] = tolerant.toSorted((a, b) => compare(b.budget!, a.budget!));
  const at = rows.length === 1 ? '' : `, at degree ${exactFigure(best!.degree)}`;
  return `The largest budget of an adversary that is tolerated is ${figure(best!.budget!)}${at}.`;
}

function degreesSentence(rows: readonly ElasticRow[]): string {
  const secure = rows.filter(({ isSecure }) => isSecure);
  if (secure.length === rows.length) return 'It is secure at each of these degrees.';
  if (secure.length === 0) return 'It is secure at none of these degrees.';
  return `Of these degrees it is secure at ${list(secure.map(({ degree }) => exactFigure(degree)))}.`;
}

function spreadSentence({ network, question, cascade }: SecurityAnalysis): string {
  const { shock, rounds, psi, realised } = cascade;
  if (rounds.length === 0) {
    if (question.shock !== undefined) return 'No attack follows the loss.';
    return psi.numerator === 0n
      ? 'Without a loss of stake no attack takes place.'
      : `After a loss of at most ${percentOf(psi)} of the stake no attack follows.`;
  }
  const count = rounds.length === 1 ? 'one attack' : `${rounds.length} attacks`;
  const follow =
    shock.length === 0
      ? `Even without a loss of stake, ${count} ${rounds.length === 1 ? 'takes' : 'take'} place`
      : `After a loss of ${percentOf(lostPart(network, shock))} of the stake ${count} ` +
        `${rounds.length === 1 ? 'follows' : 'follow'}`;
  const gone = new Set([...shock, ...rounds.flatMap(({ operators }) => operators)]);
  const left = network.operators.length - gone.size;
  const all =
    left === 0
      ? 'everybody is hit'
      : `${counted(left, 'operator')} of ${network.operators.length} ${left === 1 ? 'is' : 'are'} spared`;
  return `${follow}: ${percentOf(realised)} is lost in all, and ${all}.`;
}

/** Why what was found may not be the worst. */
function doubtSentence({ slack, cascade, netBound }: SecurityAnalysis): string {
  return slack.isExact && netBound === undefined && !cascade.isExact
    ? 'There are too many cascades to look at all of them: there may be worse ones.'
    : 'The network is too large to search in full: there may be worse attacks and cascades.';
}
