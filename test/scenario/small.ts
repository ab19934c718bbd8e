import { parseScenario, type Scenario } from '../../sim/scenario/index.ts';

/** What a person writes in a scenario, as plain data. */
export type Written = { readonly [key: string]: unknown };

/** Three operators, one set, no restakers, constant prices: the least that runs. */
const smallest: Written = {
  name: 'small',
  horizon: '30d',
  assets: { eth: { price: { usd: 1000 } }, ait: { price: { usd: 1 } } },
  strategies: ['eth'],
  avss: { one: { sets: { main: { strategies: ['eth'], reward: { kind: 'uniqueStake' } } } } },
  operators: { ordinary: { count: 3, ownStake: { eth: 10 } } },
};

function isTree(value: unknown): value is Written {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Changes laid over a tree: trees merge, all else replaces, undefined removes. */
export function merged(tree: Written, changes: Written): Written {
  const result: Record<string, unknown> = { ...tree };
  for (const [key, change] of Object.entries(changes)) {
    const before = result[key];
    result[key] = isTree(before) && isTree(change) ? merged(before, change) : change;
    if (change === undefined) delete result[key];
  }
  return result;
}

/** The smallest scenario with changes, as written. */
export function written(changes: Written = {}): Written {
  return merged(smallest, changes);
}

/** Resolves what is written; throws with its problems. */
export function resolved(input: Written): Scenario {
  const parsed = parseScenario(input);
  if (parsed.ok) return parsed.scenario;
  throw new Error(parsed.problems.map(({ path, message }) => `${path.join('.')}: ${message}`).join('\n'));
}

/** The smallest scenario with changes, resolved. */
export function small(changes: Written = {}): Scenario {
  return resolved(written(changes));
}
