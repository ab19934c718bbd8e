import { describe, expect, it } from 'vitest';
import { type Row, tables } from '../../../sim/index.ts';
import { always } from '../worlds/always.ts';
import { number, observations } from '../worlds/rows.ts';

const known = new Map(tables.map(table => [table.name, table]));

/** What is wrong with a row's form, or undefined. */
function fault({ table, values }: Row): string | undefined {
  const columns = known.get(table)?.columns;
  if (columns === undefined) return `unknown table: ${table}`;
  if (columns.length !== values.length) return `${table} has ${values.length} values`;
  const wrong = columns.find(({ type }, i) => {
    const value = values[i];
    if (value === null) return false;
    if (type === 'string') return typeof value !== 'string';
    return !Number.isFinite(value) || (type === 'integer' && !Number.isInteger(value));
  });
  return wrong && `${table}.${wrong.name}: ${values[columns.indexOf(wrong)]}`;
}

describe('the rows of a run', () => {
  it('have the values that their table declares, of the declared type, and finite', () => {
    always(rows => expect(rows.map(fault).filter(Boolean)).toEqual([]));
  });

  it('come in order of time within each table, from the start to the horizon', () => {
    always((rows, written) => {
      const horizon = Number(String(written.horizon).slice(0, -1));
      for (const { name, columns } of tables) {
        if (columns[0]!.name !== 'time_days') continue;
        const times = observations(rows, name).map(row => number(row, 'time_days'));
        expect(times).toEqual(times.toSorted((a, b) => a - b));
        expect(times.every(time => time >= 0 && time <= horizon)).toBe(true);
      }
    });
  });

  it('name no operator, set, task or cohort that the scenario does not have', () => {
    always(rows => {
      const operators = new Set(observations(rows, 'operators').map(row => row.operator));
      const sets = new Set(observations(rows, 'sets').map(row => `${row.avs}.${row.set}`));
      for (const row of [...observations(rows, 'events'), ...observations(rows, 'memberships')]) {
        if (row.operator !== null) expect(operators).toContain(row.operator);
        if (row.set !== null) expect(sets).toContain(`${row.avs}.${row.set}`);
      }
    });
  });

  it('hold one row a day of each set, task, price and the network, and one a sample of each operator and cohort', () => {
    always((rows, written) => {
      const horizon = Number(String(written.horizon).slice(0, -1));
      const sets = new Set(observations(rows, 'sets').map(row => `${row.avs}.${row.set}`)).size;
      expect(observations(rows, 'sets')).toHaveLength(horizon * sets);
      expect(observations(rows, 'network')).toHaveLength(horizon);
      const tasks = new Set(observations(rows, 'service').map(row => `${row.avs}.${row.task}`)).size;
      expect(observations(rows, 'service')).toHaveLength(horizon * tasks);
      expect(observations(rows, 'prices')).toHaveLength((horizon + 1) * 4);
      const samples = new Set(observations(rows, 'operators').map(row => row.time_days));
      const every = Number(String(written.sampleEvery).slice(0, -1));
      const expected = Array.from({ length: Math.floor(horizon / every) }, (_, i) => (i + 1) * every);
      expect([...samples]).toEqual(expected.includes(horizon) ? expected : [...expected, horizon]);
      const operators = new Set(observations(rows, 'operators').map(row => row.operator)).size;
      expect(observations(rows, 'operators')).toHaveLength(samples.size * operators);
    });
  });

  it('keep fractions from 0 to 1 and amounts from 0', () => {
    const signed = new Set([
      'profit_usd',
      'cash_usd',
      'margin_ratio',
      'break_even_rent_usd',
      'gpu_service_usd',
      'slash_correlation',
    ]);
    always(rows => {
      for (const { name, columns } of tables) {
        if (name === 'summary' || name === 'outcomes') continue;
        for (const row of observations(rows, name)) {
          for (const { name: column, type, unit } of columns) {
            const value = row[column];
            if (type === 'string' || value === null || signed.has(column)) continue;
            expect(value, `${name}.${column}`).toBeGreaterThanOrEqual(0);
            if (unit === 'fraction') expect(value, `${name}.${column}`).toBeLessThanOrEqual(1 + 1e-12);
          }
        }
      }
    });
  });

  it('reach every kind of event', () => {
    const kinds = new Set<unknown>();
    always(rows => {
      for (const { kind } of observations(rows, 'events')) kinds.add(kind);
    });
    expect([...kinds].sort()).toEqual(
      [
        'bankruptcy',
        'cluster',
        'ejection',
        'entry',
        'exit',
        'join',
        'offence',
        'outage',
        'retirement',
        'slash',
        'veto',
      ].sort(),
    );
  });
});
