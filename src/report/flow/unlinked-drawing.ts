import { escapeMarkup } from '../escape.ts';
import { shorten } from '../format.ts';
import type { Palette } from '../theme.ts';
import { type FlowWords, fill, legendHeight, legendMarkup, nameStyle } from './drawing.ts';
import { pageSize as size } from './flow-size.ts';
import { type FlowState, kinds } from './network.ts';

/** Pixels from one name to the next below it, and from the headings to the first. */
const line = 20;

/** Characters of a name that are shown: half the width is there for it. */
const nameLength = 40;

/** Draws a state without links as SVG: the names of its agents, by kind, and that no stake flows between them. */
export function drawUnlinked({ nodes, marks }: FlowState, palette: Palette, words: FlowWords): string {
  const present = kinds.filter(kind => nodes.some(node => node.kind === kind));
  const most = Math.max(...present.map(kind => nodes.filter(node => node.kind === kind).length));
  const shown = [...new Set(marks.values())];
  const bottom = size.top + (most + 1) * line + size.bottom;
  const height = bottom + (shown.length > 0 ? legendHeight : 0);
  const columns = present.flatMap((kind, column) => {
    const x = size.left + (column * (size.width - size.left)) / present.length;
    const names = nodes.filter(node => node.kind === kind);
    return [
      `<text x="${x}" y="16" font-weight="600" font-size="13" ${fill(palette.ink)}>${words.headings[kind]}</text>`,
      ...names.map(({ id, label }, place) => {
        const y = size.top + place * line;
        return `<text x="${x}" y="${y}" ${nameStyle(marks.get(id), palette)}><title>${escapeMarkup(label)}</title>${escapeMarkup(shorten(label, nameLength))}</text>`;
      }),
    ];
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${size.width}" height="${height}" viewBox="0 0 ${size.width} ${height}" font-family="${escapeMarkup(palette.font)}" font-size="12">`,
    `<rect width="${size.width}" height="${height}" ${fill(palette.paper)}/>`,
    ...columns,
    `<text x="${size.left}" y="${size.top + most * line}" ${fill(palette.muted)}>No stake is allocated.</text>`,
    ...legendMarkup(shown, bottom + 10, { palette, size }),
    '</svg>',
  ].join('');
}
