import { describe, expect, it } from 'vitest';
import { problemsOf } from './reading.ts';

describe('YAML that is no scenario', () => {
  it.each([
    ['an empty file', '', 'main.yaml:1:1 missing scenario: the file is empty'],
    ['only comments', '# nothing\n', 'main.yaml:1:1 missing scenario: the file is empty'],
    [
      'a list',
      '- 1\n',
      'main.yaml:1:1 invalid scenario: it must be a map of keys and values [write key: value, a space behind each colon]',
    ],
    [
      'two documents',
      'a: 1\n---\nb: 2\n',
      'main.yaml:2:1 invalid YAML: more than one document [write one scenario a file]',
    ],
    ['a duplicate key', 'a: 1\nb: 1\na: 2\n', 'main.yaml:3:1 duplicate key: a [keep one of the two]'],
    [
      'a __proto__ key',
      'a:\n  __proto__: { x: 1 }\n',
      'main.yaml:2:3 invalid key: __proto__ is reserved [choose another name]',
    ],
    [
      'a constructor key',
      'constructor: 1\n',
      'main.yaml:1:1 invalid key: constructor is reserved [choose another name]',
    ],
    [
      'a key that is a method of every object',
      'shocks: { toString: 1 }\n',
      'main.yaml:1:11 invalid key: toString is reserved [choose another name]',
    ],
    [
      'another version of YAML',
      '# old\n%YAML 1.1\n---\nseed: 010\n',
      'main.yaml:2:1 invalid YAML: version 1.1, in which numbers and words mean something else [remove the line, or write %YAML 1.2; in it 010 is 10, and yes and no are words]',
    ],
    ['infinity', 'a: .inf\n', 'main.yaml:1:4 invalid number: .inf [write a finite number]'],
    [
      'a number too large to hold',
      'a: 1e999\n',
      'main.yaml:1:4 invalid number: 1e999 [write a finite number]',
    ],
    [
      'an alias to nothing',
      'a: *b\n',
      'main.yaml:1:4 unknown alias: b [give something before it the name: &b]',
    ],
    [
      'a map as a key',
      '? { x: 1 }\n: 2\n',
      'main.yaml:1:1 invalid key: only words and numbers can be keys [put a name that has brackets or braces in quotes]',
    ],
    [
      'more lists within lists than the stack holds, by dashes',
      `${'- '.repeat(5_000)}1\n`,
      'invalid YAML: more than 100 levels of values within values [close each bracket, and nest less]',
    ],
    [
      'as many, by brackets',
      `a: ${'['.repeat(5_000)}${']'.repeat(5_000)}\n`,
      'invalid YAML: more than 100 levels of values within values [close each bracket, and nest less]',
    ],
    [
      'more levels than a scenario may have',
      `a: ${'['.repeat(101)}${']'.repeat(101)}\n`,
      'main.yaml:1:1 invalid YAML: more than 200000 values or 100 levels once aliases are replaced [use fewer aliases, or load a population from a CSV]',
    ],
  ])('is refused with its place: %s', (_, text, problem) => {
    expect(problemsOf({ 'main.yaml': text })).toContainEqual(expect.stringContaining(problem));
  });

  it.each([
    ['a tab', 'a: 1\n\tb: 2\n', 'indent with spaces'],
    ['keys of one map at different indents', 'a:\n  b: 1\n c: 2\n', 'alike'],
    ['a bracket that nobody closes', 'a: [1, 2\nb: 3\n', 'close every bracket'],
    ['two keys on a line', 'a: 1 b: 2\n', 'each key on a line of its own'],
    ['two keys without a comma', 'a: { b: 1 c: 2 }\n', 'commas'],
    ['a key without a colon', 'a\nb: 2\n', 'a colon and a space behind the key'],
    ['a key without a space', 'a:1\nb:2\n', 'a space behind each colon'],
    ['a quote that nobody closes', 'a: "x\n', 'close every quote'],
    ['a quote within quotes', "a: 'it's'\n", 'double quotes'],
    ['text that begins with a sign of YAML', 'a: @x\n', 'put the text in quotes'],
    ['a tag', 'a: !x 3\n', 'begins with !'],
  ])('is refused with what to do: %s', (_, text, help) => {
    const [problem] = problemsOf({ 'main.yaml': text });
    expect(problem?.replace(/^[^[]*\[/, '[')).toContain(help);
  });

  it('is refused when it is a bomb of aliases', () => {
    const levels = Array.from({ length: 30 }, (_, i) => `l${i}: &l${i} [*l${i - 1}, *l${i - 1}]`).slice(1);
    const bomb = `l0: &l0 [1, 1]\n${levels.join('\n')}\n`;
    const [problem] = problemsOf({ 'main.yaml': bomb });
    expect(problem).toMatch(/^main\.yaml:1:1 invalid YAML: more than 200000 values or 100 levels/);
  });

  it('is refused when an alias contains itself', () => {
    const [problem] = problemsOf({ 'main.yaml': 'a: &a [*a]\n' });
    expect(problem).toMatch(/^main\.yaml:1:1 invalid YAML: more than/);
  });

  it('is refused when it nests without end', () => {
    expect(problemsOf({ 'main.yaml': `a: ${'['.repeat(100_000)}` })[0]).toMatch(/invalid YAML/);
  });

  it('is refused by its size before it is read', () => {
    const huge = `# ${'x'.repeat(50_000_000)}`;
    expect(problemsOf({ 'main.yaml': huge })).toEqual([
      'main.yaml:1:1 invalid file: main.yaml has 50000002 bytes, more than 1000000 [split it, or leave out what is not needed]',
    ]);
  });

  it('is refused when there is no such file, or a folder', () => {
    expect(problemsOf({}, [], 'none.yaml')[0]).toMatch(/^none\.yaml:1:1 missing file: none\.yaml/);
    expect(problemsOf({ 'f/x': '' }, [], 'f')[0]).toMatch(
      /^f:1:1 invalid file: f is a folder \[name a file in it\]/,
    );
  });
});
