import { stringify } from 'yaml';
import type { ImportedState } from './imported-state.ts';

/** Price of a unit of a strategy that nobody gave a price, in USD. */
export const unknownPriceUsd = 1;

/** Names of the tables beside the scenario. */
export const stateFiles = {
  operators: 'operators.csv',
  stakers: 'stakers.csv',
  allocations: 'allocations.csv',
} as const;

/**
 * Text of a scenario that starts from an imported state: its operators and stakers keep what they have, sets pay nothing
 * and slash nobody until somebody writes what they do.
 *
 * @param name of the scenario
 */
export function scenarioText(name: string, state: ImportedState): string {
  const strategies = state.strategies.map(strategy => strategy.name);
  const columnsOf = (prefix: string): Record<string, string> =>
    Object.fromEntries(strategies.map(strategy => [`${prefix}.${strategy}`, strategy]));
  const [header] = state.allocations;
  const scenario = {
    name,
    description: `The state of ${state.day}, imported from snapshot tables. Say what sets pay and slash, and what operators cost.`,
    horizon: '90d',
    assets: Object.fromEntries(
      state.strategies.map(({ name: asset, usd }) => [asset, { price: { usd: usd ?? unknownPriceUsd } }]),
    ),
    strategies,
    avss: Object.fromEntries(
      [...state.avss].map(([avs, sets]) => [
        avs,
        {
          sets: Object.fromEntries(
            [...sets].map(([set, accepted]) => [
              set,
              { strategies: accepted, reward: { kind: 'uniqueStake' }, slashing: {} },
            ]),
          ),
        },
      ]),
    ),
    operators: {
      operators: {
        csv: { file: stateFiles.operators, columns: { name: 'operator', ...columnsOf('ownStake') } },
      },
    },
    restakers: {
      stakers: {
        csv: {
          file: stateFiles.stakers,
          columns: { name: 'staker', operator: 'operator', ...columnsOf('stake') },
        },
        policy: { kind: 'inert' },
      },
    },
    start: {
      allocations: {
        csv: {
          file: stateFiles.allocations,
          columns: Object.fromEntries(header!.map(column => [column, column])),
        },
      },
    },
  };
  return stringify(scenario, { lineWidth: 120 });
}
