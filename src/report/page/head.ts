import { createHash } from 'node:crypto';
import { escapeMarkup } from '../escape.ts';
import { faces } from './assets.ts';

/** What the head of a page says. */
export interface PageHead {
  readonly title: string;
  /** What wrote the page: `Opset` or `Opset playground`, by which a page is known again. */
  readonly generator: string;
  readonly style: string;
  /** Sources that the page may load from, by directive of a content security policy; all others are barred. */
  readonly policy: Readonly<Record<string, string>>;
}

/**
 * Lines of an HTML page from its beginning to the start of its body. Fonts are in it, and its policy bars whatever it does
 * not name, so that the page loads nothing from elsewhere.
 */
export function headOf({ title, generator, style, policy }: PageHead): readonly string[] {
  const fonts = faces().map(
    face =>
      `@font-face{font-family:Inter;font-weight:${face.weight};font-display:swap;src:url(data:font/woff2;base64,${face.base64}) format("woff2")}`,
  );
  const rules = {
    'default-src': "'none'",
    'style-src': "'unsafe-inline'",
    'font-src': 'data:',
    ...policy,
    'base-uri': "'none'",
    'form-action': "'none'",
  };
  const written = Object.entries(rules).map(([directive, sources]) => `${directive} ${sources}`);
  return [
    '<!doctype html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${written.join('; ')}">`,
    '<meta name="viewport" content="width=device-width,initial-scale=1">',
    '<meta name="color-scheme" content="light dark">',
    `<meta name="generator" content="${generator}">`,
    // Without it a browser asks the server for an icon that is not there, and complains.
    '<link rel="icon" href="data:,">',
    `<title>${escapeMarkup(title)}</title>`,
    `<style>${fonts.join('')}${style}</style>`,
    '</head>',
    '<body>',
  ];
}

/** A script that stands in the page itself, as a source that a policy allows. */
export function inlineSource(script: string): string {
  return `'sha256-${createHash('sha256').update(script).digest('base64')}'`;
}
