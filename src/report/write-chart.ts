import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
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
  write(join(folder, `${name}.vl.json`), `${JSON.stringify({ ...live, description: sentence }, null, 1)}\n`);
  write(join(folder, `${name}.svg`), svg);
  write(join(folder, `${name}.png`), await toPng(svg));
}

/**
 * Writes a file beside its place and renames it, so that no reader meets half a file. A draft that is there is
 * removed first and must not exist when it is opened, so that no link is followed.
 *
 * @throws the system's error when it cannot be written
 */
export function write(path: string, content: string | Uint8Array): void {
  const draft = `${path}.tmp`;
  rmSync(draft, { force: true });
  writeFileSync(draft, content, { flag: 'wx' });
  renameSync(draft, path);
}
