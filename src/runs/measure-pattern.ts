/** A function that tells whether a measure's name fits one of some patterns, in which `*` stands for any text, dots included; with no patterns every name fits. */
export function measureMatcher(patterns: readonly string[]): (name: string) => boolean {
  if (patterns.length === 0) return () => true;
  const expressions = patterns.map(
    pattern =>
      new RegExp(
        `^${pattern
          .split('*')
          .map(part => part.replace(/[^\w]/g, '\\$&'))
          .join('.*')}$`,
      ),
  );
  return name => expressions.some(expression => expression.test(name));
}
