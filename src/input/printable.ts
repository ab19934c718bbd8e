/**
 * A text that people wrote, safe to print: a space for each character that steers a terminal (control characters), that
 * begins a new line (U+2028, U+2029), or that changes the direction of reading (U+202A to U+202E, U+2066 to U+2069). Its
 * length stays the same, so that columns still count.
 */
export function printable(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029\u202A-\u202E\u2066-\u2069]/gu, ' ');
}
