import { compact, count, many, percent, usd } from '../format.ts';

/** How a kind of measure is said: who does what, and the figure. */
export interface Saying {
  /** Fits the names of the kind; its group is the subject. */
  readonly pattern: RegExp;
  /** Words between a setting and its figure, such as `keeps`. */
  readonly verb: string;
  /** The figure alone; `digits` tells close counts apart. */
  readonly figure: (value: number, digits: number) => string;
  /** What the figure is of, to stand behind it. */
  readonly what: (subject: string) => string;
  /** The question that it answers, without its mark. */
  readonly asks: (subject: string) => string;
}

/** Kinds of measures that have words, the first that fits a name; other measures are told by their names. */
const sayings: readonly Saying[] = [
  {
    pattern: /\.([^.]+)\.on_time$/,
    verb: 'does',
    figure: percent,
    what: task => ` of ${task} tasks on time`,
    asks: task => `are ${task} tasks done on time`,
  },
  {
    pattern: /^([^.]+\.[^.]+)\.cost\.end$/,
    verb: 'pays',
    figure: usd,
    what: set => ` a week for ${set} at the end`,
    asks: set => `what does ${set} cost at the end`,
  },
  {
    pattern: /^([^.]+\.[^.]+)\.members\.end$/,
    verb: 'keeps',
    figure: (value, digits) => (digits > 0 ? value.toFixed(digits) : count(value)),
    what: set => ` operators of ${set} at the end`,
    asks: set => `how many operators serve ${set} at the end`,
  },
  {
    pattern: /^([^.]+\.[^.]+)\.members(?:\.\w+)?$/,
    verb: 'keeps',
    figure: (value, digits) => (digits > 0 ? value.toFixed(digits) : count(value)),
    what: set => ` operators of ${set}`,
    asks: set => `how many operators serve ${set}`,
  },
  {
    pattern: /^([^.]+\.[^.]+)\.slashable\.end$/,
    verb: 'has',
    figure: usd,
    what: set => ` of stake behind ${set} at the end`,
    asks: set => `how much stake stands behind ${set} at the end`,
  },
  {
    pattern: /^([^.]+\.[^.]+)\.slashable(?:\.\w+)?$/,
    verb: 'has',
    figure: usd,
    what: set => ` of stake behind ${set}`,
    asks: set => `how much stake stands behind ${set}`,
  },
  {
    pattern: /^([^.]+\.[^.]+)(?<!\.abuse|\.corruption|\.security)\.cost$/,
    verb: 'pays',
    figure: usd,
    what: set => ` a week for ${set}`,
    asks: set => `what does ${set} cost`,
  },
  {
    pattern: /^operators\.([^.]+)\.profit$/,
    verb: 'leaves',
    figure: usd,
    what: group => ` a week to an operator of ${group}`,
    asks: group => `what does an operator of ${group} earn`,
  },
  {
    pattern: /^restakers\.([^.]+)\.net_apr$/,
    verb: 'earns',
    figure: percent,
    what: cohort => ` a year for ${cohort}`,
    asks: cohort => `what does the stake of ${cohort} earn`,
  },
  {
    pattern: /^restakers\.([^.]+)\.slash_loss$/,
    verb: 'has',
    figure: percent,
    what: cohort => ` a year of the stake of ${cohort} lost to slashes`,
    asks: cohort => `what does the stake of ${cohort} lose to slashes`,
  },
  {
    pattern: /\.([^.]+)\.coverage\.(?:mean|end)$/,
    verb: 'covers',
    figure: percent,
    what: task => ` of the demand for ${task}`,
    asks: task => `is the demand for ${task} covered`,
  },
  {
    pattern: /\.([^.]+)\.faked$/,
    verb: 'lets through',
    figure: percent,
    what: task => ` of ${task} faked`,
    asks: task => `how much of ${task} is faked`,
  },
  {
    pattern: /^([^.]+\.[^.]+)\.attacks$/,
    verb: 'has',
    figure: compact,
    what: set => ` attacks on ${set}`,
    asks: set => `is ${set} attacked`,
  },
  {
    pattern: /^((?!operators\.)[^.]+\.[^.]+)\.slashed$/,
    verb: 'has',
    figure: usd,
    what: set => ` slashed by ${set}`,
    asks: set => `how much does ${set} slash`,
  },
  {
    pattern: /^(.+)\.cost_per_security$/,
    verb: 'pays',
    figure: usd,
    what: set => ` a year for a million of stake behind ${set}`,
    asks: set => `what does a million of stake behind ${set} cost`,
  },
  {
    pattern: /^(.+)\.nakamoto\.mean$/,
    verb: 'needs',
    figure: compact,
    what: set => ` operators for a third of the stake behind ${set}`,
    asks: set => `how many operators have a third of the stake behind ${set}`,
  },
  {
    pattern: /^operators\.([^.]+)\.slashed$/,
    verb: 'has',
    figure: usd,
    what: group => ` a week of own stake slashed of an operator of ${group}`,
    asks: group => `what is slashed of an operator of ${group}`,
  },
  {
    pattern: /^operators\.([^.]+)\.active$/,
    verb: 'keeps',
    figure: percent,
    what: group => ` of the operators of ${group} in service at the end`,
    asks: group => `how many operators of ${group} serve at the end`,
  },
  {
    pattern: /^operators\.([^.]+)\.bankrupt$/,
    verb: 'leaves',
    figure: percent,
    what: group => ` of the operators of ${group} bankrupt`,
    asks: group => `how many operators of ${group} go bankrupt`,
  },
  {
    pattern: /^operators\.([^.]+)\.uptime$/,
    verb: 'has',
    figure: percent,
    what: group => ` of the time up for operators of ${group}`,
    asks: group => `how long are operators of ${group} up`,
  },
  {
    pattern: /^operators\.([^.]+)\.overpay$/,
    verb: 'pays',
    figure: usd,
    what: group => ` a week to an operator of ${group} beyond what it would serve for`,
    asks: group => `how much is an operator of ${group} overpaid`,
  },
  {
    pattern: /^restakers\.([^.]+)\.delegated\.min$/,
    verb: 'keeps',
    figure: percent,
    what: cohort => ` of the stake of ${cohort} delegated at the least`,
    asks: cohort => `how much of the stake of ${cohort} stays delegated`,
  },
  {
    pattern: /^restakers\.([^.]+)\.delegated\.end$/,
    verb: 'keeps',
    figure: percent,
    what: cohort => ` of the stake of ${cohort} delegated at the end`,
    asks: cohort => `how much of the stake of ${cohort} stays delegated`,
  },
  {
    pattern: /^restakers\.([^.]+)\.slash_loss\.cvar95$/,
    verb: 'has',
    figure: percent,
    what: cohort => ` a year of the worst twentieth of the stake of ${cohort} lost to slashes`,
    asks: cohort => `what does the stake of ${cohort} lose at worst`,
  },
  {
    pattern: /^([^.]+\.[^.]+)\.slack$/,
    verb: 'has',
    figure: compact,
    what: set => ` of slack before corrupting ${set} pays`,
    asks: set => `how far is ${set} from an attack that pays`,
  },
  {
    pattern: /^([^.]+\.[^.]+)\.corruption\.cost$/,
    verb: 'has',
    figure: usd,
    what: set => ` to lose for the cheapest coalition against ${set}`,
    asks: set => `what does an attack on ${set} cost`,
  },
  {
    pattern: /^([^.]+)\.abuse\.strikes$/,
    verb: 'has',
    figure: compact,
    what: avs => ` strikes of ${avs} against its own members`,
    asks: avs => `does ${avs} rob its members`,
  },
  {
    pattern: /^([^.]+\.[^.]+)\.ejections$/,
    verb: 'has',
    figure: compact,
    what: set => ` ejections from ${set}`,
    asks: set => `how many are ejected from ${set}`,
  },
  {
    pattern: /^([^.]+)\.cost_per_gpu_hour$/,
    verb: 'pays',
    figure: usd,
    what: avs => ` for a GPU-hour of ${avs}`,
    asks: avs => `what does a GPU-hour of ${avs} cost`,
  },
  {
    pattern: /^([^.]+)\.redistributed$/,
    verb: 'brings',
    figure: usd,
    what: avs => ` of slashed stake to ${avs}`,
    asks: avs => `what do slashes bring ${avs}`,
  },
  {
    pattern: /^([^.]+)\.redistributed\.shortfall$/,
    verb: 'has',
    figure: percent,
    what: avs => ` of what ${avs} slashed missing when it came`,
    asks: avs => `how much do slashes bring ${avs} less than they were worth`,
  },
];

/** The first kind that a measure is of; undefined where none fits. */
export function sayingOf(measure: string): Saying | undefined {
  return sayings.find(({ pattern }) => pattern.test(measure));
}

/** Whom or what a measure is about, by its kind. */
export function subjectOf(measure: string, { pattern }: Saying): string {
  return pattern.exec(measure)?.[1] ?? measure;
}

/** Runs and their length in words, such as `over 20 runs of a year` or `in one run of 90 days`. */
export function runsOf(runs: number, days: number): string {
  return `${runs > 1 ? `over ${runs} runs` : 'in one run'} of ${days === 365 ? 'a year' : many(days, 'day')}`;
}
