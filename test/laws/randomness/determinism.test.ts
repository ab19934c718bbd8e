import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Row, simulate, tables } from '../../../sim/index.ts';
import { resolved, small, type Written } from '../../scenario/small.ts';
import { scenarios } from '../worlds/random-scenario.ts';

const text = (rows: Iterable<Row>): string => [...rows].map(row => JSON.stringify(row)).join('\n');

function always(law: (written: Written) => void): void {
  fc.assert(
    fc.property(scenarios, written => {
      law(written);
    }),
    { seed: 7, numRuns: 30, endOnFailure: true },
  );
}

describe('a run', () => {
  it('gives the same rows for the same scenario and seed', () => {
    always(written => {
      const scenario = resolved(written);
      const before = JSON.stringify(scenario);
      expect(text(simulate(scenario))).toBe(text(simulate(resolved(written))));
      expect(JSON.stringify(scenario)).toBe(before);
    });
  });

  it('gives other rows for another seed', () => {
    let different = 0;
    always(written => {
      const scenario = resolved(written);
      if (text(simulate(scenario, 'a')) !== text(simulate(scenario, 'b'))) different++;
    });
    // A world without hazard, faults or choice may well repeat itself.
    expect(different).toBeGreaterThan(25);
  });

  it('does not depend on who else runs, on how slowly its rows are read or on looking at its progress', () => {
    always(written => {
      const alone = text(simulate(resolved(written)));
      const run = simulate(resolved(written));
      const other = simulate(resolved(written), 'other')[Symbol.iterator]();
      const rows: Row[] = [];
      let before = 0;
      for (const row of run) {
        rows.push(row);
        other.next();
        expect(run.progress).toBeGreaterThanOrEqual(before);
        before = run.progress;
      }
      expect(run.progress).toBe(1);
      expect(text(rows)).toBe(alone);
    });
  });

  it('may be left at any row', () => {
    always(written => {
      const rows: Row[] = [];
      for (const row of simulate(resolved(written))) {
        rows.push(row);
        if (rows.length === 50) break;
      }
      const whole = text(simulate(resolved(written)));
      expect(whole.startsWith(text(rows))).toBe(true);
    });
  });

  it('yields the tables that are wanted, with the rows that they always have', () => {
    const names = tables.map(({ name }) => name);
    always(written => {
      const whole = [...simulate(resolved(written))];
      for (const wanted of [
        ['summary'],
        names.filter((_, i) => i % 2 === 0),
        names.filter((_, i) => i % 2),
      ]) {
        const expected = whole.filter(({ table }) => wanted.includes(table));
        expect(text(simulate(resolved(written), undefined, {}, wanted))).toBe(text(expected));
      }
    });
    expect(() => simulate(small(), 1, {}, ['rows'])).toThrow('unknown table: rows');
  });

  it('yields the same rows in parts as one by one', () => {
    always(written => {
      const parts = [...simulate(resolved(written)).parts];
      expect(parts).toHaveLength(Math.ceil(resolved(written).horizon) + 2);
      expect(text(parts.flat())).toBe(text(simulate(resolved(written))));
    });
  });

  it('passes through the same states however often it is sampled', () => {
    always(written => {
      const daily = { ...written, sampleEvery: '1d' };
      const only = (table: string, rows: Iterable<Row>) => text([...rows].filter(row => row.table === table));
      const [often, seldom] = [
        simulate(resolved(daily)),
        simulate(resolved({ ...written, sampleEvery: '10d' })),
      ];
      const [a, b] = [[...often], [...seldom]];
      for (const table of ['events', 'sets', 'service', 'prices', 'flows']) {
        expect(only(table, a)).toBe(only(table, b));
      }
    });
  });
});
