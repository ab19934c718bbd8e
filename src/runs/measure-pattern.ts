/** A function that tells whether a measure's name fits one of some patterns, in which `*` stands for any text, dots included; with no patterns every name fits. */
export function measureMatcher(patterns: readonly string[]): (name: string) => boolean {
  if (patterns.length === 0) return () => true;
  const partsOf = patterns.map(pattern => pattern.split('*'));
  return name => partsOf.some(parts => fits(name, parts));
}

/**
 * Whether a name is made of parts with any text between them. Each part is taken where it first stands behind the one
 * before, which leaves most for those that follow: nothing is tried twice, however many stars there are.
 */
function fits(name: string, [first = '', ...others]: readonly string[]): boolean {
  const last = others.pop();
  if (last === undefined) return name === first;
  if (!name.startsWith(first)) return false;
  let end = first.length;
  for (const part of others) {
    const found = name.indexOf(part, end);
    if (found < 0) return false;
    end = found + part.length;
  }
  return name.length - last.length >= end && name.endsWith(last);
}
