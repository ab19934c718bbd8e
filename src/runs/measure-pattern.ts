/** Whether a measure's name fits one of some patterns, in which `*` stands for any text; any name where there are none. */
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
