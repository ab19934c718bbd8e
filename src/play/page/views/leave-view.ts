import type { Change } from '../../model/levers/change.ts';
import type { ToldProblem } from '../../model/messages.ts';
import { byId, html, setText } from '../dom.ts';
import type { ScenarioEditor } from '../editor.ts';
import { loadEditor } from '../load-editor.ts';
import { PlayProblems, type WorkerPool } from '../worker-pool.ts';

/** What can be taken away from the screen. */
export interface LeaveTerms {
  readonly pool: WorkerPool;
  /** Changes of B now. */
  readonly changes: () => readonly Change[];
  readonly link: () => string;
  readonly compareCommand: () => string;
  /** Files to save, made when they are asked for. */
  readonly figuresCsv: () => string;
  readonly coursesCsv: () => string;
  readonly picture: () => Promise<Blob>;
  /** Name of the scenario, and of its file. */
  readonly name: string;
  /** Digest of the first run as it was published; none where it was not. */
  readonly digest: string | undefined;
  /** Called with the changes that an edited file makes. */
  readonly onRead: (changes: readonly Change[]) => void;
}

/** The editor, once it was opened; it stays, with what is written in it replaced each time. */
let editor: ScenarioEditor | undefined;

/**
 * Fills the dialog of what leaves the page, each time that it is opened.
 *
 * @param terms what can be taken away now; asked again for each click
 */
export function startLeaving(terms: () => LeaveTerms): void {
  const dialog = byId<HTMLDialogElement>('leave-dialog');
  const open = byId<HTMLButtonElement>('leave');
  open.onclick = () => {
    dialog.showModal();
    fill(terms());
  };
  byId('leave-close').onclick = () => dialog.close();
  dialog.onclick = event => {
    // A click on the dialog itself, and not on what is in it, is one beside it.
    if (event.target === dialog) dialog.close();
  };
  for (const button of dialog.querySelectorAll<HTMLButtonElement>('[data-copy]')) {
    button.onclick = () => copy(byId<HTMLInputElement>(button.dataset.copy!).value, button);
  }
  byId('yaml-apply').onclick = () => void apply(terms(), dialog);
  byId('yaml-copy').onclick = () => copy(editor?.text() ?? '', byId('yaml-copy'));
  byId('yaml-save').onclick = () => save(`${terms().name}-changed.yaml`, new Blob([editor?.text() ?? '']));
  byId('figures-csv').onclick = () => save(`${terms().name}-figures.csv`, csv(terms().figuresCsv()));
  byId('courses-csv').onclick = () => save(`${terms().name}-courses.csv`, csv(terms().coursesCsv()));
  byId('picture').onclick = async () => save(`${terms().name}.png`, await terms().picture());
  byId('check-b').onclick = () => void showDigest(terms(), terms().changes(), undefined);
  byId('check-published').onclick = () => void showDigest(terms(), [], terms().digest);
}

/** Fills the dialog; the editor follows when it is loaded. */
function fill({ link, compareCommand, digest, pool, changes }: LeaveTerms): void {
  byId<HTMLInputElement>('link').value = link();
  byId<HTMLInputElement>('compare').value = compareCommand();
  byId('check-published').hidden = digest === undefined;
  setText(byId('digest'), '');
  showProblems([]);
  void openEditor(pool, changes());
}

async function openEditor(pool: WorkerPool, changes: readonly Change[]): Promise<void> {
  const [createEditor, yaml] = await Promise.all([loadEditor(), pool.variant(changes)]);
  editor ??= createEditor(byId('yaml'), (text, offset) => pool.complete(text, offset));
  editor.setText(yaml);
}

/** Plays what the edited file says, or tells what is wrong with it as the command line would. */
async function apply({ pool, onRead }: LeaveTerms, dialog: HTMLDialogElement): Promise<void> {
  if (editor === undefined) return;
  try {
    onRead(await pool.read(editor.text()));
    dialog.close();
  } catch (error) {
    if (!(error instanceof PlayProblems)) throw error;
    showProblems(error.problems);
  }
}

/** Lists problems below the editor, and marks them in it. */
function showProblems(problems: readonly ToldProblem[]): void {
  editor?.mark(problems);
  byId('yaml-problems').replaceChildren(
    ...problems.map(({ where, message, help }) =>
      html('li', {}, html('code', {}, where), ` ${message}`, html('small', {}, help ?? '')),
    ),
  );
}

/** Runs a setting once more, whole, and shows the digest of its rows beside what it should be. */
async function showDigest(
  { pool }: LeaveTerms,
  changes: readonly Change[],
  published: string | undefined,
): Promise<void> {
  const line = byId('digest');
  setText(line, 'running …');
  line.dataset.same = '';
  let digest: string;
  try {
    digest = await pool.digest(changes);
  } catch (error) {
    if (!(error instanceof PlayProblems)) throw error;
    setText(line, `it cannot be run: ${error.message}`);
    return;
  }
  if (published === undefined)
    setText(line, `digest of this run of B: ${digest}; opset run of the file above prints the same`);
  else if (digest === published) setText(line, `the same as published: ${digest}`);
  else setText(line, `not what was published: ${digest} here, ${published} there`);
  line.dataset.same = published === undefined ? '' : String(digest === published);
}

const csv = (text: string): Blob => new Blob([text], { type: 'text/csv' });

/** Has the browser save a file. Its address must live until the browser has read it: nothing tells when. */
function save(name: string, content: Blob): void {
  const link = html('a', { href: URL.createObjectURL(content), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** Copies a text, and says so on the button for a moment. Pages from the disk may not be allowed to. */
async function copy(text: string, button: HTMLElement): Promise<void> {
  const label = button.textContent ?? '';
  try {
    await navigator.clipboard.writeText(text);
    setText(button, 'Copied');
  } catch {
    setText(button, 'Select it and copy');
  }
  setTimeout(() => setText(button, label), 1500);
}
