import { join } from 'node:path';
import { writeFileWhole } from '../results/folder.ts';
import type { Chart } from './charts/chart.ts';
import { toPng, toSvg } from './render.ts';
import { light } from './theme.ts';

/** Widths of pictures in pixels: beside text on a desk, and on a phone. */
export const widths = { wide: 760, narrow: 350 };

/**
 * Writes a chart to a folder: its specification, which stands alone, and its picture as SVG and PNG. As
 * `<name>.vl.json`, with its rows and tooltips, `<name>.svg` and `<name>.png`; light colours, 760 pixels wide.
 */
export async function writeChart({ name, sentence, spec }: Chart, folder: string): Promise<void> {
  const svg = await toSvg(spec({ width: widths.wide, palette: light, live: false }));
  const live = spec({ width: widths.wide, palette: light, live: true });
  writeFileWhole(
    join(folder, `${name}.vl.json`),
    `${JSON.stringify({ ...live, description: sentence }, null, 1)}\n`,
  );
  writeFileWhole(join(folder, `${name}.svg`), svg);
  writeFileWhole(join(folder, `${name}.png`), await toPng(svg));
}
