import { describe, expect, it } from 'vitest';
import { replay } from './rewards-replay.ts';
import { dayOf, type RecordedWorld, recordedWorlds } from './rewards-vectors.ts';

/** Pay that the simulator knows: by set, and programmatic; a missing row of the record is a pay of 0. */
const modelled = /^(unique|total|odset|pi)\.(operator|staker)|^(unique|total)\.avs/;

/** This world delegates to fully slashed operators, which the contracts reject (`FullySlashed`). */
const impossible = new Set(['public-18-churn']);

function recordedAmounts(world: RecordedWorld): Map<string, number> {
  const amounts = new Map<string, number>();
  for (const { rewards } of world.expected.runs)
    for (const [kind, hash, earner, , first, last, amount] of rewards)
      for (let day = dayOf(world, first); day <= dayOf(world, last); day++)
        if (modelled.test(kind)) amounts.set(`${kind}|${hash}|${earner}|${day}`, Number(amount));
  return amounts;
}

const worlds = recordedWorlds().filter(world => !impossible.has(world.id) && recordedAmounts(world).size > 0);

describe('the recorded rewards calculation', () => {
  it('is compared in at least thirty worlds', () => {
    expect(worlds.length).toBeGreaterThanOrEqual(30);
  });

  it.each(worlds)('pays every earner of $id every day what the reward flows pay, to 1e-9', world => {
    const { amounts, pools } = replay(world);
    const recorded = recordedAmounts(world);
    const wrong: string[] = [];
    for (const key of new Set([...recorded.keys(), ...amounts.keys()])) {
      const [kind, hash, , day] = key.split('|') as [string, string, string, string];
      if (!modelled.test(kind)) continue;
      const paid = amounts.get(key) ?? 0;
      const expected = recorded.get(key) ?? 0;
      // The calculation floors to whole wei at four steps, cuts a staker's proportion to 15 decimals and
      // sums an operator's programmatic cut from one floored cut per staker.
      const cuts = kind === 'pi.operator' ? world.world.stakers.length : 0;
      const floors = 4 + cuts + 1e-15 * (pools.get(`${hash}|${day}`) ?? 0);
      if (Math.abs(paid - expected) > 1e-9 * expected + floors)
        wrong.push(`${key}: paid ${paid}, recorded ${expected}`);
    }
    expect(wrong).toEqual([]);
  });
});
