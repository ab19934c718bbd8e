export type Cell = number | string | null;

/** Services without tasks, and the stake behind each in USD. */
export const background = { da: 3.1e8, oracle: 1.6e8, bridge: 0.9e8 };

/** Who is in the sample, and for how long. */
interface Sample {
  readonly days: number;
  readonly avs: string;
  readonly gpuOperators: number;
  readonly cpuOperators: number;
}

/** Puts rows of flows: who delegates to whom, who serves which set, quarterly. */
export function putFlows(
  put: (table: string, ...values: Cell[]) => unknown,
  { days, avs, gpuOperators, cpuOperators }: Sample,
): void {
  for (const day of [0, 91, 182, 273, days].filter(day => day <= days)) {
    for (const [group, count] of [
      ['gpu', gpuOperators],
      ['cpu', cpuOperators],
    ] as const)
      for (let i = 0; i < count; i++) {
        const grown = 1 + (group === 'cpu' ? day / 900 : day / 2500);
        const stake = (group === 'gpu' ? 9e7 : 3.5e8) / (i + 1) ** 1.4;
        const name = `${group}-${i}`;
        put('flows', day, 'restakers', 'curators', 'operator', name, group, stake * 0.7 * grown);
        put(
          'flows',
          day,
          'restakers',
          i % 2 === 0 ? 'retail' : 'whales',
          'operator',
          name,
          group,
          stake * 0.3 * grown,
        );
        const main = group === 'gpu' ? `${avs}.gpu` : i % 3 === 0 ? 'da.all' : `${avs}.cpu`;
        put('flows', day, 'operator', name, 'set', main, group, stake * 0.5 * grown);
        put(
          'flows',
          day,
          'operator',
          name,
          'set',
          i % 2 === 0 ? 'oracle.all' : 'bridge.all',
          group,
          stake * 0.3,
        );
      }
    for (const [set, usd] of [
      ['gpu', 9e7],
      ['cpu', 3e8],
    ] as const)
      put('flows', day, 'set', `${avs}.${set}`, 'avs', avs, null, usd * (1 + day / 1500));
    for (const name of Object.keys(background))
      put('flows', day, 'set', `${name}.all`, 'avs', name, null, 1.5e8);
  }
}
