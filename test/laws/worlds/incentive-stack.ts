import type { Written } from '../../scenario/small.ts';

/** Programmes as a scenario has them. */
export type Programmes = Readonly<Record<string, { readonly token: string; readonly tokensPerWeek: number }>>;

/** Rules laid over those of a scenario's sets, in turn; operator-directed pay takes all of them at once. */
const rules: readonly Written[] = [
  { prizes: [0.5, 0.3, 0.2] },
  { bonus: { part: 0.4, minUptime: 0.99 } },
  { cap: 0.3 },
  { prizes: [0.7, 0.3], bonus: { part: 0.5, minUptime: 0.9 }, cap: 0.4 },
];

/** A scenario with every layer of pay, which says whom each paid: rules, protocol fees, gauges and a cut of the programme after ten days. */
export function stacked(written: Written): Written {
  let turn = 0;
  const avss = Object.fromEntries(
    Object.entries(written.avss as Record<string, Written>).map(([name, avs]) => {
      const sets = Object.entries(avs.sets as Record<string, Written>).map(([set, spec]) => {
        const reward = spec.reward as Written;
        const rule = reward.kind === 'operatorDirected' ? rules[turn++ % rules.length] : {};
        return [set, { ...spec, reward: { ...reward, ...rule } }];
      });
      const budget = avs.budget as Written | undefined;
      const paying = budget === undefined ? {} : { budget: { ...budget, protocolFee: true } };
      return [name, { ...avs, ...paying, sets: Object.fromEntries(sets) }];
    }),
  );
  const paths = Object.entries(avss).flatMap(([avs, { sets }]) =>
    Object.keys(sets).map(set => `${avs}.${set}`),
  );
  const gauges = Object.fromEntries(paths.map(path => [path, 0.9 / paths.length]));
  const programmatic = Object.fromEntries(
    Object.entries(written.programmatic as Programmes).map(([name, programme], i) => [
      name,
      { ...programme, gauges, kind: i % 2 ? 'totalStake' : 'uniqueStake', change: [[10, 0.5]] },
    ]),
  );
  return { ...written, avss, programmatic, attribution: 'accounts' };
}

/** Part of a stacked scenario's sets whose AVS pays the protocol's fee: those that have a budget. */
export function feePayingPart({ avss }: Written): number {
  const sets = Object.values(avss as Readonly<Record<string, Written>>).flatMap(({ sets, budget }) =>
    Object.keys(sets as Written).map(() => budget !== undefined),
  );
  return sets.filter(Boolean).length / sets.length;
}
