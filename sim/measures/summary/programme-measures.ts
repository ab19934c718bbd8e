import { ratio } from '../statistics/sums.ts';
import { attributionTable } from '../tables/closing/attribution-table.ts';
import type { Row } from '../tables/define-table.ts';
import { type Measure, type MeasureOf, measuresOf } from './measure.ts';
import { having, lacking, total } from './queries.ts';

const { at } = attributionTable;

/**
 * Measures of each programme of incentives, from the table `attribution`. Rows of all sets and of the programme
 * itself that are of the layer `programmatic`; their tokens add up to what was minted and what was not.
 */
export function programmeMeasures(attribution: readonly Row[]): Measure[] {
  const paying = having(attribution, at.layer, 'programmatic');
  const names = new Set(paying.map(({ values }) => values[at.programme]!));
  return [...names].flatMap(name =>
    measuresOf(`programmes.${name}`, measuresOfProgramme, having(paying, at.programme, name)),
  );
}

/** Measures of a programme, from its rows in the table `attribution`. */
export const measuresOfProgramme: readonly MeasureOf<readonly Row[]>[] = [
  {
    name: 'minted',
    unit: 'tokens',
    better: 'neither',
    meaning: 'Tokens minted for the programme over the run',
    value: minted,
  },
  {
    name: 'paid',
    unit: 'fraction',
    better: 'neither',
    meaning: 'Part of them that operators and restakers have',
    value: rows => ratio(tokensOf(rows, 'operators') + tokensOf(rows, 'restakers'), minted(rows)),
  },
  {
    name: 'burned',
    unit: 'fraction',
    better: 'neither',
    meaning: 'Part of them that no set gets: swept and burned',
    value: rows => ratio(tokensOf(rows, 'burned'), minted(rows)),
  },
];

/** Tokens that were minted: all rows but those of weeks that nobody pressed. */
function minted(rows: readonly Row[]): number {
  return total(lacking(rows, at.payeeKind, 'unminted'), at.amountTokens);
}

/** Tokens that a kind of payee has. */
function tokensOf(rows: readonly Row[], payeeKind: string): number {
  return total(having(rows, at.payeeKind, payeeKind), at.amountTokens);
}
