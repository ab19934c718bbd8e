import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { parseSync } from 'vite';

/** A node of a syntax tree (ESTree): its kind, where it is in the text, and its parts. */
export interface SyntaxNode {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [part: string]: unknown;
}

/** A function of a source file. */
export interface FunctionInSource {
  readonly name: string;
  /** Line of the file, from 1. */
  readonly line: number;
  /** From its first line to its last. */
  readonly lines: number;
  readonly parameters: number;
}

/** A source file as the rules of the house see it. */
export interface Source {
  readonly path: string;
  readonly lines: number;
  readonly functions: readonly FunctionInSource[];
  /** Names of types and interfaces that it defines, exported or not. */
  readonly types: readonly string[];
  /** Exported functions without a doc comment right before them. */
  readonly undocumented: readonly string[];
  /** Files of the repository that it imports, those of types among them. */
  readonly imports: readonly string[];
}

const functionKinds = ['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression'];

const isNode = (value: unknown): value is SyntaxNode =>
  typeof value === 'object' && value !== null && typeof (value as SyntaxNode).type === 'string';

/** Every node of a tree, each with the name of the nearest declaration or property around it. */
function* nodesOf(value: unknown, name = ''): Generator<readonly [node: SyntaxNode, name: string]> {
  if (Array.isArray(value)) for (const part of value) yield* nodesOf(part, name);
  if (!isNode(value)) return;
  const named = nameOf(value.id) ?? nameOf(value.key) ?? name;
  yield [value, named];
  for (const part of Object.values(value)) yield* nodesOf(part, named);
}

function nameOf(value: unknown): string | undefined {
  return isNode(value) && typeof value.name === 'string' ? value.name : undefined;
}

/** The function that a statement exports by name, or undefined. */
function exportedFunction(statement: SyntaxNode): string | undefined {
  const { declaration } = statement;
  if (statement.type !== 'ExportNamedDeclaration' || !isNode(declaration)) return undefined;
  if (declaration.type === 'FunctionDeclaration') return nameOf(declaration.id);
  const [first] = (declaration.declarations ?? []) as readonly SyntaxNode[];
  if (first === undefined || !isNode(first.init)) return undefined;
  return functionKinds.includes(first.init.type) ? nameOf(first.id) : undefined;
}

/** Reads and parses a file. Throws if its syntax is wrong. */
export function readSource(path: string): Source {
  const text = readFileSync(path, 'utf8');
  const { program, comments, errors } = parseSync(path, text);
  if (errors.length > 0) throw new Error(`${path}: ${errors[0]!.message}`);
  const lineOf = (offset: number): number => text.slice(0, offset).split('\n').length;
  const functions: FunctionInSource[] = [];
  const types: string[] = [];
  const imports: string[] = [];
  for (const [node, name] of nodesOf(program)) {
    if (functionKinds.includes(node.type)) {
      const [line, last] = [lineOf(node.start), lineOf(node.end)];
      functions.push({ name, line, lines: last - line + 1, parameters: (node.params as unknown[]).length });
    }
    if (node.type === 'TSTypeAliasDeclaration' || node.type === 'TSInterfaceDeclaration') types.push(name);
    const { source } = node;
    if (isNode(source) && typeof source.value === 'string' && source.value.startsWith('.'))
      imports.push(normalize(join(dirname(path), source.value)));
  }
  const undocumented = (program.body as unknown as readonly SyntaxNode[]).flatMap(statement => {
    const name = exportedFunction(statement);
    if (name === undefined) return [];
    const before = comments.findLast(({ end }) => end <= statement.start);
    const isDoc =
      before?.type === 'Block' &&
      before.value.startsWith('*') &&
      text.slice(before.end, statement.start).trim() === '';
    return isDoc ? [] : [name];
  });
  return { path, lines: text.trimEnd().split('\n').length, functions, types, undocumented, imports };
}

/** Paths of the files that git knows below some folders and that have an ending. */
export function filesBelow(folders: readonly string[], ending: string): string[] {
  const paths = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '--', ...folders], {
    encoding: 'utf8',
  });
  return paths.split('\n').filter(path => path.endsWith(ending));
}

/** Files that import one another in a circle, in the order of the circle; none where there is none. */
export function firstCycle(sources: readonly Source[]): string[] {
  const imports = new Map(sources.map(source => [source.path, source.imports]));
  const done = new Set<string>();
  const visit = (path: string, way: readonly string[]): string[] => {
    if (way.includes(path)) return [...way.slice(way.indexOf(path)), path];
    if (done.has(path)) return [];
    for (const next of imports.get(path) ?? []) {
      const cycle = visit(next, [...way, path]);
      if (cycle.length > 0) return cycle;
    }
    done.add(path);
    return [];
  };
  for (const { path } of sources) {
    const cycle = visit(path, []);
    if (cycle.length > 0) return cycle;
  }
  return [];
}
