import { z } from 'zod';
import { fraction } from '../values/units.ts';
import { price } from './price.ts';

/** Rental market of one kind of GPU: the outside option of those who own it. */
export const gpu = z.strictObject({
  rentUsdPerHour: price.describe('What a rented GPU-hour brings its owner'),
  utilisation: fraction.default(0.7).describe('Share of hours an owner finds a tenant for'),
});
