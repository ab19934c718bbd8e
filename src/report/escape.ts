const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text that is safe between tags and in quoted attributes of HTML and SVG; control characters become spaces. */
export function escapeMarkup(text: string): string {
  // XML 1.0 forbids control characters and lone surrogates even as references.
  return text.replace(/[\p{Cc}\p{Cs}\uFFFE\uFFFF]/gu, ' ').replace(/[&<>"']/g, sign => entities[sign] ?? '');
}

/** JSON that cannot end the `<script>` element it stands in. */
export function embedJson(value: unknown): string {
  return JSON.stringify(value)
    .replaceAll('<', '\\u003c')
    .replaceAll('\u2028', '\\u2028')
    .replaceAll('\u2029', '\\u2029');
}

/** A relative link to a file of the same directory. */
export function link(file: string, text: string): string {
  return `<a href="${escapeMarkup(file.split('/').map(encodeURIComponent).join('/'))}">${escapeMarkup(text)}</a>`;
}
