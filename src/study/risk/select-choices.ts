import { UnknownName } from '../unknown-name.ts';
import type { OperatorStakeChoice } from './operator-choices.ts';
import { mixChoices, type StakeChoice } from './stake-choice.ts';

/** Most operators of which each is a choice of its own unless others are asked for. */
const MOST_SINGLE = 12;

/** How the name of a single member of a group begins. */
const single = 'one of ';

/** Whether a choice can be in an optimised portfolio: a single member that stands for its group would be chosen for its luck in these runs. */
export function canMix({ name }: StakeChoice): boolean {
  return !name.startsWith(single);
}

/**
 * The choices to compare. Of few operators each is a choice. Of many each group is one, with stake spread evenly over its
 * members, and where its members are drawn anew in each run, one member alone is another: the first stands for any.
 *
 * @param asked names of operators, or of groups
 * @param fixed groups whose operators are the same in every run
 * @throws {UnknownName} when a name is neither an operator's nor a group's
 */
export function selectChoices(
  all: readonly OperatorStakeChoice[],
  asked: readonly string[],
  fixed: ReadonlySet<string>,
): StakeChoice[] {
  if (asked.length > 0) return asked.map(name => choiceNamed(all, name));
  if (all.length <= MOST_SINGLE) return [...all];
  return [...new Set(all.map(({ group }) => group))].flatMap(group => {
    const [first] = all.filter(one => one.group === group);
    const spread = choiceNamed(all, group);
    return fixed.has(group) ? [spread] : [spread, mixChoices(`${single}${group}`, [[first!, 1]])];
  });
}

/** An operator, or a group with stake spread evenly over its members. */
function choiceNamed(all: readonly OperatorStakeChoice[], name: string): StakeChoice {
  const operator = all.find(one => one.name === name);
  if (operator !== undefined) return operator;
  const members = all.filter(({ group }) => group === name);
  if (members.length === 0)
    throw new UnknownName('operator or group', name, [
      ...new Set(all.map(({ group }) => group)),
      ...all.map(one => one.name),
    ]);
  return mixChoices(
    name,
    members.map(member => [member, 1 / members.length]),
  );
}

/** A portfolio as a user writes it: operators and groups, each with its weight; the weights add up to 1. */
export interface PortfolioWeights {
  readonly name: string;
  readonly parts: readonly (readonly [who: string, weight: number])[];
}

/**
 * A portfolio as written: `a=0.5,b=0.5` or `a=50%,b=50%`, of operators and groups; weights add up to 1.
 *
 * @throws with a message when it cannot be read
 */
export function readPortfolio(text: string, name = text): PortfolioWeights {
  const parts = text.split(',').map(part => {
    const equals = part.lastIndexOf('=');
    const who = part.slice(0, Math.max(0, equals)).trim();
    const [, weight, percent] = /^(\d+(?:\.\d*)?|\.\d+)(%?)$/.exec(part.slice(equals + 1).trim()) ?? [];
    if (who === '' || weight === undefined) throw new Error(`invalid portfolio: ${text}`);
    return [who, Number(weight) / (percent === '%' ? 100 : 1)] as const;
  });
  const twice = parts.find(([who], index) => parts.findIndex(([other]) => other === who) < index);
  if (twice) throw new Error(`invalid portfolio: ${text}: it has ${twice[0]} twice`);
  const total = parts.reduce((sum, [, weight]) => sum + weight, 0);
  if (Math.abs(total - 1) > 1e-6)
    throw new Error(`invalid portfolio: ${text}: its weights add up to ${+total.toFixed(6)}, not 1`);
  return { name, parts: parts.map(([who, weight]) => [who, weight / total]) };
}

/** The choice that a written portfolio is. Throws {@link UnknownName} for a name that is neither an operator's nor a group's. */
export function portfolioOf(
  all: readonly OperatorStakeChoice[],
  { name, parts }: PortfolioWeights,
): StakeChoice {
  return mixChoices(
    name,
    parts.map(([who, weight]) => [choiceNamed(all, who), weight]),
  );
}
