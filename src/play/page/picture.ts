import { escapeMarkup } from '../../report/escape.ts';
import { dark, declarations, light } from '../../report/theme.ts';
import { byId } from './dom.ts';

/** Size of the picture in pixels, and how many of the screen's each of them is. */
const size = { width: 1200, margin: 40, gap: 30, density: 2 };

/** Rules of the page that the picture needs: it is drawn on its own. */
const rules =
  'text{font-family:Inter,system-ui,sans-serif}.line{fill:none;stroke-width:2}.line.a{stroke:var(--muted)}.line.b{stroke:var(--colour)}.band{stroke:none}.band.a{fill:var(--muted);opacity:.13}.band.b{fill:var(--colour);opacity:.17}.axis{stroke:var(--line)}.cross{stroke:var(--muted);stroke-dasharray:2 3}path,line{vector-effect:non-scaling-stroke}';

/** What the screen shows as one PNG: the sentence, the flow of stake and the small multiples, in the page's own colours. */
export async function pictureOfScreen(): Promise<Blob> {
  const { text, height } = composed();
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = size.width * size.density;
  canvas.height = height * size.density;
  canvas.getContext('2d')!.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) => {
    canvas.toBlob(
      blob => (blob ? resolve(blob) : reject(new Error('the picture is too large'))),
      'image/png',
    );
  });
}

/** The picture as SVG. */
function composed(): { readonly text: string; readonly height: number } {
  const isDark = getComputedStyle(document.documentElement).colorScheme === 'dark';
  const colours = `${declarations(isDark ? dark : light)};--line:${isDark ? '#363a42' : '#dddad3'}`;
  const inner = size.width - 2 * size.margin;
  let y = size.margin;
  const parts: string[] = [];
  for (const line of wrapped(byId('sentence').textContent ?? '', 78)) {
    y += 30;
    parts.push(textAt(size.margin, y, line, 'font-size="24" font-weight="600" fill="var(--ink)"'));
  }
  y += size.gap;
  const flow = byId('flow').querySelector('svg');
  if (flow) {
    const { width, height } = flow.viewBox.baseVal;
    const drawn = (inner * height) / width;
    parts.push(nested(flow.outerHTML, { x: size.margin, y, width: inner, height: drawn }));
    y += drawn + size.gap;
  }
  const columns = 4;
  const width = (inner - (columns - 1) * 24) / columns;
  const multiples = [...document.querySelectorAll<HTMLElement>('.multiple')];
  multiples.forEach((multiple, index) => {
    const x = size.margin + (index % columns) * (width + 24);
    const top = y + Math.floor(index / columns) * 150;
    const words = (name: string) => multiple.querySelector(name)?.textContent ?? '';
    const a = words('.values .a') === '' ? '' : `A ${words('.values .a')}`;
    parts.push(
      textAt(x, top + 12, words('.title'), 'font-size="13" fill="var(--ink)"'),
      textAt(
        x,
        top + 32,
        words('.values .b'),
        `font-size="15" font-weight="600" fill="${colourOf(multiple)}"`,
      ),
      textAt(x + width, top + 32, a, 'font-size="13" text-anchor="end" fill="var(--muted)"'),
      `<g style="--colour:${colourOf(multiple)}">${nested(multiple.querySelector('svg')?.outerHTML ?? '', { x, y: top + 40, width, height: 84 })}</g>`,
    );
  });
  const height = y + Math.ceil(multiples.length / columns) * 150 + size.margin;
  const text = `<svg xmlns="http://www.w3.org/2000/svg" width="${size.width}" height="${height}" viewBox="0 0 ${size.width} ${height}"><style>svg{${colours}}${rules}</style><rect width="100%" height="100%" fill="var(--paper)"/>${parts.join('')}</svg>`;
  return { text, height };
}

function colourOf(multiple: HTMLElement): string {
  return multiple.style.getPropertyValue('--colour');
}

function textAt(x: number, y: number, text: string, attributes: string): string {
  return `<text x="${x}" y="${y}" ${attributes}>${escapeMarkup(text)}</text>`;
}

interface PictureFrame {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A picture of the page at a place of another. */
function nested(picture: string, { x, y, width, height }: PictureFrame): string {
  const markup = picture.replace(/ (width|height)="[^"]*"/, '').replace(/ (width|height)="[^"]*"/, '');
  return markup.replace('<svg', `<svg x="${x}" y="${y}" width="${width}" height="${height}"`);
}

/** Words in lines of at most so many characters. */
function wrapped(text: string, most: number): string[] {
  const lines = [''];
  for (const word of text.split(' ')) {
    if (`${lines.at(-1)} ${word}`.length > most) lines.push(word);
    else lines[lines.length - 1] = `${lines.at(-1)} ${word}`.trim();
  }
  return lines;
}
