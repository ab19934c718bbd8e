import { byId } from '../dom.ts';

/** Name under which the choice of light or dark is kept, the same as on report pages. */
const KEY = 'opset-theme';

/** Lets a button switch between light and dark; without a choice the page follows the system. */
export function startTheme(): void {
  const root = document.documentElement;
  const button = byId<HTMLButtonElement>('theme');
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const shown = (): string => root.dataset.theme ?? (dark.matches ? 'dark' : 'light');
  const label = (): void => {
    button.textContent = shown() === 'dark' ? 'Light' : 'Dark';
  };
  const kept = recall();
  if (kept === 'light' || kept === 'dark') root.dataset.theme = kept;
  button.addEventListener('click', () => {
    root.dataset.theme = shown() === 'dark' ? 'light' : 'dark';
    remember(root.dataset.theme);
    label();
  });
  dark.addEventListener('change', label);
  label();
}

function recall(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    // Private windows and pages from the disk keep nothing.
    return null;
  }
}

function remember(theme: string): void {
  try {
    localStorage.setItem(KEY, theme);
  } catch {
    // As above.
  }
}
