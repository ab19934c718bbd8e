import { describe, expect, it } from 'vitest';
import { parseScenario } from '../../../sim/scenario/index.ts';
import { type Written, written } from '../small.ts';

/** Problems of a set that accepts ETH and another asset and redistributes what it slashes, unless it says otherwise. */
function problemsWith(asset: string, terms: Written = {}, slashed = 'redistribute'): string[] {
  const parsed = parseScenario(
    written({
      assets: { [asset]: { price: { usd: 1 }, ...terms } },
      strategies: ['eth', asset],
      avss: { one: { sets: { main: { strategies: ['eth', asset], slashed } } } },
    }),
  );
  return parsed.ok ? [] : parsed.problems.map(({ path, message }) => `${path.join('.')}: ${message}`);
}

const refused = (asset: string, what: string) => [
  `avss.one.sets.main.strategies.1: invalid strategy: ${asset} is ${what}, which cannot back a set that redistributes`,
];

describe('a set that redistributes what it slashes', () => {
  it.each(['eigen', 'EIGEN', 'bEIGEN'])('cannot be backed by %s (ELIP-006)', asset => {
    expect(problemsWith(asset)).toEqual(refused(asset, 'EIGEN'));
  });

  it.each(['nativeEth', 'native-eth', 'native_ETH'])('cannot be backed by %s (ELIP-006)', asset => {
    expect(problemsWith(asset)).toEqual(refused(asset, 'native ETH'));
  });

  it('goes by what the scenario says that an asset is, whatever its name', () => {
    expect(problemsWith('pods', { restaked: 'nativeEth' })).toEqual(refused('pods', 'native ETH'));
    expect(problemsWith('wrapped', { restaked: 'eigen' })).toEqual(refused('wrapped', 'EIGEN'));
    expect(problemsWith('eigen', { restaked: 'token' })).toEqual([]);
  });

  it('may be backed by any other token, and any other set by all', () => {
    expect(problemsWith('steth')).toEqual([]);
    expect(problemsWith('eigen', {}, 'burn')).toEqual([]);
    expect(problemsWith('nativeEth', {}, 'burn')).toEqual([]);
  });
});
