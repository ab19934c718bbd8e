/**
 * What other rooms may import of the scenario: types of its parts, the numbered world, sampling. Schemas stay
 * inside, but for `Scenario`.
 */
export type { EjectionTerms } from './avs/admission-terms.ts';
export type { Avs } from './avs/avs.ts';
export type { Controller, Target } from './avs/controller-terms.ts';
export type { OperatorSet } from './avs/operator-set.ts';
export type { Reward } from './avs/reward-rule.ts';
export type { SlashingCondition } from './avs/slashing-terms.ts';
export type { Task } from './avs/task-kind.ts';
export type { TreasuryTerms } from './avs/treasury-terms.ts';
export { warningsOf } from './checks/index.ts';
export { hopelessTasks } from './checks/task-checks.ts';
export {
  byCondition,
  type Condition,
  conditions,
  hazardConditions,
  outageConditions,
  slashingConditions,
} from './conditions.ts';
export { type HeadlineMeasure, headline, measureBound, question } from './headline.ts';
export {
  type ChangeTarget,
  changeTarget,
  type Intervention,
  type SlashIntervention,
} from './intervention.ts';
export type { Peg } from './market/asset.ts';
export type { Shock } from './market/common-shock.ts';
export type { Price } from './market/price.ts';
export type { Programmatic } from './market/programmatic-incentives.ts';
export {
  type AvsInWorld,
  type IncentiveInWorld,
  type SetInWorld,
  setByPath,
  startPriceUsd,
  type TaskInWorld,
  type World,
  worldOf,
} from './numbered-world.ts';
export { formProblems, type ParsedScenario, parseScenario } from './parse-scenario.ts';
export { valueAt, type WrittenLever } from './play-terms.ts';
export { checkDrawnStake } from './population/drawn-stake.ts';
export { givenNumber, numberForm, type PopulationKind } from './population/member-attributes.ts';
export { memberNames } from './population/member-names.ts';
export type { OperatorGroup } from './population/operator-group.ts';
export type { RestakerGroup } from './population/restaker-cohort.ts';
export { type AccountTraits, sampleAccounts } from './population/sample-accounts.ts';
export { type OperatorTraits, sampleOperators } from './population/sample-operators.ts';
export { parseAllocation, type StartAllocation } from './population/start-allocations.ts';
export { Scenario } from './scenario.ts';
export { problemsOf, type ScenarioProblem } from './scenario-problem.ts';
export { type Quantity, sample } from './values/quantity.ts';
export { leastAmount, mostAmount, reservedNames } from './values/units.ts';
