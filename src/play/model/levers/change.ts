/**
 * A change of a scenario: the value at a path, written as in a file; null removes the key. Steps of a path are parted
 * by dots; a dot within a name has a backslash before it.
 */
export interface Change {
  readonly path: string;
  readonly value: unknown;
}

/**
 * A change as `--set` takes it: JSON is YAML too. Percentages and durations go without quotes, as people write
 * them.
 */
export function overrideText({ path, value }: Change): string {
  return `${path}=${typeof value === 'string' && /^-?[\d.]+[%a-z]?$/.test(value) ? value : JSON.stringify(value)}`;
}

/** Changes with others on top: of two at one path the later stays, at its place in the list. */
export function withChanges(changes: readonly Change[], more: readonly Change[]): Change[] {
  const merged = new Map(changes.map(change => [change.path, change]));
  for (const change of more) merged.set(change.path, change);
  return [...merged.values()];
}

/** Changes without those at some paths. */
export function withoutPaths(changes: readonly Change[], paths: readonly string[]): Change[] {
  return changes.filter(({ path }) => !paths.includes(path));
}

type WrittenMap = Readonly<Record<string, unknown>>;

const isMap = (value: unknown): value is WrittenMap =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Keys of a scenario that change no run. */
const withoutEffect = ['name', 'description', 'play'];

/**
 * The changes that make one scenario as written of another, from the outside in: maps are compared key by key, lists and
 * values as wholes. What changes no run is left aside.
 */
export function changesBetween(before: WrittenMap, after: WrittenMap): Change[] {
  const keys = (value: WrittenMap) => Object.keys(value).filter(key => !withoutEffect.includes(key));
  const at = (from: WrittenMap, to: WrittenMap, path: string, own: readonly string[]): Change[] =>
    own.flatMap(key => {
      const here = path + key.replaceAll('.', '\\.');
      const [old, value] = [from[key], to[key]];
      if (isMap(old) && isMap(value)) return at(old, value, `${here}.`, both(old, value));
      if (JSON.stringify(old) === JSON.stringify(value)) return [];
      return [{ path: here, value: value ?? null }];
    });
  const both = (from: WrittenMap, to: WrittenMap) => [...new Set([...Object.keys(from), ...Object.keys(to)])];
  return at(before, after, '', [...new Set([...keys(before), ...keys(after)])]);
}

/**
 * Changes as nested maps, as a file that extends the scenario writes them. A value of null stays: in such a file it
 * removes the key.
 */
export function nestedChanges(changes: readonly Change[]): Record<string, unknown> {
  const root: Record<string, unknown> = {};
  for (const { path, value } of changes) {
    const steps = path.split(/(?<!\\)\./).map(step => step.replaceAll('\\.', '.'));
    let here = root;
    for (const step of steps.slice(0, -1)) {
      const next = here[step];
      const inner: Record<string, unknown> = isMap(next) ? next : {};
      here[step] = inner;
      here = inner;
    }
    here[steps.at(-1)!] = value;
  }
  return root;
}

/** Whether changes add or remove sets of an AVS, or put another AVS in its place. */
export function changeSetsOf(avs: string, changes: readonly Change[]): boolean {
  const paths = [`avss.${avs}`, `avss.${avs}.sets`];
  return changes.some(({ path }) => {
    const above = path.slice(0, path.lastIndexOf('.'));
    return paths.includes(path) || above === paths[1];
  });
}
