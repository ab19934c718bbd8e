import {
  add,
  compare,
  divide,
  type Fraction,
  fraction,
  isUnique,
  isWhole,
  multiply,
  restakingDegree,
  subtract,
  toNumber,
  toText,
  totalStake,
} from '../../../sim/security/index.ts';
import { printable } from '../../input/printable.ts';
import { list, percent, usd } from '../../report/format.ts';
import type { ElasticRow, SecurityAnalysis } from '../../security/analyse-security.ts';
import { counted, listed } from '../terminal.ts';
import { operatorNames, serviceNames } from './security-document.ts';
import { lineWidth, textTable, wrapped } from './text-table.ts';

/** What was analysed. */
export interface SecuritySubject {
  /** Name of the network, such as `network.yaml` or `my-avs.yaml on day 90`. */
  readonly name: string;
  /** What only the ledger of a scenario has, whose amounts are in USD. */
  readonly ledger?: LedgerFacts;
}

/** What is to be said of operator sets besides their network. */
export interface LedgerFacts {
  /** Operator sets that were left out, for nothing says what corrupting them brings. */
  readonly leftOut: number;
  /** Names of sets that were attacked before. */
  readonly attacked: readonly string[];
}

/** Width of the labels at the left. */
const labelWidth = 9;

/** Names that are listed before the rest are only counted, and rounds of a cascade. */
const most = { names: 8, rounds: 12 };

/** An analysis as people read it: what was looked at, what was found, the cascade as rounds, and what it means. */
export function securityText(analysis: SecurityAnalysis, subject: SecuritySubject): string {
  const figure = subject.ledger ? (value: Fraction) => usd(toNumber(value)) : exactFigure;
  const { elastic } = analysis;
  return [
    ...wrapped(headingOf(analysis, subject, figure)),
    '',
    ...labelled('Attack', attackText(analysis, figure)),
    ...labelled('Slack', slackText(analysis)),
    ...cascadeLines(analysis),
    ...(elastic.length === 0 ? [] : ['', textTable(elasticRows(elastic, figure), elasticColumns)]),
    '',
    ...wrapped(meaning(analysis, figure).join(' ')),
  ].join('\n');
}

/** How an amount is written. */
type Figure = (value: Fraction) => string;

/** What was looked at, in a sentence or two. */
function headingOf({ network }: SecurityAnalysis, { name, ledger }: SecuritySubject, figure: Figure): string {
  const total = totalStake(network);
  const degree = toNumber(restakingDegree(network));
  const by = `secured by ${counted(network.operators.length, 'operator')} with ${figure(total)}`;
  if (ledger === undefined) {
    const services = counted(network.services.length, 'service');
    return `${printable(name)}: ${services}, ${by} of stake, allocated ${Number(degree.toPrecision(4))} times.`;
  }
  const sets = counted(network.services.length, 'operator set');
  const others = counted(ledger.leftOut, 'other set');
  return [
    `${printable(name)}: ${sets}, ${by} that can be slashed, ${percent(1 - degree)} of it being withdrawn.`,
    ...(ledger.leftOut === 0 ? [] : [`Left out: ${others}, of which no corruption is stated.`]),
    ...(ledger.attacked.length === 0
      ? []
      : [`Attacked before, so that nothing is left to gain: ${names(ledger.attacked)}.`]),
  ].join(' ');
}

/** The attack that pays, or the one that comes nearest to it, which an elastic question does not look for. */
function attackText(
  { network, attack, byzantine, netBound, slack, question }: SecurityAnalysis,
  figure: Figure,
) {
  const bound = netBound === undefined ? '' : `; none brings more than ${figure(netBound)} after its cost`;
  const after =
    byzantine.length === 0 ? '' : `, after ${names(serviceNames(network, byzantine))} slashed all`;
  if (attack !== undefined) {
    const who = `${names(serviceNames(network, attack.services))} by ${crowd(operatorNames(network, attack.operators))}`;
    return `${who}${after}: brings ${figure(attack.profit)}, costs ${figure(attack.cost)}${bound}`;
  }
  const nearest = slack.attack;
  if (nearest === undefined || question.isElastic) return `none pays${bound}`;
  return (
    `none pays${bound}; nearest to it: ${names(serviceNames(network, nearest.services))} by ` +
    `${crowd(operatorNames(network, nearest.operators))}, brings ${figure(nearest.profit)}, costs ${figure(nearest.cost)}`
  );
}

/**
 * The overcollateralisation that every attack leaves, gamma*, and what is known of it where the search was not exact.
 */
function slackText({ slack: { gamma, lowerBound, proved, isExact } }: SecurityAnalysis): string {
  if (gamma === undefined) return 'without meaning: there is nothing to gain';
  const least = proved === undefined ? 'nothing more is known' : `at least ${exactFigure(proved)}`;
  const doubt = isExact ? '' : ` or less, ${least}`;
  const condition =
    lowerBound === undefined ? '' : `; at least ${exactFigure(lowerBound)} by the condition on each operator`;
  return `gamma* = ${exactFigure(gamma)}${doubt}${condition}`;
}

/**
 * The shock, the attacks that follow from it round by round, and what is lost in all, beside the bound by the slack.
 */
function cascadeLines({ network, cascade, question }: SecurityAnalysis): string[] {
  const { shock, rounds, psi, literal, realised, bound, isExact } = cascade;
  const lost = shock.map(operator => network.operators[operator]!.stake).reduce(add, fraction(0n));
  const total = totalStake(network);
  const part = total.numerator === 0n ? fraction(0n) : divide(lost, total);
  const kind = question.shock === undefined ? `the worst of at most ${percentOf(psi)}` : 'as asked';
  const who =
    shock.length === 0
      ? `none: ${psi.numerator === 0n ? 'nothing is lost' : `each operator has more than ${percentOf(psi)} of the stake`}`
      : `${names(operatorNames(network, shock))}: ${percentOf(part)} of the stake, ${kind}`;
  const shown = rounds.slice(0, most.rounds).flatMap(({ services, operators }, round) => {
    const by = crowd(operatorNames(network, operators));
    return labelled(`Round ${round + 1}`, `${names(serviceNames(network, services))} attacked by ${by}`);
  });
  const more = rounds.length > most.rounds ? [`and ${rounds.length - most.rounds} more rounds`] : [];
  const limit =
    bound === undefined ? 'no bound: gamma* is not above 0' : `below ${exactFigure(bound)} by Theorem 1`;
  const loss = `R = ${exactFigure(literal)}${isExact ? '' : ' or more'}, realised ${exactFigure(realised)}; ${limit}`;
  return [...labelled('Shock', who), ...shown, ...more, ...labelled('Loss', loss)];
}

const elasticColumns = ['right', 'right', 'right', 'right', 'left'] as const;

/** A line for each degree, number of Byzantine services and budget that was asked for. */
function elasticRows(rows: readonly ElasticRow[], figure: Figure): string[][] {
  return [
    ['degree', 'Byzantine', 'budget', 'stake', 'secure'],
    ...rows.map(({ degree, byzantine, budget, stake, isSecure }) => [
      exactFigure(degree),
      String(byzantine),
      budget === undefined ? 'none' : figure(budget),
      stake === undefined ? 'never enough' : figure(stake),
      isSecure ? 'yes' : 'no',
    ]),
  ];
}

/** What the figures mean, in sentences. */
function meaning(analysis: SecurityAnalysis, figure: Figure): string[] {
  const { network, question, attack, slack, cascade, isExact } = analysis;
  const sentences: string[] = [];
  if (attack !== undefined) {
    const gain = figure(subtract(attack.profit, attack.cost));
    const who = crowd(operatorNames(network, attack.operators));
    const what = names(serviceNames(network, attack.services));
    sentences.push(
      attack.operators.length === 0
        ? `Not secure: no stake is left behind ${what}, so that anybody can corrupt it and gain ${gain}.`
        : `Not secure: ${who} can corrupt ${what} and gain ${gain} after losing ${figure(attack.cost)}.`,
    );
  } else if (question.isElastic) sentences.push('No attack with any part of the stake pays.');
  else if (slack.gamma === undefined) sentences.push('No attack brings anything.');
  else {
    const times = Number(toNumber(add(slack.gamma, fraction(1n))).toPrecision(4));
    sentences.push(`Secure: each attack costs at least ${times} times what it brings.`);
  }
  sentences.push(spreadSentence(analysis));
  if (compare(cascade.literal, fraction(1n)) > 0) {
    sentences.push(
      'R is above 1 by its definition, which counts all of psi where a smaller loss is the worst.',
    );
  }
  if (!isExact) sentences.push(doubtOf(analysis));
  return sentences;
}

/** Why what was found may not be the worst. */
function doubtOf({ network, netBound, slack, elastic }: SecurityAnalysis): string {
  const isShared = network.operators.some(operator => !isWhole(operator) && !isUnique(operator));
  if (isShared && elastic.length === 0 && netBound === undefined && slack.isExact) {
    return 'Some operators share a part of their stake between services: worse cascades may follow.';
  }
  return 'The network is too large to search in full: there may be worse attacks and cascades.';
}

/** How far the loss spreads, and how many operators it leaves alone. */
function spreadSentence({ network, cascade: { shock, rounds, psi, realised } }: SecurityAnalysis): string {
  const lost = percentOf(psi);
  if (rounds.length === 0) return `After a loss of ${lost} of the stake no attack follows.`;
  const attacks = rounds.length === 1 ? 'one attack follows' : `${rounds.length} attacks follow`;
  const gone = new Set([...shock, ...rounds.flatMap(({ operators }) => operators)]);
  const left = network.operators.length - gone.size;
  const all =
    left === 0 ? 'everybody is hit' : `${counted(left, 'operator')} of ${network.operators.length} is spared`;
  const verb = left === 1 || left === 0 ? all : all.replace('is spared', 'are spared');
  return `After a loss of ${lost} of the stake ${attacks}: ${percentOf(realised)} is lost in all, and ${verb}.`;
}

/** Names in prose, at most so many. */
function names(all: readonly string[]): string {
  const shown = all.map(printable);
  return shown.length > most.names ? listed(shown, most.names) : list(shown);
}

/** Operators in prose; nobody where a service has no stake. */
function crowd(operators: readonly string[]): string {
  return operators.length === 0 ? 'nobody, for no stake is left there' : names(operators);
}

/** A number, and the exact fraction where it is short and says more. */
function exactFigure(value: Fraction): string {
  const text = toText(value);
  const short = String(Number(toNumber(value).toPrecision(6)));
  return text.includes('/') && text.length <= 15 && short !== text ? `${short} (${text})` : short;
}

/** A part as a percentage of four digits, for fractions below a percent can matter here. */
function percentOf(value: Fraction): string {
  return `${Number(toNumber(multiply(value, fraction(100n))).toPrecision(4))}%`;
}

/** A text behind a label, its lines set in alike. */
function labelled(label: string, text: string): string[] {
  return wrapped(text, lineWidth - labelWidth).map(
    (line, index) => `${(index === 0 ? label : '').padEnd(labelWidth)}${line}`,
  );
}
