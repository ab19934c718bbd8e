import { z } from 'zod';
import { amount, duration, perYear } from '../values/units.ts';

/**
 * Why restakers leave at once, without weighing: a hazard h0 exp(b1 x recent slashes + b2 x discount). Looked at
 * each midnight by `agents/restaker/panic.ts`.
 */
export const panic = z
  .strictObject({
    perYear: perYear.describe('Hazard of leaving a year while nothing is amiss, h0'),
    slash: amount.default(0).describe('b1: rise of its logarithm for the whole stake slashed recently'),
    depeg: amount.default(0).describe('b2: rise of its logarithm for a discount of 100% of the token'),
    memory: duration.prefault('14d').describe('Half-life of recent slashes'),
  })
  .describe('Leaving restaking at once');
