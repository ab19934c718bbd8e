import { autocompletion, type CompletionContext, type CompletionResult } from '@codemirror/autocomplete';
import { yaml } from '@codemirror/lang-yaml';
import { type Diagnostic, setDiagnostics } from '@codemirror/lint';
import { basicSetup, EditorView } from 'codemirror';
import type { ToldProblem } from '../model/messages.ts';

/** Asks what may stand at a place of a text. */
export type Complete = (
  text: string,
  offset: number,
) => Promise<{
  readonly from: number;
  readonly options: readonly { readonly label: string; readonly detail: string }[];
}>;

/** An editor of a scenario file. */
export interface ScenarioEditor {
  text(): string;
  setText(text: string): void;
  /** Marks where problems were written. */
  mark(problems: readonly ToldProblem[]): void;
}

/** An editor in an element, with the keys and words that the schema of scenarios knows. */
export function createEditor(parent: HTMLElement, complete: Complete): ScenarioEditor {
  const source = async (context: CompletionContext): Promise<CompletionResult | null> => {
    const word = context.matchBefore(/[\w-]*/);
    if (!context.explicit && (word === null || word.from === word.to)) return null;
    const { from, options } = await complete(context.state.doc.toString(), context.pos);
    if (options.length === 0) return null;
    return {
      from,
      options: options.map(({ label, detail }) => ({ label, info: detail })),
      validFor: /^[\w-]*$/,
    };
  };
  const view = new EditorView({
    parent,
    extensions: [
      basicSetup,
      yaml(),
      autocompletion({ override: [source] }),
      EditorView.lineWrapping,
      EditorView.contentAttributes.of({ 'aria-label': 'Scenario file' }),
    ],
  });
  return {
    text: () => view.state.doc.toString(),
    setText: text => {
      view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } });
    },
    mark: problems => {
      const { length } = view.state.doc;
      const marks = problems.map(({ start, end, message, help }): Diagnostic => {
        const from = Math.min(start, length);
        const told = help === undefined ? message : `${message}\n${help}`;
        return { from, to: Math.min(Math.max(end, from), length), severity: 'error', message: told };
      });
      view.dispatch(setDiagnostics(view.state, marks));
    },
  };
}
