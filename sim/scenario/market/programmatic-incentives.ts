import { z } from 'zod';
import { amount, fraction, setPath } from '../values/units.ts';

/** Programmatic incentives: a programme that pays all stake whose operator serves any set, or the sets it gauges. */
export const programmatic = z.strictObject({
  token: z.string(),
  tokensPerWeek: amount,
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
  gauges: z
    .record(setPath, fraction)
    .refine(gauges => Object.keys(gauges).length > 0, 'missing gauge: name a set, or leave gauges out')
    .optional()
    .describe('Share of each set, at most 1 together; what is left is not minted. Without it, all earners'),
  kind: z
    .enum(['uniqueStake', 'totalStake'])
    .optional()
    .describe('How the share of a set is divided among its members; without it, by unique stake'),
});

/** A programme of incentives as the scenario describes it. */
export type Programmatic = z.output<typeof programmatic>;
