import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { packageFolder } from '../../version.ts';

/**
 * Scripts that draw interactive charts, in the order in which they need each other. Their text, read from the
 * installed packages at each call (together most of a megabyte). The reference to a source map is cut off: a
 * browser's tools would look for a file that is not there.
 */
export function libraries(): readonly string[] {
  const { resolve } = createRequire(import.meta.url);
  return ['vega', 'vega-lite', 'vega-embed'].map(name =>
    readFileSync(join(dirname(resolve(name)), `${name}.min.js`), 'utf8').replace(
      /\n?\/\/# sourceMappingURL=.*/,
      '',
    ),
  );
}

/** Faces of the page's font. WOFF2 as base64, to stand in the page itself. */
export function faces() {
  const folder = join(packageFolder(), 'src', 'report', 'font');
  const face = (weight: number, file: string) => ({
    weight,
    base64: readFileSync(join(folder, file)).toString('base64'),
  });
  return [face(400, 'Inter-Regular.woff2'), face(600, 'Inter-SemiBold.woff2')];
}
