import type { Intervention } from '../../../sim/scenario/index.ts';
import { count, list, many, percent, usd } from '../../report/format.ts';
import type { RunRecord } from './runs/run-records.ts';

/** Days after an intervention over which it is told who left. */
const DAYS_AFTER = 28;

/** What an intervention is held against. */
export interface OutcomeFacts {
  /** The run with it, and the run of A under the same luck, which may differ in more. */
  readonly b: RunRecord | undefined;
  readonly a: RunRecord | undefined;
  readonly sampleDays: readonly number[];
  /** Days between two looks at the cohorts. */
  readonly sampleEvery: number;
  readonly cohorts: readonly string[];
}

/** An intervention in words, such as `day 100: slash 20% of inference.gpu`. */
export function interventionText(intervention: Intervention): string {
  const day = `day ${intervention.day}`;
  if ('set' in intervention) {
    const { set, to, times } = intervention;
    return `${day}: ${pathText(set)} ${to === undefined ? `times ${times}` : `to ${usd(to)}`}`;
  }
  const { operatorSet, group, operator, fraction, count: number } = intervention.slash;
  const whom = [operator, group && `group ${group}`, operatorSet].filter(part => part !== undefined);
  const some = number === undefined ? '' : `${count(number)} of `;
  return `${day}: slash ${percent(fraction)} of ${some}${whom.join(' in ')}`;
}

/** A path that an intervention changes, for people. */
function pathText(path: string): string {
  const [, avs] = /^avss\.(.+)\.budget\.usdPerWeek$/.exec(path) ?? [];
  const [, gpu] = /^gpus\.(.+)\.rentUsdPerHour$/.exec(path) ?? [];
  const [, asset] = /^assets\.(.+)\.price$/.exec(path) ?? [];
  if (avs !== undefined) return `budget of ${avs}`;
  return gpu === undefined ? `price of ${asset}` : `${gpu} rent`;
}

/**
 * What came of an intervention: what a slash took, what restakers lost by the next look at them, and who left in the
 * four weeks after, beside A. Empty where the runs have not come so far.
 */
export function outcomeText(intervention: Intervention, facts: OutcomeFacts): string {
  const { a, b } = facts;
  const { day } = intervention;
  if (b === undefined || a === undefined || b.day < day) return '';
  const parts: string[] = [];
  if ('slash' in intervention) parts.push(slashText(b, day), ...lossesText(a, b, day, facts));
  const until = Math.min(day + DAYS_AFTER, b.day, a.day);
  if (until > day) {
    const [left, leftA] = [b, a].map(run => leavesIn(run, day, until));
    parts.push(`in ${until - day} days ${count(left!)} left a set, ${count(leftA!)} in A`);
  }
  return parts.join('; ');
}

/** What the slashes by hand of a day took, and from how many operators. */
function slashText({ events }: RunRecord, day: number): string {
  const slashes = events.filter(
    one => one.kind === 'slash' && one.detail === 'intervention' && one.day === day,
  );
  if (slashes.length === 0) return 'hit nobody';
  const taken = slashes.reduce((sum, { usd: amount }) => sum + amount, 0);
  const hit = new Set(slashes.map(({ operator }) => operator)).size;
  return `took ${usd(taken)} from ${many(hit, 'operator')}`;
}

/**
 * What cohorts lost more than in A, by the first look at them after a day; nothing before both runs have come to it.
 */
function lossesText(
  a: RunRecord,
  b: RunRecord,
  day: number,
  { sampleDays, sampleEvery, cohorts }: OutcomeFacts,
): string[] {
  const look = (Math.floor(day / sampleEvery) + 1) * sampleEvery;
  const sample = sampleDays.findIndex((at, index) => at >= look || index === sampleDays.length - 1);
  const [before, after] = [a.losses[sample], b.losses[sample]];
  if (before === undefined || after === undefined) return [];
  const lost = cohorts
    .map((cohort, index) => ({ cohort, usd: after[index]! - before[index]! }))
    .filter(({ usd: more }) => more > 0.5)
    .sort((one, other) => other.usd - one.usd);
  if (lost.length === 0) return [];
  const amounts = list(lost.map(({ cohort, usd: more }) => `${cohort} ${usd(more)}`));
  return [`by day ${sampleDays[sample]} more lost than in A: ${amounts}`];
}

/** How often an operator left a set or was removed from one, both days among those counted. */
function leavesIn({ events }: RunRecord, from: number, until: number): number {
  const kinds = ['exit', 'ejection'];
  return events.filter(({ kind, day }) => kinds.includes(kind) && day >= from && day <= until).length;
}
