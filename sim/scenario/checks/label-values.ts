import type { Scenario } from '../scenario.ts';

/** What each kind of label is called in a row, before its own name. */
const prefixes = { placement: '', credentials: 'credentials.' } as const;

/**
 * The values of each placement label, or of each credential, that operators can have: written for a group, to choose
 * among, or in rows. A row's label is known only if its group has the label too.
 */
export function labelValues(
  operators: Scenario['operators'],
  kind: keyof typeof prefixes,
): Map<string, Set<string>> {
  const values = new Map<string, Set<string>>();
  for (const { [kind]: labels, rows = [] } of Object.values(operators)) {
    for (const [label, value] of Object.entries(labels)) {
      const words = values.get(label) ?? new Set();
      values.set(label, words);
      for (const word of typeof value === 'string' ? [value] : Object.keys(value.choice)) words.add(word);
      for (const { [`${prefixes[kind]}${label}`]: own } of rows)
        if (typeof own === 'string' && own !== '') words.add(own);
    }
  }
  return values;
}
