import type { SentencePart } from '../../model/sentence.ts';
import { byId, html } from '../dom.ts';

/** The sentence on top of the screen. */
export interface SentenceView {
  /** @param isStale whether the runs that it is of are not those of the setting on the levers yet */
  show(parts: readonly SentencePart[], isStale: boolean): void;
}

/** The view of the sentence. */
export function createSentenceView(): SentenceView {
  const line = byId('sentence');
  let shown = '';
  return {
    show: (parts, isStale) => {
      line.classList.toggle('stale', isStale);
      const text = parts.map(part => part.text).join('');
      if (text === shown) return;
      shown = text;
      line.replaceChildren(
        ...parts.map(({ text: words, side }) =>
          side ? html('span', { class: `side-${side}` }, words) : words,
        ),
      );
    },
  };
}
