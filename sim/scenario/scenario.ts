import { z } from 'zod';
import { LIVE_PROTOCOL_VERSION, protocolVersions } from '../protocol/ledger/versions.ts';
import { avs } from './avs/avs.ts';
import { headline, question } from './headline.ts';
import { intervention } from './intervention.ts';
import { asset } from './market/asset.ts';
import { shock } from './market/common-shock.ts';
import { gpu } from './market/gpu-market.ts';
import { programmatic } from './market/programmatic-incentives.ts';
import { play } from './play-terms.ts';
import { operatorGroup } from './population/operator-group.ts';
import { restakerGroup } from './population/restaker-cohort.ts';
import { startState } from './population/start-allocations.ts';
import { beliefs } from './prior-beliefs.ts';
import { duration, name } from './values/units.ts';

/**
 * The input language: everything a person may write in a scenario file, with units and defaults.
 *
 * Two forms meet in each schema: what people write (`14d`, `2%`, keys left out) and what the model gets (days,
 * fractions, defaults filled in). Objects are strict: an unknown key is an error, for a slip in a key would
 * otherwise leave its default in force unseen. What spans several keys is checked in `checks/`, once all of this is
 * right. The editor schema and the tables of MODEL.md section 6 are made from it, so that meanings, defaults and
 * sources are written here, in `describe` and `modelNotes`, and nowhere else.
 */
export const Scenario = z
  .strictObject({
    name: name.describe(
      'Name of the scenario: it names the results directory; a file without one is a part, for others to extend',
    ),
    description: z.string().default('').describe('What question it answers and what to look at'),
    question: question.optional(),
    headline: headline.optional(),
    horizon: duration
      .refine(days => days > 0, 'invalid horizon: it must be longer than 0')
      .refine(days => days <= 36_500, 'invalid horizon: it must be at most 100y')
      .describe('Length of the run'),
    seed: z
      .union([z.number().int(), z.string().min(1)])
      .default(1)
      .describe('Root of all randomness'),
    settled: z
      .boolean()
      .default(false)
      .describe(
        'Whether everybody reviews in rounds before the first day, until hardly any stake moves; otherwise the world starts as it is written',
      ),
    sampleEvery: duration
      .refine(
        days => days >= 1 && Number.isInteger(days),
        'invalid sampleEvery: it must be whole days, 1d or more',
      )
      .prefault('7d')
      .describe('Period of the tables that are sampled'),
    attribution: z
      .enum(['cohorts', 'accounts'])
      .default('cohorts')
      .describe(
        'Whether to say who paid whom by cohort and group only, or by restaker account and operator too',
      ),
    assets: z.record(name, asset).describe('Assets with a price: strategies and reward tokens'),
    strategies: z.array(z.string()).min(1).max(32).describe('Assets that may be restaked'),
    gpus: z.record(name, gpu).default({}).describe('Kinds of GPU and their rental markets'),
    shocks: z.record(name, shock).default({}).describe('Common shocks'),
    programmatic: z.record(name, programmatic).default({}).describe('Programmatic incentives'),
    beliefs: beliefs.prefault({}),
    protocol: z
      .enum(protocolVersions)
      .default(LIVE_PROTOCOL_VERSION)
      .describe('Release of the core contracts whose rules hold; left out, the one that mainnet runs'),
    slashHold: duration
      .prefault('0d')
      .describe(
        'Least time before slashed stake is burned or paid out, where it is longer than the wait of the protocol: nobody clears it sooner, or clearing is paused',
      ),
    claims: z
      .enum(['atOnce', 'weeklyRoots'])
      .default('atOnce')
      .describe(
        'When rewards are cash of an operator: on the day of their pay, or once a weekly root lets it claim them, 9 to 15 days later',
      ),
    avss: z
      .record(name, avs)
      .refine(avss => Object.keys(avss).length > 0, 'missing AVS: a scenario has at least one'),
    operators: z
      .record(name, operatorGroup)
      .refine(
        groups => Object.keys(groups).length > 0,
        'missing operators: a scenario has at least one group',
      ),
    start: startState.optional(),
    restakers: z.record(name, restakerGroup).default({}).describe('Cohorts of restakers'),
    interventions: z
      .array(intervention)
      .default([])
      .describe('What is done to the world from outside, each on a day; those of a day in this order'),
    play: play.optional(),
  })
  .describe('An Opset scenario');

/** A resolved scenario: durations in days, fractions as numbers, every default filled in. */
export type Scenario = z.output<typeof Scenario>;
