import type { Scenario } from '../scenario.ts';
import type { ScenarioProblem } from '../scenario-problem.ts';
import { labelValues } from './label-values.ts';
import { checkName } from './references.ts';

/**
 * Problems of credentials: what a set asks for that no operator can have, which would shut it for good, and names of
 * operators' credentials that mean something else already.
 */
export function checkCredentials({ avss, operators }: Scenario): ScenarioProblem[] {
  const placement = labelValues(operators, 'placement');
  const owned = Object.values(operators).flatMap(({ gpu }) => (gpu === undefined ? [] : [gpu]));
  const known = new Map<string, ReadonlySet<string>>([
    ...placement,
    ...labelValues(operators, 'credentials'),
    ...(owned.length > 0 ? ([['gpu', new Set(owned)]] as const) : []),
  ]);
  const asked = Object.entries(avss).flatMap(([avs, { sets }]) =>
    Object.entries(sets).flatMap(([set, { admission }]) =>
      Object.entries(admission.credentials).flatMap(([name, words]) => {
        const path = ['avss', avs, 'sets', set, 'admission', 'credentials', name];
        const values = known.get(name);
        if (values === undefined) return checkName(path, 'credential', name, [...known.keys()]);
        return words.flatMap((word, index) => checkName([...path, index], name, word, [...values]));
      }),
    ),
  );
  const shown = Object.entries(operators).flatMap(([group, { credentials }]) =>
    Object.keys(credentials)
      .filter(name => name === 'gpu' || placement.has(name))
      .map(name => ({
        path: ['operators', group, 'credentials', name],
        message: `invalid credential: ${name} is ${name === 'gpu' ? 'the kind of GPU' : 'a placement label'}, which sets can ask for`,
        help: 'remove it, or choose another name',
        ofKey: true,
      })),
  );
  return [...asked, ...shown];
}
