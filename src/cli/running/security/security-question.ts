import { type Fraction, fraction, parseFraction } from '../../../../sim/security/index.ts';
import { didYouMean } from '../../../input/suggest.ts';
import { networkOf, type SecurityQuestion } from '../../../security/analyse-security.ts';
import { checkDegree, type WrittenNetwork } from '../../../security/parse-network.ts';
import { UsageError } from '../../exit.ts';
import { flag, text, wholeNumber } from '../../options.ts';

/** Options that say what to find out about a network. */
export const questionOptions = {
  psi: { ...text('Worst loss of at most this part of the stake'), default: '0.1' },
  shock: text('Lose these operators, a,b, in place of the worst loss'),
  elastic: flag('Let operators attack with part of their stake'),
  byzantine: text('Services that slash all they can first (elastic)'),
  budget: text('Loss that an attacker accepts (elastic)'),
  degrees: text('Restaking degrees of operators all alike: 1,2 (elastic)'),
  solve: {
    ...text('Least secure stake, or tolerated budget (elastic)'),
    choices: ['stake', 'budget'] as const,
  },
} as const;

/** Values of {@link questionOptions} as given. */
export interface GivenQuestion {
  readonly psi: string;
  readonly shock: string | undefined;
  readonly elastic: boolean;
  readonly byzantine: string | undefined;
  readonly budget: string | undefined;
  readonly degrees: string | undefined;
  readonly solve: 'stake' | 'budget' | undefined;
}

/**
 * The question about a network that options ask; throws UsageError where one makes no sense. Any of the elastic
 * options makes the question elastic. Numbers are read as exact fractions: the analysis decides on equalities that
 * rounding would upset.
 */
export function questionOf(given: GivenQuestion, written: WrittenNetwork): SecurityQuestion {
  const { elastic, byzantine, budget, degrees, solve } = given;
  const isElastic = elastic || [byzantine, budget, degrees, solve].some(value => value !== undefined);
  if (given.shock !== undefined && given.psi !== questionOptions.psi.default) {
    throw new UsageError(
      'invalid option: --psi',
      'leave out --psi or --shock: the operators lost say how much it is',
    );
  }
  const { services, operators } = networkOf(written);
  const hasBase = written.kind === 'symmetric' && written.symmetric.base !== null;
  return {
    psi: parsePart(given.psi),
    shock:
      given.shock === undefined
        ? undefined
        : parseShock(
            given.shock,
            operators.map(({ name }) => name),
          ),
    isElastic,
    byzantine:
      byzantine === undefined
        ? 0
        : wholeNumber('byzantine', byzantine, 0, services.length - (hasBase ? 1 : 0)),
    budget: budget === undefined ? fraction(0n) : parseAmount('budget', budget),
    degrees: degrees === undefined ? [] : parseDegrees(degrees, written),
    solve,
  };
}

/** A part of the stake from `0.1`, `1/10` or `10%`. */
function parsePart(given: string): Fraction {
  const part = parseFraction(given);
  if (part !== undefined && part.numerator >= 0n && part.numerator <= part.denominator) return part;
  throw new UsageError(`invalid psi: ${given}`, 'write a part of the stake from 0 to 1: 0.1, 1/10 or 10%');
}

/** An amount of 0 or more, in the unit of the network. */
function parseAmount(option: string, given: string): Fraction {
  const amount = parseFraction(given);
  if (amount !== undefined && amount.numerator >= 0n) return amount;
  throw new UsageError(
    `invalid ${option}: ${given}`,
    'write a number or a fraction, 0 or more: 1, 0.5 or 1/3',
  );
}

/** Places of operators, given by their names. */
function parseShock(given: string, names: readonly string[]): ReadonlySet<number> {
  const places = new Map(names.map((name, place) => [name, place]));
  const shock = given.split(',').map(part => {
    const name = part.trim();
    const place = places.get(name);
    if (place === undefined) throw new UsageError(`unknown operator: ${name}`, didYouMean(name, names));
    return place;
  });
  return new Set(shock);
}

/** Restaking degrees from a list with commas; only a network that is written as symmetric has others than its own. */
function parseDegrees(given: string, written: WrittenNetwork): Fraction[] {
  if (written.kind !== 'symmetric') {
    const help = 'leave it out: what operators allocate says it; only a symmetric network has others';
    throw new UsageError(`invalid degrees: ${given}`, help);
  }
  return given.split(',').map(text => {
    const degree = parseAmount('degrees', text.trim());
    checkDegree(written.symmetric, degree, (_, help) => {
      throw new UsageError(`invalid degrees: ${text.trim()}`, help);
    });
    return degree;
  });
}
