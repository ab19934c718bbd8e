import type { Scenario } from '../scenario.ts';
import type { ScenarioProblem } from '../scenario-problem.ts';
import { checkAvs } from './avs-checks.ts';
import { checkCredentials } from './credential-checks.ts';
import { checkEvents } from './event-checks.ts';
import { checkInterventions } from './intervention-checks.ts';
import { barredGauges, checkIncentive, checkPegs, checkShocks } from './market-checks.ts';
import { checkPlay } from './play-checks.ts';
import { checkOperators, checkRestakers, checkSize } from './population-checks.ts';
import { checkStrategies } from './references.ts';
import { checkStake } from './stake-checks.ts';
import { checkStart } from './start-checks.ts';
import { hopelessTasks } from './task-checks.ts';

export { withPolicyKinds } from './policy-parameters.ts';

/**
 * Problems that span several parts of a scenario: names that refer to nothing, splits that do not sum to 1,
 * fields that make no sense together.
 *
 * They see a scenario whose form is right, so that every value has its type and its default. Each check returns its
 * problems and throws nothing; a check whose names are wrong says so and looks no further into them. What they let
 * pass, the model takes for granted: it looks names up without asking.
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
    ...checkCredentials(scenario),
    ...checkSize(scenario),
    ...checkStake(scenario),
    ...checkEvents(scenario),
    ...checkInterventions(scenario),
    ...checkPlay(scenario),
  ];
}

/** What to warn of in a scenario that can be run: what never does anything, and is most likely a slip. */
export function warningsOf(scenario: Scenario): ScenarioProblem[] {
  return [...hopelessTasks(scenario), ...barredGauges(scenario)];
}
