import { describe, expect, it } from 'vitest';
import { createEjector } from '../../../sim/agents/avs/ejector.ts';
import { createRegistrar } from '../../../sim/agents/avs/registrar.ts';
import { joinSet } from '../../../sim/agents/operator/actions/memberships.ts';
import { simulate } from '../../../sim/index.ts';
import { isRegistered } from '../../../sim/state/stake.ts';
import { number, observations } from '../../laws/worlds/rows.ts';
import { small, type Written, written } from '../../scenario/small.ts';
import { initialState } from '../initial-state.fixture.ts';

const MINUTE = 1 / 1_440;

/** EigenDA's set: its AVS is in the AVSDirectory, and ejects who signs nothing. */
const eigenda = (ejection: Written = {}): Written => ({
  avss: {
    one: {
      sets: { main: { registry: 'avsDirectory', reward: { kind: 'totalStake' }, admission: { ejection } } },
    },
  },
});

/** Three members of a set, whose ups and downs the test decides. */
function watched(ejection: Written = {}) {
  const { state, clock } = initialState(written(eigenda(ejection)));
  const up = new Uint8Array(3).fill(1);
  const outage = new Int32Array(3);
  const told: string[] = [];
  const tell = (what: string) => told.push(`${what} at ${Math.round(clock.now / MINUTE)}`);
  const registrar = createRegistrar(state, clock, {
    ejected: ({ operator, reason }) => tell(`${operator} ejected: ${reason},`),
  });
  const ejector = createEjector({
    state,
    clock,
    availability: { up, outage, upDays: new Float64Array(3), settle: () => {}, clear: () => {} },
    registrar,
    mayReturn: operator => tell(`${operator} may return`),
  });
  for (const operator of [0, 1, 2]) joinSet(state, operator, 0, 0);
  const at = (minutes: number) => clock.runUntil(minutes * MINUTE);
  return {
    told,
    at,
    registrar,
    isMember: (operator: number) => isRegistered(state, operator, 0),
    falls: (operator: number, minutes: number) => {
      at(minutes);
      up[operator] = 0;
      outage[operator]!++;
      ejector.fell(operator);
    },
    rises: (operator: number, minutes: number) => {
      at(minutes);
      up[operator] = 1;
      ejector.rose(operator);
    },
  };
}

describe('a set that ejects who does nothing', () => {
  it('ejects a member that is down for ten minutes and for the half hour that it has to answer', () => {
    const set = watched();
    set.falls(0, 100);
    set.at(139);
    expect(set.isMember(0)).toBe(true);
    set.at(141);
    expect(set.isMember(0)).toBe(false);
    expect(set.told).toEqual(['0 ejected: no signatures, at 140']);
  });

  it('lets it cancel by being up again within the half hour, even if it then falls again', () => {
    const set = watched();
    set.falls(0, 100);
    set.rises(0, 139);
    set.falls(0, 139.5);
    set.at(145);
    expect(set.told).toEqual([]);
    // The next attempt comes a day after the first, if it is down then.
    set.at(110 + 1_440 + 29);
    expect(set.told).toEqual([]);
    set.at(110 + 1_440 + 31);
    expect(set.told).toEqual([`0 ejected: no signatures, at ${110 + 1_440 + 30}`]);
  });

  it('begins nothing while all are down, and looks again', () => {
    const set = watched();
    for (const operator of [0, 1, 2]) set.falls(operator, 100);
    set.rises(2, 165);
    set.at(250);
    expect(set.told).toEqual(['0 ejected: no signatures, at 200', '1 ejected: no signatures, at 200']);
  });

  it('leaves alone who cancelled five attempts in a row', () => {
    const set = watched();
    for (let day = 0; day < 5; day++) {
      set.falls(0, 100 + 2_000 * day);
      set.rises(0, 115 + 2_000 * day);
    }
    set.falls(0, 11_000);
    set.at(20_000);
    expect(set.told).toEqual([]);
    const patient = watched({ tries: 6 });
    for (let day = 0; day < 5; day++) {
      patient.falls(0, 100 + 2_000 * day);
      patient.rises(0, 115 + 2_000 * day);
    }
    patient.falls(0, 11_000);
    patient.at(20_000);
    expect(patient.told).toEqual(['0 ejected: no signatures, at 11040', '0 may return at 12480'].slice(0, 1));
  });

  it('lets it back a day later, once it is up, and not before', () => {
    const set = watched();
    const admits = () => set.registrar.admits({ operator: 0, set: 0, fraction: 0 });
    set.falls(0, 100);
    set.at(1_579);
    expect(admits()).toBe(false);
    set.at(1_581);
    expect(admits()).toBe(true);
    expect(set.told).toHaveLength(1);
    set.rises(0, 1_700);
    expect(set.told.at(-1)).toBe('0 may return at 1700');
    const quick = watched();
    quick.falls(0, 100);
    quick.rises(0, 200);
    quick.at(1_579);
    expect(quick.told).toHaveLength(1);
    quick.at(1_581);
    expect(quick.told.at(-1)).toBe('0 may return at 1580');
  });

  it('goes by times of its own', () => {
    const set = watched({ silent: '1h', answer: '2h', back: '1h' });
    set.falls(0, 0);
    set.rises(0, 181);
    set.at(250);
    expect(set.told).toEqual(['0 ejected: no signatures, at 180', '0 may return at 240']);
  });
});

describe('a run of such a set', () => {
  it('has who was ejected back after a day, where an operator set keeps it out for two weeks', () => {
    const rows = (registry: string) => [
      ...simulate(
        small({
          ...eigenda(),
          horizon: '60d',
          avss: {
            one: {
              sets: {
                main: { registry, reward: { kind: 'totalStake' }, admission: { ejection: {} } },
              },
              budget: { token: 'ait', usdPerWeek: 10_000, split: { main: 1 } },
            },
          },
          operators: {
            ordinary: {
              count: 5,
              starts: { 'one.main': 1 },
              failure: { every: '20d', repair: '2h' },
              policy: { reviewEvery: '10000d' },
            },
          },
        }),
      ),
    ];
    const eventsOf = (registry: string) =>
      observations(rows(registry), 'events').filter(row => ['ejection', 'join'].includes(String(row.kind)));
    const directory = eventsOf('avsDirectory');
    const ejections = directory.filter(row => row.kind === 'ejection');
    expect(ejections.length).toBeGreaterThan(5);
    expect(new Set(ejections.map(row => row.detail))).toEqual(new Set(['no signatures']));
    for (const { operator, time_days } of ejections) {
      const back = directory.find(
        row =>
          row.kind === 'join' && row.operator === operator && number(row, 'time_days') > Number(time_days),
      );
      if (Number(time_days) < 58) expect(number(back!, 'time_days') - Number(time_days)).toBeLessThan(1.5);
    }
    expect(eventsOf('allocationManager').some(row => row.kind === 'join')).toBe(false);
  });
});
