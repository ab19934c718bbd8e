import { describe, expect, it } from 'vitest';
import { simulate } from '../../../sim/index.ts';
import { number, observations } from '../../laws/worlds/rows.ts';
import { small, type Written } from '../../scenario/small.ts';

/** Members of a set that pays well, by group, after a quarter: half of the groups own the better GPU, sit in the EU, or have an identity. */
function membersOf(credentials: Written): Record<string, number> {
  const group = (gpu: string, region: string, identity: string): Written => ({
    count: 2,
    ownStake: { eth: 10 },
    gpus: 8,
    gpu,
    placement: { region },
    credentials: { identity },
  });
  const scenario = small({
    horizon: '90d',
    gpus: { h100: { rentUsdPerHour: { usd: 2 } }, a100: { rentUsdPerHour: { usd: 1 } } },
    avss: {
      one: {
        budget: { token: 'ait', usdPerWeek: 50_000, split: { main: 1 } },
        sets: { main: { admission: { credentials } } },
      },
    },
    operators: {
      ordinary: undefined,
      all: group('h100', 'eu', 'known'),
      older: group('a100', 'eu', 'known'),
      abroad: group('h100', 'us', 'known'),
      unknown: group('h100', 'eu', 'nobody'),
    },
  });
  const rows = observations([...simulate(scenario, 1, {}, ['memberships'])], 'memberships');
  const groups: Record<string, number> = { all: 0, older: 0, abroad: 0, unknown: 0 };
  const last = number(rows.at(-1)!, 'time_days');
  for (const row of rows) if (row.time_days === last) groups[String(row.group)]! += 1;
  return groups;
}

describe('credentials that a set asks for', () => {
  it('keep out who has another kind of GPU, is elsewhere or is nobody known', () => {
    expect(membersOf({})).toEqual({ all: 2, older: 2, abroad: 2, unknown: 2 });
    expect(membersOf({ gpu: ['h100'] })).toEqual({ all: 2, older: 0, abroad: 2, unknown: 2 });
    expect(membersOf({ region: ['eu'] })).toEqual({ all: 2, older: 2, abroad: 0, unknown: 2 });
    expect(membersOf({ identity: ['known'] })).toEqual({ all: 2, older: 2, abroad: 2, unknown: 0 });
    expect(membersOf({ gpu: ['h100'], region: ['eu'], identity: ['known'] })).toEqual({
      all: 2,
      older: 0,
      abroad: 0,
      unknown: 0,
    });
  });
});
