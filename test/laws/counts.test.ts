import { describe, expect, it } from 'vitest';
import { createDemand } from '../../sim/economy/service/demand.ts';
import { streams } from '../../sim/engine/index.ts';
import { worldOf } from '../../sim/scenario/index.ts';
import { resolved } from '../scenario/small.ts';
import { always } from './worlds/always.ts';
import { number, type Observation, observations, total } from './worlds/rows.ts';

const pathOf = (row: Observation): string => `${row.avs}.${row.set}`;

describe('members', () => {
  it('change by the joins and exits that are counted, and those are the events', () => {
    always(rows => {
      const events = observations(rows, 'events');
      const kinds = { joins: ['join'], exits: ['exit', 'ejection'], ejections: ['ejection'] } as const;
      const sets = observations(rows, 'sets');
      const paths = [...new Set(sets.map(pathOf))];
      for (const path of paths) {
        const own = sets.filter(row => pathOf(row) === path);
        own.forEach((row, i) => {
          if (i === 0) return;
          const before = number(own[i - 1]!, 'members');
          expect(number(row, 'members')).toBe(before + number(row, 'joins') - number(row, 'exits'));
        });
        for (const [column, noted] of Object.entries(kinds)) {
          const count = events.filter(row => pathOf(row) === path && noted.some(kind => kind === row.kind));
          expect(total(own, column), column).toBe(count.length);
        }
      }
    });
  });

  it('serve only while they have the GPUs and the cash', () => {
    always(rows => {
      for (const row of observations(rows, 'operators')) {
        if (row.status !== 'gone' && row.status !== 'dormant')
          expect(row.status).toBe(number(row, 'sets') > 0 ? 'active' : 'idle');
        else expect(row.sets).toBe(0);
      }
    });
  });
});

describe('tasks', () => {
  it('arrive day by day as demand has them, whatever becomes of them', () => {
    always((rows, written) => {
      const scenario = resolved(written);
      const days = scenario.horizon;
      for (const task of worldOf(scenario).tasks) {
        const demand = createDemand(task, days, streams(scenario.seed));
        const counts = Array<number>(days).fill(0);
        for (let at = demand.next(0); at < days; at = demand.next(at)) counts[Math.floor(at)]!++;
        const own = observations(rows, 'service').filter(
          row => row.avs === task.avsName && row.task === task.name,
        );
        expect(own.map(row => row.arrived)).toEqual(counts);
      }
    });
  });

  it('end at most once: on time, late or lost', () => {
    always(rows => {
      const service = observations(rows, 'service');
      for (const name of new Set(service.map(row => `${row.avs}.${row.task}`))) {
        const own = service.filter(row => `${row.avs}.${row.task}` === name);
        const arrived = total(own, 'arrived');
        const ended = total(own, 'on_time') + total(own, 'late') + total(own, 'lost');
        expect(ended).toBeLessThanOrEqual(arrived);
      }
    });
  });
});
