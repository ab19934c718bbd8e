/** Version of the model: it changes whenever the same scenario and seed may give other rows. */
export const modelVersion = '0.1.0';

export { type Column, type Row, type Table, tables } from './measures/tables.ts';
export { type Parsed, type Problem, parseScenario, Scenario } from './scenario/index.ts';
export { type Run, simulate } from './simulate.ts';
