const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/**
 * Text with a space for each sign that XML 1.0 forbids even as a reference: control signs, lone surrogates. Tabs and
 * line breaks are control signs, too: text of several lines comes out as one.
 */
export function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cs}\uFFFE\uFFFF]/gu, ' ');
}

/**
 * Printable text that is safe between tags and in quoted attributes of HTML and SVG. Attributes may be in single or
 * double quotes.
 */
export function escapeMarkup(text: string): string {
  return printable(text).replace(/[&<>"']/g, sign => entities[sign] ?? '');
}

/**
 * JSON that cannot end the `<script>` element it stands in. Without `<` it holds neither `</script` nor `<!--`;
 * U+2028 and U+2029 are legal in JSON, but end a line in older JavaScript. The value reads back the same.
 */
export function embedJson(value: unknown): string {
  return JSON.stringify(value)
    .replaceAll('<', '\\u003c')
    .replaceAll('\u2028', '\\u2028')
    .replaceAll('\u2029', '\\u2029');
}

/** A relative link to a file of the same directory. Each part of the path is percent-encoded; `/` stays. */
export function link(file: string, text: string): string {
  return `<a href="${escapeMarkup(file.split('/').map(encodeURIComponent).join('/'))}">${escapeMarkup(text)}</a>`;
}
