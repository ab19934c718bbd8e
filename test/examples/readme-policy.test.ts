import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { type OperatorPolicy, simulate } from '../../sim/index.ts';
import { readScenario } from '../../src/input/scenario-file.ts';

const root = join(import.meta.dirname, '..', '..');
const readme = readFileSync(join(root, 'README.md'), 'utf8');

it('the fearless policy of the README keeps more operators in the GPU set than the built-in one', () => {
  const [, source] = /^const fearless = (.*);$/m.exec(readme)!;
  const fearless = new Function(`return ${source}`)() as OperatorPolicy;
  const reading = readScenario(join(root, 'scenarios', 'decentralized-ai.yaml'), ['horizon=120d']);
  if (!reading.ok) throw new Error('invalid scenario');
  const membersAtEnd = (policies: Parameters<typeof simulate>[2]): number => {
    const rows = [...simulate(reading.value.scenario, 1, policies, ['summary'])];
    return rows.find(({ values }) => values[0] === 'inference.gpu.members.end')!.values[2] as number;
  };
  expect(membersAtEnd({ operators: { gpu: fearless } })).toBeGreaterThan(membersAtEnd({}));
});
