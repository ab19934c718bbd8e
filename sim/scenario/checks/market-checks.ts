import { mayPay } from '../market/programmatic-incentives.ts';
import type { Scenario } from '../scenario.ts';
import type { ScenarioProblem } from '../scenario-problem.ts';
import { labelValues } from './label-values.ts';
import { checkName, checkShares, checkStrategies, setOf, setPaths } from './references.ts';

/** Problems in pegs: they lead to assets with a price of their own. Not to another peg, nor to itself. */
export function checkPegs(assets: Scenario['assets']): ScenarioProblem[] {
  const priced = Object.keys(assets).filter(name => 'price' in assets[name]!);
  return Object.entries(assets).flatMap(([name, asset]) =>
    'peg' in asset
      ? checkName(['assets', name, 'peg', 'to'], 'asset with a price', asset.peg.to, priced)
      : [],
  );
}

/**
 * Problems of a programmatic incentive: paid in no asset, for no stake, or by gauges to no set or of more than
 * there is. Shares may add up to less than 1: the rest is burned. A billionth is allowed for rounding of decimal
 * fractions.
 */
export function checkIncentive(
  { token, strategies, gauges, kind, eligible }: Scenario['programmatic'][string],
  path: readonly string[],
  { assets, avss, strategies: restaked }: Pick<Scenario, 'assets' | 'avss' | 'strategies'>,
): ScenarioProblem[] {
  const problems = [
    ...checkName([...path, 'token'], 'asset', token, Object.keys(assets)),
    ...checkStrategies([...path, 'strategies'], 'strategy', strategies ?? [], restaked),
    ...checkShares({
      path: [...path, 'gauges'],
      shares: gauges ?? {},
      sets: setPaths(avss),
      isRight: sum => sum <= 1 + 1e-9,
      help: 'make them sum to at most 1 (100%)',
    }),
    ...Object.keys(gauges ?? {}).flatMap(gauge => checkGauge(gauge, { strategies, kind }, path, avss)),
  ];
  for (const [key, value] of Object.entries({ kind, eligible })) {
    if (value === undefined || gauges !== undefined) continue;
    problems.push({
      path: [...path, key],
      message: `invalid ${key}: only gauges pay sets`,
      help: 'add gauges, or remove the key',
    });
  }
  return problems;
}

/** Problems of a gauge: its set accepts none of the stake that the programme pays, or has none allocated. */
function checkGauge(
  gauge: string,
  { strategies, kind = 'uniqueStake' }: Pick<Scenario['programmatic'][string], 'strategies' | 'kind'>,
  path: readonly string[],
  avss: Scenario['avss'],
): ScenarioProblem[] {
  const set = setOf(avss, gauge);
  if (set === undefined) return [];
  const at = [...path, 'gauges', gauge];
  if (strategies !== undefined && !set.strategies.some(strategy => strategies.includes(strategy)))
    return [
      {
        path: at,
        message: `invalid gauge: ${gauge} accepts none of the programme's strategies`,
        help: `it accepts ${set.strategies.join(', ')}; the programme pays ${strategies.join(', ')}`,
      },
    ];
  if (set.registry === 'avsDirectory' && kind === 'uniqueStake')
    return [
      {
        path: at,
        message: `invalid gauge: in the AVSDirectory nobody allocates stake to ${gauge}`,
        help: 'write kind: totalStake',
      },
    ];
  return [];
}

/**
 * What to warn of in programmes that can be run: gauges on sets of an AVS that pays the protocol no fee. They pay
 * nothing, and their shares are burned (ELIP-012), which a scenario may mean; most do not.
 */
export function barredGauges({ programmatic, avss }: Scenario): ScenarioProblem[] {
  return Object.entries(programmatic).flatMap(([name, programme]) =>
    Object.entries(programme.gauges ?? {}).flatMap(([gauge, share]): ScenarioProblem[] => {
      const avs = gauge.slice(0, gauge.indexOf('.'));
      if (share === 0 || mayPay(programme, avss[avs]!)) return [];
      const fee = avss[avs]!.budget === undefined ? 'has no budget to pay it from' : 'does not pay it';
      return [
        {
          path: ['programmatic', name, 'gauges', gauge],
          message: `nothing is paid by the gauge of ${gauge}: only AVSs that pay the protocol's fee may be, and ${avs} ${fee}`,
          help: `its share is burned; write protocolFee: true in the budget of ${avs}, or eligible: all in the programme`,
        },
      ];
    }),
  );
}

/**
 * Problems of common shocks: outages without a length, and labels or values of them that no operator can have. A
 * label that no operator can have makes a shock that never hits: it is an error, since it is nearly always a slip.
 */
export function checkShocks({ shocks, operators }: Scenario): ScenarioProblem[] {
  const values = labelValues(operators, 'placement');
  return Object.entries(shocks).flatMap(([name, { kind, lasts, on }]) => {
    const path = ['shocks', name];
    const problems: ScenarioProblem[] = [];
    if (kind === 'outage' && lasts === undefined)
      problems.push({ path, message: 'missing lasts: say how long the outage lasts' });
    if (kind !== 'outage' && lasts !== undefined)
      problems.push({
        path: [...path, 'lasts'],
        message: 'invalid lasts: only an outage lasts',
        help: 'remove the key',
      });
    const words = values.get(on.label);
    const unknown =
      words === undefined
        ? checkName([...path, 'on', 'label'], 'placement label', on.label, [...values.keys()])
        : checkName([...path, 'on', 'is'], on.label, on.is, [...words]);
    return [...problems, ...unknown];
  });
}
