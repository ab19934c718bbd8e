import { pointsOf } from '../designs/points.ts';
import { mostSobolDimensions } from '../designs/sobol.ts';
import { type Factor, freeFactors, listedLevels } from '../factors/factor.ts';
import type { Study } from '../study.ts';
import type { AddProblem } from './add-problem.ts';
import type { StudyFile } from './study-schema.ts';

/** Most points of a design. */
const mostPoints = 1_000_000;

/** Adds a problem for everything in a study's factors that does not fit its design. */
export function checkDesign({ design }: StudyFile, factors: readonly Factor[], addProblem: AddProblem): void {
  const free = freeFactors(factors);
  if (free.length === 0) {
    addProblem(['factors'], 'missing factors: all of them follow others', 'give one a range or levels');
  }
  if (design.kind === 'points') checkList(design.points, free, addProblem);
  else if (design.kind === 'grid' || design.kind === 'zip') checkLevels(design.kind, free, addProblem);
  else {
    for (const { name, spread } of free) {
      if (spread.kind !== 'open') continue;
      addProblem(['factors', name], `missing range: ${name}`, 'write range, distribution or levels');
    }
    const dimensions = design.kind === 'saltelli' ? 2 * free.length : free.length;
    const isSequence = design.kind === 'saltelli' || design.kind === 'sobol';
    if (isSequence && dimensions > mostSobolDimensions) {
      const most = Math.floor((mostSobolDimensions * free.length) / dimensions);
      addProblem(
        ['factors'],
        `invalid number of factors: ${free.length}`,
        `${design.kind} takes at most ${most}`,
      );
    }
  }
}

/** Adds a problem for constraints that leave out points which the design needs, or all of them. */
export function checkRejected(study: Study, addProblem: AddProblem): void {
  const { constraints, design } = study;
  if (constraints.length === 0) return;
  const { designed, kept, rejected } = pointsOf(study);
  const help = `a ${design.kind} design needs all of its points: choose ranges within the constraint`;
  const isWhole = design.kind === 'saltelli' || design.kind === 'morris';
  for (const { constraint, points } of isWhole ? rejected : []) {
    const at = ['constraints', constraints.findIndex(({ text }) => text === constraint)];
    addProblem(at, `invalid constraint: ${constraint} leaves out ${points} of ${designed} points`, help);
  }
  if (kept === 0 && !isWhole)
    addProblem(
      ['constraints'],
      `missing points: each of ${designed} breaks a constraint`,
      'ease one, or widen a factor',
    );
}

function checkList(
  points: readonly Readonly<Record<string, unknown>>[],
  free: readonly Factor[],
  addProblem: AddProblem,
): void {
  const names = free.map(({ name }) => name);
  points.forEach((point, index) => {
    const at = ['design', 'points', index];
    for (const name of Object.keys(point)) {
      if (names.includes(name)) continue;
      addProblem(
        [...at, name],
        `unknown factor: ${name}`,
        `the point sets ${names.join(', ')}; others follow`,
      );
    }
    for (const { name, values } of free) {
      const known = Object.keys(values);
      if (point[name] === undefined)
        addProblem(at, `missing factor: ${name}`, 'a point gives every factor a value');
      else if (known.length > 0 && !known.includes(String(point[name]))) {
        addProblem([...at, name], `unknown level: ${point[name]}`, `known: ${known.join(', ')}`);
      }
    }
  });
}

function checkLevels(kind: 'grid' | 'zip', free: readonly Factor[], addProblem: AddProblem): void {
  const counts: number[] = [];
  for (const factor of free) {
    const levels = listedLevels(factor);
    if (levels === null) {
      const help =
        factor.spread.kind === 'range'
          ? 'write steps: 5 or levels, or another design'
          : 'write levels, or another design';
      addProblem(['factors', factor.name], `missing levels: ${factor.name} in a ${kind}`, help);
    } else {
      counts.push(levels.length);
      const twice = levels.find((level, index) => levels.indexOf(level) < index);
      if (twice === undefined || kind !== 'grid') continue;
      if (factor.spread.kind === 'range') addSteps(factor, addProblem);
      else {
        const message = `duplicate level: ${twice} of ${factor.name}`;
        addProblem(['factors', factor.name, 'levels'], message, 'write it once');
      }
    }
  }
  if (kind === 'zip' && new Set(counts).size > 1) {
    addProblem(
      ['design'],
      `invalid zip: factors have ${counts.join(', ')} levels`,
      'give all the same number',
    );
  }
  const points = counts.reduce((product, count) => product * count, 1);
  if (kind === 'grid' && points > mostPoints) {
    addProblem(
      ['design'],
      `invalid grid: ${points} points`,
      `at most ${mostPoints}; a latinHypercube or sobol needs fewer`,
    );
  }
}

/** Adds the problem of a range of whole numbers with more steps than numbers, with the most that are all different. */
function addSteps(factor: Factor, addProblem: AddProblem): void {
  const { name, spread } = factor;
  if (spread.kind !== 'range' || spread.steps === null) return;
  const { low, high, steps } = spread;
  const areDifferent = (count: number) =>
    new Set(listedLevels({ ...factor, spread: { ...spread, steps: count } })).size === count;
  let most = Math.min(steps - 1, high - low + 1);
  while (most > 2 && !areDifferent(most)) most--;
  addProblem(
    ['factors', name, 'steps'],
    `invalid steps: ${steps}, of which some give the same whole number from ${low} to ${high}`,
    `write ${most} or fewer`,
  );
}
