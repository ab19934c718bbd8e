import type { Scenario } from '../../scenario/index.ts';
import { cohortMeasures } from './cohort-measures.ts';
import { abuseMeasures, attackMeasures } from './corruption-measures.ts';
import { incidenceMeasures } from './incidence-measures.ts';
import { measuresOfGroup } from './operator-measures.ts';
import { measuresOfProgramme } from './programme-measures.ts';
import { measuresOfRedistribution } from './redistribution-measures.ts';
import { securityMeasures } from './security-measures.ts';
import { setMeasures } from './set-measures.ts';
import { taskMeasures } from './task-measures.ts';

/** Measures that are computed one by one, not from a list of their kind. */
const ofTasks = ['cost_per_task'];
const ofGroups = ['break_even_rent', 'roi', 'payback'];
const ofCohorts = ['delegated.end', 'delegated.min'];
const ofNetwork = ['network.reuse', 'network.allocated'];

/**
 * Names of the measures that runs of a scenario can have, without a run: for files that name some. A run may lack a
 * few of them, such as the break-even rent of a group whose GPUs no set ever had.
 */
export function knownMeasures({ avss, operators, restakers, programmatic }: Scenario): readonly string[] {
  const labels = [...new Set(Object.values(operators).flatMap(({ placement }) => Object.keys(placement)))];
  return [
    ...Object.entries(avss).flatMap(([avs, { sets, tasks, abuse }]) => [
      ...Object.keys(tasks).flatMap(task => under(`${avs}.${task}`, taskMeasures, ofTasks)),
      ...Object.entries(sets).flatMap(([set, { corruption }]) => [
        ...under(`${avs}.${set}`, [...setMeasures, ...incidenceMeasures]),
        ...labels.map(label => `${avs}.${set}.effective.${label}`),
        ...(corruption === undefined ? [] : under(`${avs}.${set}`, [...attackMeasures, ...securityMeasures])),
      ]),
      ...(Object.keys(tasks).length > 0 ? [`${avs}.cost_per_gpu_hour`] : []),
      ...(Object.values(sets).some(({ slashed }) => slashed === 'redistribute')
        ? under(avs, measuresOfRedistribution)
        : []),
      ...(abuse === undefined ? [] : under(avs, abuseMeasures)),
    ]),
    ...Object.keys(programmatic).flatMap(name => under(`programmes.${name}`, measuresOfProgramme)),
    ...ofNetwork,
    ...Object.keys(operators).flatMap(group => under(`operators.${group}`, measuresOfGroup, ofGroups)),
    ...Object.keys(restakers).flatMap(cohort => under(`restakers.${cohort}`, cohortMeasures, ofCohorts)),
  ];
}

/** Names of measures behind what they are of and a dot. */
function under(
  of: string,
  measures: readonly { readonly name: string }[],
  more: readonly string[] = [],
): readonly string[] {
  return [...measures.map(({ name }) => name), ...more].map(name => `${of}.${name}`);
}
