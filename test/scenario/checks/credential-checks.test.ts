import { describe, expect, it } from 'vitest';
import { parseScenario } from '../../../sim/scenario/index.ts';
import { type Written, written } from '../small.ts';

const problemsOf = (asked: Written, shown: Written = { identity: 'kyc' }): string[] => {
  const parsed = parseScenario(
    written({
      gpus: { h100: { rentUsdPerHour: { usd: 2 } }, a100: { rentUsdPerHour: { usd: 1 } } },
      avss: { one: { sets: { main: { admission: { credentials: asked } } } } },
      operators: {
        ordinary: {
          gpus: 8,
          gpu: 'h100',
          placement: { region: { choice: { eu: 1, us: 1 } } },
          credentials: shown,
        },
      },
    }),
  );
  return parsed.ok
    ? []
    : parsed.problems.map(({ path, message, help }) => `${path.join('.')}: ${message}; ${help}`);
};

describe('credentials in a scenario', () => {
  it('may be a kind of GPU, a location and an identity', () => {
    expect(problemsOf({ gpu: ['h100'], region: ['eu', 'us'], identity: ['kyc'] })).toEqual([]);
  });

  it('are refused where no operator can have them', () => {
    const at = 'avss.one.sets.main.admission.credentials';
    expect(problemsOf({ regoin: ['eu'] })).toEqual([
      `${at}.regoin: unknown credential: regoin; known: region, identity, gpu`,
    ]);
    expect(problemsOf({ gpu: ['h100', 'a100'], region: ['asia'] })).toEqual([
      `${at}.gpu.1: unknown gpu: a100; known: h100`,
      `${at}.region.0: unknown region: asia; known: eu, us`,
    ]);
  });

  it('have a name of their own', () => {
    expect(problemsOf({}, { gpu: 'h100', region: 'eu' })).toEqual([
      'operators.ordinary.credentials.gpu: invalid credential: gpu is the kind of GPU, which sets can ask for; remove it, or choose another name',
      'operators.ordinary.credentials.region: invalid credential: region is a placement label, which sets can ask for; remove it, or choose another name',
    ]);
  });
});
