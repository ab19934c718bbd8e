import { compare, type Fraction, fraction, subtract, toNumber, toText } from '../../sim/security/index.ts';
import type { ElasticRow, SecurityAnalysis } from './analysis.ts';
import { operatorNames, serviceNames } from './document.ts';

/** Names that are listed before the rest are only counted. */
const mostNames = 12;

/** An analysis as people read it, line by line: what was found, the cascade as rounds, and what it means. */
export function securityText(analysis: SecurityAnalysis): string[] {
  const { elastic } = analysis;
  return [
    ...facts(analysis),
    '',
    ...cascadeLines(analysis),
    ...(elastic.length === 0 ? [] : ['', ...elasticLines(elastic)]),
    '',
    ...meaning(analysis),
  ];
}

function facts({ network, attack, netBound, slack, cascade }: SecurityAnalysis): string[] {
  const { gamma, lowerBound, proved } = slack;
  const rows: (readonly [string, string])[] = [
    [
      'Attack',
      attack === undefined
        ? 'none pays'
        : `${names(serviceNames(network, attack.services))} by ${names(operatorNames(network, attack.operators))}: ` +
          `brings ${figure(attack.profit)}, costs ${figure(attack.cost)}`,
    ],
    ...(netBound === undefined
      ? []
      : [['', `none brings more than ${figure(netBound)} after its cost`] as const]),
    [
      'Slack gamma*',
      gamma === undefined
        ? 'nothing to gain'
        : `${figure(gamma)}${slack.isExact || proved === undefined ? '' : ` or less, but at least ${figure(proved)}`}`,
    ],
    [
      '',
      lowerBound === undefined
        ? 'nothing is asked of any operator'
        : `at least ${figure(lowerBound)}, by the condition on each operator`,
    ],
    [
      `Loss R at psi ${figure(cascade.psi)}`,
      `${figure(cascade.literal)}${cascade.isExact ? '' : ' or more'}, realised ${figure(cascade.realised)}`,
    ],
    [
      '',
      cascade.bound === undefined
        ? 'without a bound: the slack is not above 0'
        : `less than ${figure(cascade.bound)}, by the slack`,
    ],
  ];
  const width = Math.max(...rows.map(([label]) => label.length));
  return rows.map(([label, value]) => `${label.padEnd(width)}  ${value}`);
}

function cascadeLines({ network, cascade }: SecurityAnalysis): string[] {
  const { shock, rounds } = cascade;
  const lost = shock.length === 0 ? 'nobody' : names(operatorNames(network, shock));
  return [
    `Shock    ${lost}`,
    ...rounds.map(({ services, operators }, round) => {
      const by =
        operators.length === 0 ? 'nobody: no stake is left there' : names(operatorNames(network, operators));
      return `Round ${round + 1}  ${names(serviceNames(network, services))} by ${by}`;
    }),
  ];
}

function elasticLines(rows: readonly ElasticRow[]): string[] {
  const cells = rows.map(({ degree, byzantine, budget, stake, isSecure }) => [
    figure(degree),
    String(byzantine),
    budget === undefined ? 'none' : figure(budget),
    stake === undefined ? 'never enough' : figure(stake),
    isSecure ? 'yes' : 'no',
  ]);
  const head = ['degree', 'Byzantine', 'budget', 'stake', 'secure'];
  const widths = head.map((title, column) =>
    Math.max(title.length, ...cells.map(row => row[column]!.length)),
  );
  return [head, ...cells].map(row =>
    row
      .map((cell, column) => cell.padEnd(widths[column]!))
      .join('  ')
      .trimEnd(),
  );
}

/** What the figures mean, in sentences. */
function meaning({ network, question, attack, slack, cascade, isExact }: SecurityAnalysis): string[] {
  const sentences: string[] = [];
  const { gamma } = slack;
  const one = fraction(1n);
  if (attack !== undefined) {
    const gain = toNumber(subtract(attack.profit, attack.cost));
    sentences.push(
      `Not secure: ${names(operatorNames(network, attack.operators))} can corrupt ` +
        `${names(serviceNames(network, attack.services))} and gain ${number(gain)} after losing ${number(toNumber(attack.cost))}.`,
    );
  } else if (question.isElastic) sentences.push('No attack with any part of the stake pays.');
  else if (gamma === undefined) sentences.push('No attack brings anything.');
  else
    sentences.push(
      `No attack pays: each costs at least ${number(1 + toNumber(gamma))} times what it brings.`,
    );
  const shock = percent(cascade.psi);
  if (cascade.rounds.length === 0) sentences.push(`After a loss of ${shock} of the stake none follows.`);
  else {
    const attacks =
      cascade.rounds.length === 1 ? 'one attack follows' : `${cascade.rounds.length} attacks follow`;
    sentences.push(
      `After a loss of ${shock} of the stake ${attacks}, and ${percent(cascade.realised)} is lost in all.`,
    );
  }
  if (compare(cascade.literal, one) > 0) {
    sentences.push(
      'R is above 1 by its definition, which counts all of psi where a smaller shock is the worst.',
    );
  }
  if (!isExact) {
    sentences.push(
      'The network is too large to search in full: there may be worse attacks and cascades than these.',
    );
  }
  return sentences;
}

function names(list: readonly string[]): string {
  const shown = list.slice(0, mostNames).join(', ');
  return list.length > mostNames ? `${shown} and ${list.length - mostNames} more` : shown;
}

/** A number, and the exact fraction where it is short and says more. */
function figure(value: Fraction): string {
  const text = toText(value);
  const short = number(toNumber(value));
  return text.includes('/') && text.length <= 15 && short !== text ? `${short} (${text})` : short;
}

function number(value: number): string {
  return String(Number(value.toPrecision(6)));
}

function percent(value: Fraction): string {
  return `${Number((100 * toNumber(value)).toPrecision(4))} %`;
}
