import type { Setting } from './results.ts';

const entries = (value: unknown): readonly (readonly [string, unknown])[] =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(value) : [];

const field = (value: unknown, name: string): unknown => entries(value).find(([key]) => key === name)?.[1];

const text = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : '';

const strings = (value: unknown): readonly string[] => (Array.isArray(value) ? value.map(text) : []);

/** What pictures need of a scenario as written. */
export function settingOf(scenario: unknown): Setting {
  const keys = (name: string) => entries(field(scenario, name)).map(([key]) => key);
  return {
    name: text(field(scenario, 'name')),
    description: text(field(scenario, 'description')),
    seed: text(field(scenario, 'seed')),
    avss: entries(field(scenario, 'avss')).map(([name, avs]) => ({
      name,
      sets: entries(field(avs, 'sets')).map(([set]) => set),
      tasks: entries(field(avs, 'tasks')).map(([task, terms]) => ({
        name: task,
        sets: strings(field(terms, 'sets')),
      })),
    })),
    groups: keys('operators'),
    cohorts: keys('restakers'),
    gpus: keys('gpus'),
  };
}
