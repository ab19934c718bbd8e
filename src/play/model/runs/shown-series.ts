import type { Row } from '../../../../sim/measures/tables/index.ts';
import { pricesTable } from '../../../../sim/measures/tables/over-time/prices-table.ts';
import { restakersTable } from '../../../../sim/measures/tables/over-time/restakers-table.ts';
import { serviceTable } from '../../../../sim/measures/tables/over-time/service-table.ts';
import { setsTable } from '../../../../sim/measures/tables/over-time/sets-table.ts';
import type { Scenario } from '../../../../sim/scenario/index.ts';
import { setsOf, taskRoles } from '../../../report/sets-shown.ts';
import { settingOf } from '../../../report/setting.ts';
import type { Role } from '../../../report/theme.ts';
import { focalAvs } from '../levers/derived-levers.ts';

/** What the screen knows of a small multiple. */
export interface SeriesHead {
  readonly title: string;
  /** Unit of its values, as of measures. */
  readonly unit: string;
  readonly role: Role;
}

/** How the rows of a step become one value. */
type Aggregation =
  /** That of the last row of the step; the sum of the last row of each that it is about. */
  | 'last'
  /** Sum over the step, for a week. */
  | 'perWeek'
  /** Sum since the start. */
  | 'running'
  /** Sum of one column over that of others. */
  | 'share';

/** A small multiple, and the rows that it is made of. */
export interface ShownSeries extends SeriesHead {
  readonly table: string;
  readonly aggregation: Aggregation;
  /** Whether a row of the table counts. */
  readonly counts: (row: Row) => boolean;
  /** Columns that are summed. */
  readonly columns: readonly number[];
  /** Columns that a share is of; none for others. */
  readonly of: readonly number[];
}

/** Most sets and tasks of the AVS in question that are shown. */
const MOST_SETS = 3;
const MOST_TASKS = 2;

/** The small multiples of a scenario: how tasks are served, by whom, with what stake, at what cost; what is slashed; what the market does. */
export function shownSeries(scenario: Scenario): ShownSeries[] {
  const [avs, terms] = focalAvs(scenario);
  const setting = settingOf(scenario);
  const results = { setting, files: [], frames: new Map(), summary: [] };
  const sets = setsOf(results).filter(one => one.avs === avs);
  const roles = taskRoles(results, setsOf(results));
  const { at } = setsTable;
  const ofAvs = (row: Row): boolean => row.values[at.avs] === avs;
  const ofSet = (set: string) => (row: Row) => ofAvs(row) && row.values[at.set] === set;
  const shown = sets.slice(0, MOST_SETS);
  const name = (set: string) => (sets.length > 1 ? `${set}: ` : '');
  const fromSets = { table: setsTable.name, of: [] } as const;
  return [
    ...Object.keys(terms.tasks)
      .slice(0, MOST_TASKS)
      .map(task => onTime(avs, task, roles.get(`${avs}.${task}`) ?? 'avs')),
    ...shown.map(({ set, role }): ShownSeries => {
      const title = `${name(set)}members`;
      const columns = [at.members];
      return { ...fromSets, title, unit: 'count', role, aggregation: 'last', counts: ofSet(set), columns };
    }),
    ...shown.map(({ set, role }): ShownSeries => {
      const title = `${name(set)}slashable stake`;
      const columns = [at.slashableStakeUsd];
      return { ...fromSets, title, unit: 'USD', role, aggregation: 'last', counts: ofSet(set), columns };
    }),
    ...(terms.budget ? [costOf(avs, ofAvs)] : []),
    {
      ...fromSets,
      title: `slashed in ${avs}`,
      unit: 'USD',
      role: 'avs',
      aggregation: 'running',
      counts: ofAvs,
      columns: [at.slashedUsd],
    },
    ...marketSeries(scenario),
  ];
}

function costOf(avs: string, counts: ShownSeries['counts']): ShownSeries {
  const { operatorsUsd, restakersUsd, feeUsd } = setsTable.at;
  return {
    table: setsTable.name,
    title: `paid by ${avs}`,
    unit: 'USD/week',
    role: 'avs',
    aggregation: 'perWeek',
    counts,
    columns: [operatorsUsd, restakersUsd, feeUsd],
    of: [],
  };
}

function onTime(avs: string, task: string, role: Role): ShownSeries {
  const { at } = serviceTable;
  return {
    table: serviceTable.name,
    title: `${task} tasks on time`,
    unit: 'fraction',
    role,
    aggregation: 'share',
    counts: row => row.values[at.avs] === avs && row.values[at.task] === task,
    columns: [at.onTime],
    of: [at.onTime, at.late, at.lost],
  };
}

/** What restakers delegate, and rents. */
function marketSeries({ restakers, gpus }: Scenario): ShownSeries[] {
  const common = { of: [], aggregation: 'last' } as const;
  return [
    ...(Object.keys(restakers).length > 0
      ? [
          {
            ...common,
            table: restakersTable.name,
            title: 'delegated by restakers',
            unit: 'USD',
            role: 'restakers' as const,
            counts: () => true,
            columns: [restakersTable.at.delegatedUsd],
          },
        ]
      : []),
    ...Object.keys(gpus)
      .slice(0, 1)
      .map(
        (gpu): ShownSeries => ({
          ...common,
          table: pricesTable.name,
          title: `${gpu} rent`,
          unit: 'USD/hour',
          role: 'operators',
          counts: row => row.values[pricesTable.at.name] === gpu,
          columns: [pricesTable.at.priceUsd],
        }),
      ),
  ];
}
