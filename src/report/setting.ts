import { Scenario } from '../../sim/scenario/index.ts';
import type { Setting } from './results.ts';

/**
 * Entries of a mapping; none of anything else. What is odd in a scenario is passed over, never thrown at: a report
 * may be drawn from a directory that another version wrote.
 */
const entries = (value: unknown): readonly (readonly [string, unknown])[] =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(value) : [];

const field = (value: unknown, name: string): unknown => entries(value).find(([key]) => key === name)?.[1];

/** Text of a scalar; numbers are written out, for a seed may be either. */
const text = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : '';

const strings = (value: unknown): readonly string[] => (Array.isArray(value) ? value.map(text) : []);

/**
 * What pictures need of a scenario as written.
 *
 * @param scenario the parsed YAML of any shape; parts that are missing or odd are empty
 */
export function settingOf(scenario: unknown): Setting {
  const keys = (name: string) => entries(field(scenario, name)).map(([key]) => key);
  return {
    name: text(field(scenario, 'name')),
    description: text(field(scenario, 'description')),
    seed: text(field(scenario, 'seed')),
    question: text(field(scenario, 'question')),
    headline: Scenario.shape.headline.safeParse(field(scenario, 'headline')).data ?? [],
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
