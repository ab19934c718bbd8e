import { styleText } from 'node:util';
import { exit } from './exit.ts';

type Style = Parameters<typeof styleText>[0];

/** Whether people's output may have colours: a terminal that did not refuse them. */
function hasColour(): boolean {
  const { NO_COLOR, TERM } = process.env;
  return process.stderr.isTTY === true && TERM !== 'dumb' && (NO_COLOR === undefined || NO_COLOR === '');
}

/** Whether a line may be redrawn: a terminal that moves its cursor, and nobody records it. */
export function isLive(): boolean {
  return process.stderr.isTTY === true && process.env.TERM !== 'dumb' && process.env.CI === undefined;
}

/** Text in a style where colours are welcome. */
export function styled(style: Style, text: string): string {
  return hasColour() ? styleText(style, text) : text;
}

/** Tells people something, on stderr. */
export function say(text: string): void {
  process.stderr.write(`${text}\n`);
}

/** Puts out data, on stdout. */
export function printData(text: string): void {
  process.stdout.write(text.endsWith('\n') ? text : `${text}\n`);
}

/** Puts out one JSON document, on stdout. */
export function printJson(value: unknown): void {
  printData(JSON.stringify(value, null, 2));
}

/**
 * Lets readers close a pipe early, as head does: no data is then asked for any more and the program is done; people
 * who read no further change nothing of how it ends.
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

/** A number of things, such as `1 run` or `1,200 runs`. */
export function counted(count: number, noun: string): string {
  return `${count.toLocaleString('en-US')} ${noun}${count === 1 ? '' : 's'}`;
}
