import { parseScenario, simulate } from 'opset';

/** Thirty small operators choose between a set that pays well and slashes hard, and one that does neither. */
export const scenario = {
  name: 'own policy',
  horizon: '120d',
  assets: { eth: { price: { usd: 2500 } } },
  strategies: ['eth'],
  avss: {
    bridge: {
      sets: {
        strict: {
          strategies: ['eth'],
          reward: { kind: 'uniqueStake' },
          slashing: { wrongResult: { fraction: '20%' } },
        },
        lenient: { strategies: ['eth'], reward: { kind: 'uniqueStake' } },
      },
      budget: { token: 'eth', usdPerWeek: 6000, split: { strict: '70%', lenient: '30%' } },
    },
  },
  operators: {
    small: {
      count: 30,
      ownStake: { eth: { uniform: [20, 60] } },
      costs: { setMonthlyUsd: 200 },
      hazards: { wrongResult: 2 },
      starts: { 'bridge.strict': '50%', 'bridge.lenient': '50%' },
    },
  },
};

/** A policy of one's own: serve every set whose pay covers its cost, and never mind the slashing. */
export const fearless = ({ sets }) => ({
  sets: sets
    .filter(({ member, admitted, terms }) => (member || admitted) && terms !== undefined)
    .filter(({ terms }) => terms.income + terms.fees > terms.cost)
    .map(({ id }) => id),
});

const measures = ['bridge.strict.members.mean', 'bridge.strict.slashed', 'operators.small.profit'];

/** Some measures of a run, by name. */
function summaryOf(policies) {
  const parsed = parseScenario(scenario);
  if (!parsed.ok) throw new Error(parsed.problems.map(({ message }) => message).join('\n'));
  const summary = {};
  for (const { table, values } of simulate(parsed.scenario, 1, policies)) {
    const [measure, , value] = values;
    if (table === 'summary' && measures.includes(measure)) summary[measure] = value;
  }
  return summary;
}

/** The same operators under the built-in policy and under one's own, with the same faults at the same times. */
export function compare() {
  const builtIn = summaryOf({});
  const own = summaryOf({ operators: { small: fearless } });
  return measures.map(measure => ({ measure, builtIn: builtIn[measure], own: own[measure] }));
}
