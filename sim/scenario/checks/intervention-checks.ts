import { changeTarget, type Intervention, type SlashIntervention } from '../intervention.ts';
import type { Scenario } from '../scenario.ts';
import type { ScenarioProblem } from '../scenario-problem.ts';
import { checkName, namesOfOperators, setPaths } from './references.ts';

/** Problems of interventions: after the end of the run, of nobody who is there, or of what cannot be changed in a run. */
export function checkInterventions(scenario: Scenario): ScenarioProblem[] {
  return scenario.interventions.flatMap((intervention, index) => {
    const path = ['interventions', index];
    const days = Math.ceil(scenario.horizon);
    const late: ScenarioProblem = {
      path: [...path, 'day'],
      message: `invalid day: ${intervention.day} is after the end of the run`,
      help: `the horizon is ${days} days`,
    };
    return [
      ...(intervention.day > days ? [late] : []),
      ...('slash' in intervention
        ? checkSlash(intervention.slash, [...path, 'slash'], scenario)
        : checkChange(intervention, [...path, 'set'], scenario)),
    ];
  });
}

function checkSlash(
  { operatorSet, group, operator }: SlashIntervention,
  path: readonly (string | number)[],
  { avss, operators }: Scenario,
): ScenarioProblem[] {
  return [
    ...(operatorSet === undefined
      ? []
      : checkName([...path, 'operatorSet'], 'set', operatorSet, setPaths(avss))),
    ...(group === undefined ? [] : checkName([...path, 'group'], 'group', group, Object.keys(operators))),
    ...(operator === undefined
      ? []
      : checkName([...path, 'operator'], 'operator', operator, namesOfOperators({ operators }))),
  ];
}

function checkChange(
  { set, to, times }: Extract<Intervention, { set: string }>,
  path: readonly (string | number)[],
  { avss, gpus, assets }: Scenario,
): ScenarioProblem[] {
  const target = changeTarget(set);
  if (target === undefined)
    return [
      {
        path,
        message: `invalid path: ${set} cannot change in a run`,
        help: 'write avss.*.budget.usdPerWeek, gpus.*.rentUsdPerHour or assets.*.price',
      },
    ];
  const { kind, name } = target;
  if (kind === 'budget') {
    const paying = Object.keys(avss).filter(avs => avss[avs]!.budget !== undefined);
    return checkName(path, 'AVS with a budget', name, paying);
  }
  const priced = Object.keys(assets).filter(asset => 'price' in assets[asset]!);
  const problems =
    kind === 'rent'
      ? checkName(path, 'kind of GPU', name, Object.keys(gpus))
      : checkName(path, 'asset with a price', name, priced);
  if (to === 0 || times === 0)
    problems.push({ path, message: `invalid price: ${set} would be 0`, help: 'a price is above 0' });
  return problems;
}
