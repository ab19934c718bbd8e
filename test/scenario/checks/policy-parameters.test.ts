import { describe, expect, it } from 'vitest';
import { operatorPolicies } from '../../../sim/agents/operator/policies/index.ts';
import { restakerPolicies } from '../../../sim/agents/restaker/policies/index.ts';
import { parseScenario } from '../../../sim/scenario/index.ts';
import { small, type Written, written } from '../small.ts';

const problems = (changes: Written) => {
  const parsed = parseScenario(written(changes));
  return parsed.ok ? [] : parsed.problems;
};
const group = (policy: Written): Written => ({ operators: { ordinary: { policy } } });
const cohort = (policy: Written): Written => ({ restakers: { retail: { count: 2, policy } } });

describe('a policy', () => {
  it('is of the first kind of its list where it names none', () => {
    expect(small(group({})).operators.ordinary!.policy.kind).toBe(operatorPolicies[0].kind);
    expect(small(cohort({})).restakers.retail!.policy.kind).toBe(restakerPolicies[0].kind);
  });

  it('takes the parameters of its kind, and has those of no other', () => {
    const { policy } = small(group({ kind: 'portfolio', varianceAversion: 7 })).operators.ordinary!;
    expect(policy).toMatchObject({ kind: 'portfolio', varianceAversion: 7, tailAversion: 0.05 });
    expect(small(group({})).operators.ordinary!.policy).not.toHaveProperty('varianceAversion');
  });

  it('is told of a parameter that only other kinds have, with the names of those kinds', () => {
    expect(problems(group({ varianceAversion: 7 }))).toEqual([
      {
        path: ['operators', 'ordinary', 'policy', 'varianceAversion'],
        message: 'invalid varianceAversion: a parameter of policies of kind portfolio',
        help: 'set that kind, or remove the key',
      },
    ]);
    expect(problems(cohort({ kind: 'inert', herding: 1 }))).toMatchObject([
      { message: 'invalid herding: a parameter of policies of kind weighing, riskAverse, yieldChaser' },
    ]);
  });

  it('is told of every parameter that no kind has, and of a kind that there is not', () => {
    expect(problems(group({ varianceAversion: 7, patience: 1 })).map(({ message }) => message)).toEqual([
      'invalid varianceAversion: a parameter of policies of kind portfolio',
      'unknown key: patience',
    ]);
    expect(problems(group({ kind: 'brave' }))).toMatchObject([
      {
        path: ['operators', 'ordinary', 'policy', 'kind'],
        message: `Invalid option: expected one of "profit"|"portfolio"`,
      },
    ]);
  });
});
