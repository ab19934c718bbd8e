export type { Availability } from './faults/availability.ts';
export type { FaultListener } from './faults/fault-context.ts';
export { createFaults } from './faults/faults.ts';
export { createPrices, type PriceProcess, type Prices } from './prices.ts';
export { createService, type Service } from './service/service.ts';
