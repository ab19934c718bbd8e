export { type Availability, createFaults, type FaultListener } from './faults.ts';
export { createPrices, type PriceStep, type Prices } from './prices.ts';
export { createService, type Service, type ServiceDay } from './service.ts';
