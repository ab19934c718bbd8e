import { describe, expect, it } from 'vitest';
import { hazardConditions, outageConditions, slashingConditions } from '../../sim/scenario/index.ts';
import { small } from './small.ts';

describe('the table of slashing conditions', () => {
  it('gives each condition a name and a draw number of its own', () => {
    expect(new Set(slashingConditions.map(({ name }) => name)).size).toBe(slashingConditions.length);
    expect(new Set(slashingConditions.map(({ drawNumber }) => drawNumber)).size).toBe(
      slashingConditions.length,
    );
  });

  it('has each condition among outages or among hazards, and in one of them only', () => {
    const both = [...outageConditions, ...hazardConditions].map(({ name }) => name);
    expect(both.toSorted()).toEqual(slashingConditions.map(({ name }) => name).toSorted());
  });

  it('makes the keys of beliefs, of hazards and of terms', () => {
    const names = slashingConditions.map(({ name }) => name);
    const terms = Object.fromEntries(names.map(name => [name, { fraction: '1%' }]));
    const scenario = small({ avss: { one: { sets: { main: { slashing: terms } } } } });
    expect(Object.keys(scenario.beliefs.offencesPerYear)).toEqual(names);
    expect(Object.keys(scenario.operators.ordinary!.hazards)).toEqual(
      hazardConditions.map(({ name }) => name),
    );
    expect(Object.keys(scenario.avss.one!.sets.main!.slashing)).toEqual(names);
  });
});
