import { byId } from './dom.ts';
import type { createEditor } from './editor.ts';

/** Loads the editor when it is first wanted: a file beside the page, or a text within it that becomes one. */
export async function loadEditor(): Promise<typeof createEditor> {
  const inline = byId('editor-script').textContent ?? '';
  const address =
    inline.trim() === ''
      ? new URL('editor.js', location.href).href
      : URL.createObjectURL(new Blob([inline], { type: 'text/javascript' }));
  const module = (await import(address)) as { readonly createEditor: typeof createEditor };
  return module.createEditor;
}
