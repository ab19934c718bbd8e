import { z } from 'zod';
import { amount, count, fraction, setPath } from './values/units.ts';

const day = z
  .number()
  .int()
  .positive()
  .describe('Day at whose midnight it happens: a whole number, 1 or more');

const slashOrders = z
  .strictObject({
    operatorSet: setPath.optional().describe('Set whose members are slashed: avs.set; left out: every set'),
    group: z.string().optional().describe('Group of operators that are slashed; left out: every group'),
    operator: z.string().optional().describe('Operator that is slashed; left out: every operator'),
    fraction: fraction.describe("Part of the operator's allocation to the set that each slash takes"),
    count: count
      .min(1)
      .optional()
      .describe('How many of them, drawn at random; left out: all that are members on that day'),
  })
  .refine(
    ({ operatorSet, group, operator }) => [operatorSet, group, operator].some(name => name !== undefined),
    'missing operatorSet, group or operator: say who is slashed',
  );

/** A slash without an offence, of whom and how much. */
export type SlashIntervention = z.output<typeof slashOrders>;

/** Something done to the world from outside on a day: a slash, or a change of a budget or a price. */
export const intervention = z
  .union([
    z.strictObject({
      day,
      slash: slashOrders.describe('Slashes members without an offence; no committee may veto it'),
    }),
    z
      .strictObject({
        day,
        set: z
          .string()
          .describe(
            'Path of what is changed: avss.*.budget.usdPerWeek, gpus.*.rentUsdPerHour or assets.*.price',
          ),
        to: amount.optional().describe('Value from that day on, in USD; a price goes on to move from there'),
        times: amount.optional().describe('Factor on the value from that day on, in place of to'),
      })
      .refine(
        ({ to, times }) => (to === undefined) !== (times === undefined),
        'invalid change: write either to or times',
      ),
  ])
  .describe('A slash, or a change of a budget or a price, on a day');

/** Something done to the world from outside, as the scenario describes it. */
export type Intervention = z.output<typeof intervention>;

/** What a path of an intervention leads to: the budget of an AVS, the rent of a kind of GPU or the price of an asset. */
export interface ChangeTarget {
  readonly kind: 'budget' | 'rent' | 'price';
  /** The AVS, the kind of GPU or the asset. */
  readonly name: string;
}

const targets: readonly (readonly [ChangeTarget['kind'], RegExp])[] = [
  ['budget', /^avss\.([^.]+)\.budget\.usdPerWeek$/],
  ['rent', /^gpus\.([^.]+)\.rentUsdPerHour$/],
  ['price', /^assets\.([^.]+)\.price$/],
];

/** What a path leads to that an intervention may change; undefined where it may not change what stands there. */
export function changeTarget(path: string): ChangeTarget | undefined {
  for (const [kind, pattern] of targets) {
    const name = pattern.exec(path)?.[1];
    if (name !== undefined) return { kind, name };
  }
  return undefined;
}
