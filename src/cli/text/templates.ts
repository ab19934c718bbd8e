import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageFolder } from '../../version.ts';

/** Names of the scenarios to start from. */
export const templateNames = ['minimal', 'gpu-avs'] as const;
/** One of them. */
export type TemplateName = (typeof templateNames)[number];

/** Comments by which editors find the schema: the YAML language server, and JetBrains. */
const modelines = `# yaml-language-server: $schema=./opset.schema.json
# $schema: ./opset.schema.json
`;

/** The smallest scenario, but for the modelines. */
const minimal = `#
# The smallest scenario that says something: one AVS with one set, operators of one kind, restakers of one kind.
# Durations: 30m, 6h, 14d, 2w, 1y. Fractions: 0.02 or 2%. Check it with: opset validate <this file>
# Calibrated prices, GPU rent, outages and operators to mix in by "extends: [FILE, ...]": scenarios/presets of Opset.
name: minimal
description: One AVS pays one set by stake and slashes double-signing. Look at who stays and what restakers earn.
horizon: 180d
seed: 1 # same seed, same results

assets:
  eth: { price: { usd: 2500, volatility: 70% } } # geometric Brownian motion, by year
strategies: [eth] # assets that may be restaked

avss:
  my-avs:
    budget: { token: eth, usdPerWeek: 10000, split: { main: 100% } } # shares of the sets, together 100%
    sets:
      main:
        strategies: [eth]
        admission: { minStakeUsd: 20000 }
        reward: { kind: uniqueStake } # or totalStake, or operatorDirected
        slashing:
          doubleSign: { fraction: 50%, veto: { window: 3.5d, probability: 2% } }
        # members attack if what they take exceeds what they lose; opset security says how far they are from it
        corruption: { profitUsd: 500000, threshold: 33.4%, condition: doubleSign, discount: 30%, delegators: 100% }

operators:
  ordinary:
    count: 20
    ownStake: { eth: { lognormal: { median: 20, sigma: 1 } } } # each operator draws its own
    costs: { monthlyUsd: { uniform: [100, 500] } }
    failure: { every: 1000h, repair: 2h }
    hazards: { doubleSign: 0.01 } # a year
    starts: { my-avs.main: 60% } # probability to be a member at the start

restakers:
  retail:
    count: 500
    stake: { eth: { lognormal: { median: 5, sigma: 1.5 } } }
`;

/**
 * The text of a scenario file from a template. Its first lines point editors to the schema beside it.
 *
 * @param name that the scenario gets
 */
export function fillTemplate(template: TemplateName, name: string): string {
  const flagship = () => readFileSync(join(packageFolder(), 'scenarios', 'decentralized-ai.yaml'), 'utf8');
  const text = template === 'minimal' ? minimal : withCorruption(withoutFindings(flagship()));
  return `${modelines}${text.replace(/^name: .*$/m, () => `name: ${name}`)}`;
}

/** The flagship scenario without its modelines and without the notes on its findings, which may not hold of a new one. */
function withoutFindings(flagship: string): string {
  return flagship.replace(/^(# .*\$schema.*\n)+/, '').replace(/^# Look at[\s\S]*?^#\n(?=# Sources)/m, '');
}

/** What both sets of the AVS say of an attack, behind what they slash for. */
const corruption = `        # members attack if what they take exceeds what they lose: see opset security [assumed]
        corruption: { profitUsd: 300000, threshold: 33.4%, condition: doubleSign, discount: 30%, delegators: 100% }
`;

/** The flagship scenario, which is about capacity, with what `opset security` wants to know of the AVS's own sets. */
function withCorruption(flagship: string): string {
  return flagship.replaceAll(/^ {10}doubleSign: \{ fraction: 50%, .*\n/gm, line => `${line}${corruption}`);
}
