import { join } from 'node:path';
import type { TopLevelSpec } from 'vega-lite';
import { packageFolder } from '../version.ts';
import type { Block } from './charts/chart.ts';
import { printable } from './escape.ts';

/**
 * Draws a Vega-Lite specification as SVG. The same specification gives the same bytes. Vega is loaded when first
 * needed: commands that draw nothing start faster.
 */
export async function toSvg(spec: Block): Promise<string> {
  const [vega, lite] = await Promise.all([import('vega'), import('vega-lite')]);
  // Ids count up over a process's life; two pictures of the same data must have the same bytes.
  vega.resetSVGDefIds();
  const { spec: compiled } = lite.compile(spec as unknown as TopLevelSpec);
  const view = new vega.View(vega.parse(compiled), { renderer: 'none' });
  const svg = printable(await view.toSVG());
  view.finalize();
  return svg;
}

/**
 * Draws an SVG as PNG at twice its size, with the package's own font and no other. An element that lies outside
 * the picture and has an `opacity` below 1 ends the process within resvg: use `fill-opacity`.
 */
export async function toPng(svg: string): Promise<Uint8Array> {
  const { Resvg } = await import('@resvg/resvg-js');
  const folder = join(packageFolder(), 'src', 'report', 'font');
  const picture = new Resvg(svg, {
    fitTo: { mode: 'zoom', value: 2 },
    font: {
      loadSystemFonts: false,
      fontFiles: [join(folder, 'Inter-Regular.ttf'), join(folder, 'Inter-SemiBold.ttf')],
      defaultFontFamily: 'Inter',
      sansSerifFamily: 'Inter',
    },
  });
  return picture.render().asPng();
}
