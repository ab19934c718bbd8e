import { z } from 'zod';
import { fraction } from '../values/units.ts';
import { price } from './price.ts';

/**
 * Rental market of one kind of GPU: the outside option of those who own it. Rent moves like a price; tenants do not
 * react to how much is offered.
 */
export const gpu = z.strictObject({
  rentUsdPerHour: price.describe('What a rented GPU-hour brings its owner'),
  utilisation: fraction.default(0.7).describe('Share of hours an owner finds a tenant for'),
});
