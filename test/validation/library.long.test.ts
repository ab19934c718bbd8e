import { readdirSync } from 'node:fs';
import { describe, it } from 'vitest';
import { expectStatedFigures, measure } from './figures.ts';

/** The scenarios of the library whose figures flagship.test.ts does not already hold. */
const names = readdirSync('scenarios')
  .filter(file => file.endsWith('.yaml'))
  .map(file => file.replace('.yaml', ''))
  .filter(
    name => !['decentralized-ai', 'equal-pay', 'harsh-slashing', 'correlated-client-bug'].includes(name),
  );

describe('The figures that a scenario file states are the figures that it gives', () => {
  it.each(names)('%s', name => expectStatedFigures(name, measure(name)));
});
