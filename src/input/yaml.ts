import {
  type Alias,
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Node,
  parseDocument,
  type Scalar,
  visit,
  type YAMLMap,
} from 'yaml';
import { reservedNames } from '../../sim/scenario/index.ts';
import { type InputProblem, type Origin, type Source, wholeSource } from './problem.ts';
import type { ListTree, MapTree, Tree } from './tree.ts';

/** What a document should hold. */
export interface DocumentKind {
  /** Such as `scenario`. */
  readonly noun: string;
  /** Values that it may have once aliases are replaced: a few lines of them can stand for billions. */
  readonly mostValues: number;
  /** What to do about one that has more. */
  readonly tooLargeHelp: string;
  /**
   * Whether what was written stays text where a value would lose it: a number with more digits than a double holds, and
   * what stands in a list, where `007` and `null` are names as they are as keys. Any name may be a key then.
   */
  readonly keepsText?: boolean;
}

const scenarioKind: DocumentKind = {
  noun: 'scenario',
  mostValues: 200_000,
  tooLargeHelp: 'use fewer aliases, or load a population from a CSV',
};

/** Kind of a study file. */
export const studyKind: DocumentKind = { ...scenarioKind, noun: 'study' };

/** Levels that values may be nested. */
const deepest = 100;

/** What is wrong with a text whose values are nested so deeply that the library, which recurs, cannot read it. */
const tooDeep = {
  message: `invalid YAML: more than ${deepest} levels of values within values`,
  help: 'close each bracket, and nest less',
};

/** What to do about mistakes that people make often, by the codes of the YAML library. */
const adviceByCode: Readonly<Record<string, string>> = {
  TAB_AS_INDENT: 'indent with spaces',
  BAD_INDENT: 'indent the keys of a map alike, and close every bracket and brace',
  BLOCK_AS_IMPLICIT_KEY: 'put text that has a colon in quotes, and each key on a line of its own',
  BLOCK_IN_FLOW: 'put commas between the parts in braces',
  MULTILINE_IMPLICIT_KEY: 'write a colon and a space behind the key',
  MISSING_CHAR: 'close every quote and bracket, and write a colon behind each key',
  UNEXPECTED_TOKEN: 'put the whole text in double quotes, or on a line of its own',
  BAD_SCALAR_START: 'put the text in quotes',
  TAG_RESOLVE_FAILED: 'remove what begins with !, or put it in quotes',
};

/** A document that is being made a tree. */
interface TreeBuild {
  readonly source: Source;
  readonly targets: ReadonlyMap<Alias, Node>;
  readonly problems: InputProblem[];
  readonly keepsText: boolean;
  /** Values that there may still be. */
  left: number;
}

/** A decimal number with more digits than any double tells apart. */
const manyDigits = /^[-+]?(?=(?:\.?\d){16})\d*\.?\d*(?:[eE][-+]?\d+)?$/;

/** Advice for what is no value. */
const valueAdvice = 'write a word, a number, a list or a map';

class TooLarge extends Error {}

/**
 * Parses one YAML 1.2 document into a tree.
 *
 * @param problems gets what is wrong with it
 * @param kind what the file should hold
 * @returns undefined when the text is no YAML, is empty or too large, or holds what can be no value
 */
export function parseYaml(
  source: Source,
  problems: InputProblem[],
  kind: DocumentKind = scenarioKind,
): Tree | undefined {
  const { noun, mostValues, tooLargeHelp } = kind;
  const document = parseDocumentOf(source);
  if (document === undefined) {
    problems.push({ at: wholeSource(source), ...tooDeep });
    return undefined;
  }
  for (const { code, message, pos } of [...document.errors, ...document.warnings]) {
    const at = { source, start: pos[0], end: pos[1] };
    const help = adviceByCode[code];
    if (code === 'RESOURCE_EXHAUSTION') problems.push({ at, ...tooDeep });
    else if (code === 'MULTIPLE_DOCS')
      problems.push({
        at,
        message: 'invalid YAML: more than one document',
        help: `write one ${noun} a file`,
      });
    else problems.push({ at, message: `invalid YAML: ${message}`, ...(help !== undefined && { help }) });
  }
  if (document.errors.length + document.warnings.length > 0) return undefined;
  const { explicit, version } = document.directives?.yaml ?? {};
  if (explicit && version !== '1.2') {
    const start = source.text.indexOf('%YAML');
    problems.push({
      at: { source, start, end: start + `%YAML ${version}`.length },
      message: `invalid YAML: version ${version}, in which numbers and words mean something else`,
      help: 'remove the line, or write %YAML 1.2; in it 010 is 10, and yes and no are words',
    });
    return undefined;
  }
  const { contents } = document;
  if (contents === null || (isScalar(contents) && contents.source === '')) {
    const what = source.kind === 'file' ? `${noun}: the file` : 'value: the text';
    problems.push({ at: wholeSource(source), message: `missing ${what} is empty` });
    return undefined;
  }
  const build: TreeBuild = {
    source,
    targets: aliasTargets(document),
    problems,
    keepsText: kind.keepsText === true,
    left: mostValues,
  };
  const before = problems.length;
  try {
    const tree = buildTree(build, contents, 0);
    // What a refused value should have been is not known: a scenario without it would have problems of its own.
    return problems.length > before ? undefined : tree;
  } catch (error) {
    if (!(error instanceof TooLarge)) throw error;
    return refuse(
      build,
      wholeSource(source),
      `invalid YAML: more than ${mostValues} values or ${deepest} levels once aliases are replaced`,
      tooLargeHelp,
    );
  }
}

/** The document of a text; undefined where its values are nested so deeply that the library ends. */
function parseDocumentOf({ text }: Source): Document | undefined {
  try {
    // The library's own search for duplicate keys takes the square of their number; buildMap does it in one pass.
    return parseDocument(text, { schema: 'core', uniqueKeys: false, prettyErrors: false });
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** The node that each alias stands for, found in one pass: the library searches the document anew for each alias. */
function aliasTargets(document: Document): Map<Alias, Node> {
  const anchors = new Map<string, Node>();
  const targets = new Map<Alias, Node>();
  visit(document, {
    Node: (_, node) => {
      if (!isAlias(node)) {
        if (node.anchor !== undefined) anchors.set(node.anchor, node);
        return;
      }
      const target = anchors.get(node.source);
      if (target !== undefined) targets.set(node, target);
    },
  });
  return targets;
}

/**
 * The tree of a node; undefined, and a problem, when the node is no value. Throws TooLarge.
 *
 * @param key where its key stands; undefined for an item of a list
 */
function buildTree(build: TreeBuild, node: unknown, depth: number, key?: Origin): Tree | undefined {
  if (--build.left < 0 || depth > deepest) throw new TooLarge();
  if (isAlias(node)) {
    const target = build.targets.get(node);
    if (target === undefined) {
      const help = `give something before it the name: &${node.source}`;
      return refuse(build, origin(build, node), `unknown alias: ${node.source}`, help);
    }
    return buildTree(build, target, depth + 1, key);
  }
  const place = key && { key };
  if (isScalar(node)) return buildScalar(build, node, key);
  if (isMap(node)) return { ...buildMap(build, node, depth), ...place };
  if (!isSeq(node))
    return refuse(
      build,
      key ?? wholeSource(build.source),
      'invalid value: it is nothing that a file can hold',
      valueAdvice,
    );
  const items = node.items.map(item => buildTree(build, item, depth + 1)).filter(item => item !== undefined);
  return { kind: 'list', at: origin(build, node), ...place, items } satisfies ListTree;
}

function buildScalar(build: TreeBuild, node: Scalar, key?: Origin): Tree | undefined {
  const { value } = node;
  const at = origin(build, node);
  const text = key === undefined && build.keepsText ? keyText(node) : undefined;
  if (text !== undefined) return { kind: 'scalar', at, value: text };
  if (typeof value === 'number' && !Number.isFinite(value)) {
    return refuse(build, at, `invalid number: ${node.source ?? value}`, 'write a finite number');
  }
  if (build.keepsText && typeof value === 'number' && manyDigits.test(node.source ?? '')) {
    return { kind: 'scalar', at, ...(key && { key }), value: node.source! };
  }
  if (
    value === null ||
    typeof value === 'string' ||
    typeof value === 'number' ||
    typeof value === 'boolean'
  ) {
    return { kind: 'scalar', at, ...(key && { key }), value };
  }
  return refuse(build, at, `invalid value: ${String(value)}`, valueAdvice);
}

function buildMap(build: TreeBuild, node: YAMLMap, depth: number): MapTree {
  const entries = new Map<string, Tree>();
  for (const { key, value } of node.items) {
    const name = isScalar(key) ? keyText(key) : undefined;
    if (!isScalar(key) || name === undefined) {
      const help = 'put a name that has brackets or braces in quotes';
      refuse(build, origin(build, node), 'invalid key: only words and numbers can be keys', help);
      continue;
    }
    const at = origin(build, key);
    if (!build.keepsText && reservedNames.includes(name))
      refuse(build, at, `invalid key: ${name} is reserved`, 'choose another name');
    else if (entries.has(name)) refuse(build, at, `duplicate key: ${name}`, 'keep one of the two');
    else {
      const nothing: Tree = { kind: 'scalar', at, key: at, value: null };
      const tree = value === null ? nothing : buildTree(build, value, depth + 1, at);
      if (tree !== undefined) entries.set(name, tree);
    }
  }
  return { kind: 'map', at: origin(build, node), entries };
}

/** A name as it is written, whatever number or word of YAML it looks like; undefined for no text at all. */
function keyText({ value, source = '' }: Scalar): string | undefined {
  return typeof value === 'string' ? value : source || undefined;
}

function origin({ source }: TreeBuild, node: Node): Origin {
  return { source, start: node.range?.[0] ?? 0, end: node.range?.[1] ?? 0 };
}

/** Adds a problem; undefined, for callers to return. */
function refuse({ problems }: TreeBuild, at: Origin, message: string, help?: string): undefined {
  problems.push({ at, message, ...(help !== undefined && { help }) });
}
