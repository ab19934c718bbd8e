import { readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readScenario } from '../../src/input/scenario-file.ts';
import { folderWith, small } from './folder.ts';

describe('The incentives of an AVS that stands for EigenDA', () => {
  /** A scenario that mixes files of the library. */
  const mixed = (...files: string[]) => {
    const folder = folderWith({});
    const here = relative(folder, 'scenarios');
    const names = files.map(file => `${here}/${file}.yaml`).join(', ');
    writeFileSync(join(folder, 'own.yaml'), `extends: [${names}]\nname: own\n`);
    const reading = readScenario(join(folder, 'own.yaml'));
    if (!reading.ok) throw new Error(JSON.stringify(reading.problems));
    return reading.value.scenario;
  };
  const fee = ({ avss }: ReturnType<typeof mixed>) => avss.da!.budget!.protocolFee;
  const programmes = ({ programmatic }: ReturnType<typeof mixed>) => Object.values(programmatic);

  it('are in the flagship as the preset of 2026 has them', () => {
    expect(mixed('decentralized-ai', 'presets/incentives-2026')).toEqual(mixed('decentralized-ai'));
  });

  it('go to an AVS of another name by what the preset says to write', () => {
    const folder = folderWith({ 'small.yaml': small });
    const here = relative(folder, 'scenarios/presets');
    const text = readFileSync('scenarios/presets/incentives-2026.yaml', 'utf8');
    const [avss, gauges] = [/`(avss: .*)`/, /`(gauges: .*)`\./].map(pattern => pattern.exec(text)![1]);
    const own = `
extends: [small.yaml, ${here}/incentives-2026.yaml]
name: own
strategies: [eth, eigen]
assets: { eigen: { price: { usd: 0.5 } } }
${avss}
programmatic:
  eth-incentives: { ${gauges} }
  eigen-incentives: { ${gauges}, strategies: [eth] }
`.replaceAll('mine', 'one');
    writeFileSync(join(folder, 'own.yaml'), own);
    const reading = readScenario(join(folder, 'own.yaml'));
    if (!reading.ok) throw new Error(JSON.stringify(reading.problems));
    const { scenario } = reading.value;
    expect(Object.keys(scenario.avss)).toEqual(['one']);
    expect(scenario.avss.one!.budget!.protocolFee).toBe(true);
    expect(programmes(scenario).map(programme => programme.gauges)).toEqual(Array(2).fill({ 'one.main': 1 }));
  });

  it('are gauges for a fee in the flagship and in its variants, and pay all earners twice and four times as much in 2025', () => {
    for (const file of ['decentralized-ai', 'equal-pay', 'harsh-slashing']) {
      const today = mixed(file);
      const then = mixed(file, 'presets/incentives-2025');
      expect([fee(today), fee(then)]).toEqual([true, false]);
      expect(programmes(today).map(({ gauges }) => gauges)).toEqual([{ 'da.main': 1 }, { 'da.main': 1 }]);
      expect(programmes(then).map(({ gauges, kind }) => gauges ?? kind)).toEqual([undefined, undefined]);
      const amounts = (scenario: ReturnType<typeof mixed>) =>
        programmes(scenario).map(({ tokensPerWeek }) => tokensPerWeek);
      expect(amounts(then)).toEqual([2 * amounts(today)[0]!, 4 * amounts(today)[1]!]);
    }
  });
});
