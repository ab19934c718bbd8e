import {
  type Fraction,
  type NetworkAttack,
  restakingDegree,
  type Slack,
  toNumber,
  totalStake,
} from '../../../../sim/security/index.ts';
import { printable } from '../../../input/printable.ts';
import { percent, usd } from '../../../report/format.ts';
import type { SecurityAnalysis } from '../../../security/analyse-security.ts';
import { counted } from '../../terminal.ts';
import { lineWidth, textTable, wrapped } from '../text-table.ts';
import { operatorNames, serviceNames } from './security-document.ts';
import { meaningOf } from './security-meaning.ts';
import { crowd, exactFigure, type Figure, lostPart, names, percentOf } from './security-words.ts';

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

/** Rounds of a cascade that are listed. */
const mostRounds = 12;

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
    ...(elastic.length === 0 ? [] : ['', textTable(elasticRows(analysis, figure), elasticColumns)]),
    '',
    ...wrapped(meaningOf(analysis, figure).join(' ')),
  ].join('\n');
}

/** What was looked at, in a sentence or two. */
function headingOf({ network }: SecurityAnalysis, { name, ledger }: SecuritySubject, figure: Figure): string {
  const total = totalStake(network);
  const degree = toNumber(restakingDegree(network));
  const by = `secured by ${counted(network.operators.length, 'operator')} with ${figure(total)}`;
  if (ledger === undefined) {
    const services = counted(network.services.length, 'service');
    const times = degree === 1 ? 'once' : `${Number(degree.toPrecision(4))} times`;
    return `${printable(name)}: ${services}, ${by} of stake, allocated ${times}.`;
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

function attackText(
  { network, attack, nearest, byzantine, netBound }: SecurityAnalysis,
  figure: Figure,
): string {
  const bound = netBound === undefined ? '' : `; none brings more than ${figure(netBound)} after its cost`;
  const after =
    byzantine.length === 0 ? '' : `, after ${names(serviceNames(network, byzantine))} slashed all`;
  const shown = ({ services, operators, profit, cost }: NetworkAttack): string => {
    const who = `${names(serviceNames(network, services))} by ${crowd(operatorNames(network, operators))}`;
    return `${who}${after}${after === '' ? ',' : ':'} brings ${figure(profit)}, costs ${figure(cost)}`;
  };
  if (attack !== undefined) return `${shown(attack)}${bound}`;
  return `none pays${bound}${nearest === undefined ? '' : `; nearest to it: ${shown(nearest)}`}`;
}

function slackText({ slack: { gamma, lowerBound, proved, isExact } }: SecurityAnalysis): string {
  if (gamma === undefined) return 'without meaning: there is nothing to gain';
  const least = proved === undefined ? 'nothing more is known' : `at least ${exactFigure(proved)}`;
  const doubt = isExact ? '' : ` or less, ${least}`;
  const condition =
    lowerBound === undefined ? '' : `; at least ${exactFigure(lowerBound)} by the condition on each operator`;
  return `gamma* = ${exactFigure(gamma)}${doubt}${condition}`;
}

function cascadeLines({ network, cascade, question, slack }: SecurityAnalysis): string[] {
  const { shock, rounds, psi, literal, realised, bound, isExact } = cascade;
  const kind = question.shock === undefined ? `the worst of at most ${percentOf(psi)}` : 'as asked';
  const who =
    shock.length === 0
      ? `none: ${psi.numerator === 0n ? 'nothing is lost' : `each operator has more than ${percentOf(psi)} of the stake`}`
      : `${names(operatorNames(network, shock))}: ${percentOf(lostPart(network, shock))} of the stake, ${kind}`;
  const shown = rounds.slice(0, mostRounds).flatMap(({ services, operators }, round) => {
    const by = crowd(operatorNames(network, operators));
    return labelled(`Round ${round + 1}`, `${names(serviceNames(network, services))} attacked by ${by}`);
  });
  const more = rounds.length > mostRounds ? [`and ${rounds.length - mostRounds} more rounds`] : [];
  const limit = boundText(bound, slack);
  const loss = `R = ${exactFigure(literal)}${isExact ? '' : ' or more'}, realised ${exactFigure(realised)}; ${limit}`;
  return [...labelled('Shock', who), ...shown, ...more, ...labelled('Loss', loss)];
}

/** The bound of Theorem 1, which is never reached but by a loss of nothing. */
function boundText(bound: Fraction | undefined, { gamma }: Slack): string {
  if (bound === undefined) return 'no bound: gamma* is not above 0';
  if (gamma === undefined) return 'no more, for there is nothing to gain';
  return bound.numerator === 0n ? 'no more by Theorem 1' : `below ${exactFigure(bound)} by Theorem 1`;
}

const elasticColumns = ['right', 'right', 'right', 'right', 'left'] as const;

function elasticRows(
  { elastic: rows, question: { solve }, isSymmetric }: SecurityAnalysis,
  figure: Figure,
): string[][] {
  const stakeOf = isSymmetric ? 'stake each' : 'stake of all';
  return [
    [
      'degree',
      'Byzantine',
      solve === 'budget' ? 'tolerated budget' : 'budget',
      solve === 'stake' ? `least ${stakeOf}` : stakeOf,
      'secure',
    ],
    ...rows.map(({ degree, byzantine, budget, stake, isSecure }) => [
      exactFigure(degree),
      String(byzantine),
      budget === undefined ? 'none' : figure(budget),
      stake === undefined ? 'never enough' : figure(stake),
      isSecure ? 'yes' : 'no',
    ]),
  ];
}

/** A text behind a label, its lines set in alike. */
function labelled(label: string, text: string): string[] {
  return wrapped(text, lineWidth - labelWidth).map(
    (line, index) => `${(index === 0 ? label : '').padEnd(labelWidth)}${line}`,
  );
}
