export type { AvsDecision, AvsPolicy, AvsSight, SetSight, TaskSight } from './agents/avs/policy.ts';
export type {
  OperatorChoice,
  OperatorPolicy,
  OperatorSetSight,
  OperatorSight,
  SetTerms,
} from './agents/operator/policies/policy.ts';
export type { Policies } from './agents/policies.ts';
export type { Candidate, RestakerPolicy, RestakerSight } from './agents/restaker/policies/policy.ts';
export { type Column, type Row, type Table, tables } from './measures/tables/index.ts';
export type { Run } from './run.ts';
export { type Parsed, type Problem, parseScenario, Scenario } from './scenario/index.ts';
export { simulate } from './simulate.ts';
export { modelVersion } from './version.ts';
