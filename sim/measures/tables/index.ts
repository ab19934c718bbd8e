import { accountsTable } from './closing/accounts-table.ts';
import { attributionTable } from './closing/attribution-table.ts';
import { choicesTable } from './closing/choices-table.ts';
import { exposureTable } from './closing/exposure-table.ts';
import { lossesTable } from './closing/losses-table.ts';
import { outcomesTable } from './closing/outcomes-table.ts';
import { overlapsTable } from './closing/overlaps-table.ts';
import { paymentsTable } from './closing/payments-table.ts';
import { placementsTable } from './closing/placements-table.ts';
import { summaryTable } from './closing/summary-table.ts';
import type { Table } from './define-table.ts';
import { corruptionTable } from './over-time/corruption-table.ts';
import { decentralisationTable } from './over-time/decentralisation-table.ts';
import { eventsTable } from './over-time/events-table.ts';
import { flowsTable } from './over-time/flows-table.ts';
import { holdingsTable } from './over-time/holdings-table.ts';
import { membershipsTable } from './over-time/memberships-table.ts';
import { networkTable } from './over-time/network-table.ts';
import { operatorsTable } from './over-time/operators-table.ts';
import { pricesTable } from './over-time/prices-table.ts';
import { restakersTable } from './over-time/restakers-table.ts';
import { securityTable } from './over-time/security-table.ts';
import { serviceTable } from './over-time/service-table.ts';
import { setsTable } from './over-time/sets-table.ts';
import { worthTable } from './over-time/worth-table.ts';

export type { Column, Row, Table } from './define-table.ts';

/**
 * Every table a run yields, in the order of the data dictionary: first those that follow the run, then those that say
 * at its end what came of it. The writer puts the replicate's number in front of each row.
 */
export const tables: readonly Table[] = [
  setsTable,
  serviceTable,
  operatorsTable,
  membershipsTable,
  restakersTable,
  holdingsTable,
  worthTable,
  decentralisationTable,
  networkTable,
  eventsTable,
  corruptionTable,
  securityTable,
  flowsTable,
  pricesTable,
  outcomesTable,
  exposureTable,
  choicesTable,
  overlapsTable,
  attributionTable,
  lossesTable,
  paymentsTable,
  accountsTable,
  placementsTable,
  summaryTable,
].map(({ name, meaning, columns }) => ({ name, meaning, columns }));
