import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { firstInsecureDay } from '../../sim/security/index.ts';

interface Surface {
  readonly title: string;
  readonly stakeDrift: number;
  readonly unit: number;
  readonly profitUnit: number;
  readonly penalties: readonly number[];
  readonly firstDays: readonly (readonly (readonly (number | null)[])[])[];
}

const { maps } = JSON.parse(
  readFileSync(new URL('../vectors/security/surface.json', import.meta.url), 'utf8'),
) as { readonly maps: readonly Surface[] };

it.each(maps)('the security surface of $title is the published one, cell by cell', surface => {
  const { stakeDrift, unit, profitUnit, penalties, firstDays } = surface;
  const days = penalties.map(penalty =>
    [4, 3.5, 3, 2.5, 2, 1.5, 1].map(profit =>
      [1.5, 2.5, 3.5, 4.5, 5.5].map(
        stake =>
          firstInsecureDay(
            {
              stake: stake * unit,
              stakePriceUsd: 3000,
              stakeDrift,
              penalty,
              yieldRate: 0.05,
              rewardPriceUsd: 2,
              rewardDrift: 0.98,
              profitUsd: profit * profitUnit,
            },
            100,
          ) ?? null,
      ),
    ),
  );
  expect(days).toEqual(firstDays);
});
