import { checkName } from '../named.ts';
import type { Problem, Scenario } from '../schema.ts';

/** Problems in pegs: they lead to assets with a price of their own. */
export function checkPegs(assets: Scenario['assets']): Problem[] {
  const priced = Object.keys(assets).filter(name => 'price' in assets[name]!);
  return Object.entries(assets).flatMap(([name, asset]) =>
    'peg' in asset
      ? checkName(['assets', name, 'peg', 'to'], 'asset with a price', asset.peg.to, priced)
      : [],
  );
}
