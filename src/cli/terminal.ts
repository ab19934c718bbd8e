import { styleText } from 'node:util';
import { exit } from './exit.ts';

type Style = Parameters<typeof styleText>[0];

/** Whether what people read may have colours: stderr is a terminal, and its user did not refuse them. */
function hasColour(): boolean {
  const { NO_COLOR, TERM } = process.env;
  return process.stderr.isTTY === true && TERM !== 'dumb' && (NO_COLOR === undefined || NO_COLOR === '');
}

/** Whether a line may be redrawn: stderr is a terminal that can move its cursor, and no CI records it. */
export function isLive(): boolean {
  return process.stderr.isTTY === true && process.env.TERM !== 'dumb' && process.env.CI === undefined;
}

/** A text in a style, or as it is where there may be no colours. */
export function styled(style: Style, text: string): string {
  return hasColour() ? styleText(style, text) : text;
}

/** Whether stderr ends with a line of {@link redrawLine}. */
let hasRedrawnLine = false;

/**
 * Draws a line on stderr in the place of the one that was drawn last, as much of it as fits; for {@link isLive}. A
 * line that is longer than the terminal would wrap, and could not be taken away again.
 */
export function redrawLine(text: string): void {
  const fitting = text.slice(0, (process.stderr.columns || 80) - 1);
  process.stderr.write(`\r\x1b[K${styled('dim', fitting)}`);
  hasRedrawnLine = true;
}

/** Removes the line that was drawn last, if it is still there. */
export function eraseLine(): void {
  if (hasRedrawnLine) process.stderr.write('\r\x1b[K');
  hasRedrawnLine = false;
}

/** Tells people something, on stderr. A progress line in the way is removed; it comes back with the next redraw. */
export function say(text: string): void {
  eraseLine();
  process.stderr.write(`${text}\n`);
}

/** Prints data, on stdout. */
export function printData(text: string): void {
  // On a terminal both streams share a line.
  eraseLine();
  process.stdout.write(text.endsWith('\n') ? text : `${text}\n`);
}

/** Prints one JSON document, on stdout. */
export function printJson(value: unknown): void {
  printData(JSON.stringify(value, null, 2));
}

/**
 * Lets readers close a pipe early, as `head` does. When stdout is closed, nobody wants more data and the process ends
 * well; a closed stderr changes nothing.
 */
export function tolerateClosedPipes(): void {
  const closed = (error: Error): boolean => 'code' in error && error.code === 'EPIPE';
  process.stdout.on('error', error => {
    if (!closed(error)) throw error;
    process.exit(exit.done);
  });
  process.stderr.on('error', error => {
    if (!closed(error)) throw error;
  });
}

/** Names in a row, at most so many, such as `a, b and 3 more`. */
export function listed(names: readonly string[], most: number): string {
  const more = names.length > most ? ` and ${names.length - most} more` : '';
  return `${names.slice(0, most).join(', ')}${more}`;
}

/** A number of things, such as `1 run` or `1,200 runs`. */
export function counted(count: number, noun: string): string {
  return `${count.toLocaleString('en-US')} ${noun}${count === 1 ? '' : 's'}`;
}
