import type { Scenario } from '../scenario.ts';
import type { ScenarioProblem } from '../scenario-problem.ts';
import { checkAvs } from './avs-checks.ts';
import { checkEvents } from './event-checks.ts';
import { checkInterventions } from './intervention-checks.ts';
import { checkIncentive, checkPegs, checkShocks } from './market-checks.ts';
import { checkPlay } from './play-checks.ts';
import { checkOperators, checkRestakers, checkSize } from './population-checks.ts';
import { checkStrategies } from './references.ts';
import { checkStake } from './stake-checks.ts';
import { checkStart } from './start-checks.ts';

export { withPolicyKinds } from './policy-parameters.ts';

/**
 * Problems that span several parts of a scenario: names that refer to nothing, splits that do not sum to 1,
 * fields that make no sense together.
 */
export function crossCheck(scenario: Scenario): ScenarioProblem[] {
  const { assets, strategies, avss, programmatic, operators, restakers } = scenario;
  return [
    ...checkPegs(assets),
    ...checkStrategies(['strategies'], 'asset', strategies, Object.keys(assets)),
    ...Object.entries(avss).flatMap(([name, avs]) => checkAvs(avs, ['avss', name], scenario)),
    ...Object.entries(programmatic).flatMap(([name, incentive]) =>
      checkIncentive(incentive, ['programmatic', name], scenario),
    ),
    ...Object.entries(operators).flatMap(([name, group]) =>
      checkOperators(group, ['operators', name], scenario),
    ),
    ...Object.entries(restakers).flatMap(([name, cohort]) =>
      checkRestakers(cohort, ['restakers', name], scenario),
    ),
    ...checkStart(scenario),
    ...checkShocks(scenario),
    ...checkSize(scenario),
    ...checkStake(scenario),
    ...checkEvents(scenario),
    ...checkInterventions(scenario),
    ...checkPlay(scenario),
  ];
}
