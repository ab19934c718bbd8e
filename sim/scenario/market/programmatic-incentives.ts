import { z } from 'zod';
import type { Avs } from '../avs/avs.ts';
import { amount, count, fraction, setPath } from '../values/units.ts';

/**
 * Programmatic incentives: a programme that pays all stake whose operator serves any set (the rule until 18 March
 * 2026), or the sets that it gauges (EmissionsController, ELIP-012). Weeks count from the start of the run. `kind`
 * and `eligible` have defaults that hold for gauges alone and are filled in by `numbered-world.ts`, so that they
 * are an error without gauges.
 */
export const programmatic = z.strictObject({
  token: z.string(),
  tokensPerWeek: amount.describe('Tokens minted a week'),
  change: z
    .array(z.tuple([amount, amount]))
    .refine(
      points => points.every(([day], i) => i === 0 || day > points[i - 1]![0]),
      'invalid change: put the days in ascending order',
    )
    .default([])
    .describe(
      'Points [day, factor]: factor on tokensPerWeek from the first week that begins on that day or later',
    ),
  unpressed: z
    .array(count)
    .default([])
    .describe('Weeks, the first being 0, of which nobody has the tokens minted: they never are'),
  strategies: z
    .array(z.string())
    .min(1)
    .optional()
    .describe('Restaked assets whose stake is paid; without it, all'),
  gauges: z
    .record(setPath, fraction)
    .refine(gauges => Object.keys(gauges).length > 0, 'missing gauge: name a set, or leave gauges out')
    .optional()
    .describe('Share of each set, at most 1 together; what is left is burned. Without it, all earners'),
  kind: z
    .enum(['uniqueStake', 'totalStake'])
    .optional()
    .describe('How the share of a set is divided among its members; without it, by unique stake'),
  eligible: z
    .enum(['feePaying', 'all'])
    .optional()
    .describe(
      'Whose sets gauges may pay; without it, those of AVSs that pay the protocol its fee of 20%. The shares of others are burned',
    ),
});

/** A programme of incentives as the scenario describes it. */
export type Programmatic = z.output<typeof programmatic>;

/** Whether gauges of a programme may pay the sets of an AVS: it pays the protocol's fee, unless all may (ELIP-012). */
export function mayPay({ eligible }: Programmatic, { budget }: Avs): boolean {
  return eligible === 'all' || budget?.protocolFee === true;
}
