import { exp, log, priority } from '../../engine/index.ts';
import type { OperatorId } from '../../ids.ts';
import { hazardConditions } from '../../scenario/index.ts';
import type { FaultContext } from './fault-context.ts';

/** Days that are looked ahead for first offences: what comes later is not kept on the clock. */
const YEAR_DAYS = 365;

/**
 * Schedules offences of operators: for each set of the world a Poisson process of its own at the operator's hazard.
 * Gaps are hashes of (set, operator, their number) and keyed by names, so that one more set, or operator, moves no
 * offence of another. Most pairs never offend: of each only the first gap is looked at, once a year, until it falls
 * into that year. The year is read off the draw alone: a first gap that ends later than the year has a draw above
 * the probability of any offence by then, and is skipped without a logarithm.
 */
export function scheduleHazards({ world, operators, clock, random, listener }: FaultContext): void {
  const S = world.sets.length;
  for (const { name: condition } of hazardConditions) {
    const perYear = (operator: OperatorId): number =>
      world.groups[operators[operator]!.group]!.spec.hazards[condition];
    const offending = operators.filter(({ id }) => perYear(id) > 0);
    if (offending.length === 0) continue;
    /** Draws of each group's operators in each set, `[group][set]`. */
    const draws = world.groups.map(({ name, spec }) =>
      spec.hazards[condition] > 0
        ? world.sets.map(set => random.hashed(`${condition} ${name} ${set.avsName}.${set.name}`))
        : [],
    );
    /** Uniform draw that the gap before an operator's n-th offence in a set, from 0 on, comes from. */
    const drawOf = (operator: OperatorId, set: number, n: number): number => {
      const { group, index } = operators[operator]!;
      return draws[group]![set]!(index, n);
    };
    const gapDays = (operator: OperatorId, draw: number): number =>
      (-log(1 - draw) * 365) / perYear(operator);

    const occur = clock.kind(condition, (pair, n) => {
      const [operator, set] = [Math.floor(pair / S), pair % S];
      listener.offence(operator, condition, set);
      // Once a pair has offended its next offence is on the clock whenever that is: such pairs are few.
      clock.after(gapDays(operator, drawOf(operator, set, n + 1)), priority.act, occur, pair, n + 1);
    });
    const lookAhead = clock.kind(`${condition} look-ahead`, year => {
      const [from, to] = [year * YEAR_DAYS, (year + 1) * YEAR_DAYS];
      for (const { id } of offending) {
        const before = 1 - exp((-perYear(id) * to) / 365);
        for (let set = 0; set < S; set++) {
          const draw = drawOf(id, set, 0);
          if (draw > before) continue;
          const first = gapDays(id, draw);
          if (first >= from && first < to) clock.at(first, priority.act, occur, id * S + set, 0);
        }
      }
      clock.at(to, priority.act, lookAhead, year + 1);
    });
    clock.at(0, priority.act, lookAhead, 0);
  }
}
