import type { State } from '../../../state/state.ts';
import { text, time, usd } from '../column-kinds.ts';
import { defineTable, type Row } from '../define-table.ts';

/**
 * The table `prices`. Key: time, name; a row for each asset and kind of GPU, at the start and at the end of each
 * day.
 */
export const pricesTable = defineTable({
  name: 'prices',
  meaning: 'Prices, every day',
  columns: {
    timeDays: time,
    name: text('Asset, or kind of GPU'),
    priceUsd: usd('Price of one unit, or of one rented GPU-hour'),
  },
});

/** Rows of the table `prices` at the end of a day: one for each asset, then one for each kind of GPU. */
export function priceRows({ world, prices }: State, day: number): Row[] {
  const row = (name: string, priceUsd: number): Row => pricesTable.row({ timeDays: day, name, priceUsd });
  return [
    ...world.assets.map((name, asset) => row(name, prices.usd[asset]!)),
    ...world.gpus.map((name, gpu) => row(name, prices.rentUsd[gpu]!)),
  ];
}
