export type { Availability } from './availability.ts';
export type { FaultListener } from './fault-context.ts';
export { createFaults } from './faults.ts';
export { createPrices, type PriceStep, type Prices } from './prices.ts';
export { createService, type Service } from './service.ts';
