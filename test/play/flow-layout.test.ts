import { describe, expect, it } from 'vitest';
import { addedBeyond } from '../../src/play/model/flow-layout.ts';

describe('What a setting adds', () => {
  const nodes = ['restakers:retail', 'operator:cpu', 'set:one.main', 'avs:one'].map(
    id => ({ id, kind: 'set', label: id, role: 'avs' }) as const,
  );

  it('is what the drawing of the scenario has no node for', () => {
    const at = (path: string, value: unknown = {}) => ({ path, value });
    const changes = [
      at('operators.fresh'),
      at('operators.cpu', null),
      at('operators.cpu.count', 3),
      at('avss.one.sets.extra'),
      at('avss.one.sets.main'),
      at('avss.two'),
      at('restakers.gone', null),
      at('restakers.funds'),
    ];
    expect(addedBeyond({ nodes, links: [] }, changes)).toEqual(['fresh', 'one.extra', 'two', 'funds']);
  });
});
