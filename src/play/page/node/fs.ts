/**
 * What the browser has in the place of `node:fs`: the few files that the page gives it. The command line's own code reads a
 * scenario, what it extends and its populations from them, so that a player is told of the same errors.
 */
const files = new Map<string, string>();

/**
 * Puts a file where it will be looked for. One of the same name is replaced.
 *
 * @param path absolute, from `/`
 */
export function putFile(path: string, text: string): void {
  files.set(path, text);
}

/** Whether there is a file of the name. */
export function existsSync(path: string): boolean {
  return files.has(path);
}

/**
 * A file's size; throws as Node does where there is none. In characters, which is near enough for the limits that it
 * is held against.
 */
export function statSync(path: string): {
  readonly size: number;
  isDirectory(): boolean;
  isFile(): boolean;
} {
  const text = readText(path);
  return { size: text.length, isDirectory: () => false, isFile: () => true };
}

/** A path as it is: there are no links. */
export function realpathSync(path: string): string {
  return path;
}

/** A file as bytes; throws as Node does where there is none. */
export function readFileSync(path: string): Uint8Array {
  return new TextEncoder().encode(readText(path));
}

function readText(path: string): string {
  const text = files.get(path);
  if (text !== undefined) return text;
  throw Object.assign(new Error(`no such file: ${path}`), { code: 'ENOENT' });
}
