import { attribution } from './attribution.ts';
import { budget } from './budget.ts';
import type { Draw } from './chart.ts';
import { decentralisation } from './decentralisation.ts';
import { events } from './events.ts';
import { members } from './members.ts';
import { outcomes } from './outcomes.ts';
import { prices } from './prices.ts';
import { profit } from './profit.ts';
import { service } from './service.ts';
import { stake } from './stake.ts';

/** Every chart, in the order of the story. */
export const charts: readonly Draw[] = [
  service,
  members,
  stake,
  budget,
  profit,
  outcomes,
  decentralisation,
  prices,
  events,
  attribution,
];
