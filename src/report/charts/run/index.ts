import type { DrawChart } from '../chart.ts';
import { attributionChart } from './attribution-chart.ts';
import { budgetChart } from './budget-chart.ts';
import { decentralisationChart } from './decentralisation-chart.ts';
import { eventsChart } from './events-chart.ts';
import { membersChart } from './members-chart.ts';
import { outcomesChart } from './outcomes-chart.ts';
import { pricesChart } from './prices-chart.ts';
import { profitChart } from './profit-chart.ts';
import { securityChart } from './security-chart.ts';
import { serviceChart } from './service-chart.ts';
import { stakeChart } from './stake-chart.ts';

/** Every chart, in the order of the story. */
export const runCharts: readonly DrawChart[] = [
  serviceChart,
  membersChart,
  stakeChart,
  budgetChart,
  profitChart,
  outcomesChart,
  decentralisationChart,
  securityChart,
  pricesChart,
  eventsChart,
  attributionChart,
];
