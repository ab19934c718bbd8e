/**
 * The entry point of the package: to read a scenario, to run it, with policies of one's own if wanted, and to read
 * its rows.
 */
export type {
  AvsDecision,
  AvsObservation,
  AvsPolicy,
  AvsSetObservation,
  TaskObservation,
} from './agents/avs/avs-policy.ts';
export type {
  OperatorChoice,
  OperatorObservation,
  OperatorPolicy,
  OperatorSetObservation,
  SetTerms,
} from './agents/operator/policies/operator-policy.ts';
export type { Policies } from './agents/policies.ts';
export type {
  Candidate,
  RestakerObservation,
  RestakerPolicy,
} from './agents/restaker/policies/restaker-policy.ts';
export { type Column, type Row, type Table, tables } from './measures/tables/index.ts';
export type { Run } from './run.ts';
export { type ParsedScenario, parseScenario, Scenario, type ScenarioProblem } from './scenario/index.ts';
export { simulate } from './simulate.ts';
export { modelVersion } from './version.ts';
