import type { Intervention } from '../../../sim/scenario/index.ts';
import { count, list, many, percent, usd } from '../../report/format.ts';
import { lastSample } from './runs/last-sample.ts';
import type { RunRecord } from './runs/run-records.ts';

/** Days after an intervention over which it is told who left. */
const DAYS_AFTER = 28;

/** What an intervention is held against. */
export interface OutcomeFacts {
  /** The run with it, and the run without it under the same luck. */
  readonly b: RunRecord | undefined;
  readonly a: RunRecord | undefined;
  readonly sampleDays: readonly number[];
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
 * What came of an intervention: what a slash took and from whom, and who left in the four weeks after, beside the run
 * without it. Empty where the runs have not come so far.
 */
export function outcomeText(intervention: Intervention, facts: OutcomeFacts): string {
  const { a, b } = facts;
  const { day } = intervention;
  if (b === undefined || a === undefined || b.day < day) return '';
  const parts: string[] = [];
  if ('slash' in intervention) parts.push(slashText(b, day, lossesBy(facts, day)));
  const until = Math.min(day + DAYS_AFTER, b.day, a.day);
  if (until > day) {
    const [left, without] = [b, a].map(run => leavesIn(run, day, until));
    parts.push(`in ${until - day} days ${count(left!)} left a set, ${count(without!)} without it`);
  }
  return parts.join('; ');
}

function slashText({ events }: RunRecord, day: number, losses: string): string {
  const slashes = events.filter(
    one => one.kind === 'slash' && one.detail === 'intervention' && one.day === day,
  );
  if (slashes.length === 0) return 'hit nobody';
  const taken = slashes.reduce((sum, { usd: amount }) => sum + amount, 0);
  const hit = new Set(slashes.map(({ operator }) => operator)).size;
  return `took ${usd(taken)} from ${many(hit, 'operator')}${losses}`;
}

/** What cohorts lost more than without the intervention, by the first sample after it. */
function lossesBy({ a, b, sampleDays, cohorts }: OutcomeFacts, day: number): string {
  const at = lastSample(sampleDays, day - 1) + 1;
  // Cohorts are looked at once a sample period: the sample after the next has surely seen it.
  const sample = Math.min(at + 1, (b?.losses.length ?? 0) - 1, (a?.losses.length ?? 0) - 1);
  if (sample < at) return '';
  const lost = cohorts
    .map((cohort, index) => ({ cohort, usd: b!.losses[sample]![index]! - a!.losses[sample]![index]! }))
    .filter(({ usd: more }) => more > 0.5)
    .sort((one, other) => other.usd - one.usd);
  if (lost.length === 0) return '';
  return ` (${list(lost.map(({ cohort, usd: more }) => `${cohort} ${usd(more)}`))})`;
}

function leavesIn({ events }: RunRecord, from: number, until: number): number {
  const kinds = ['exit', 'ejection'];
  return events.filter(({ kind, day }) => kinds.includes(kind) && day >= from && day <= until).length;
}
