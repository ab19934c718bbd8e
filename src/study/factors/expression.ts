import jsep, { type Expression as Node } from 'jsep';
import { arithmetic, given, negated, type RoundedFigure, sumOf } from './rounded-figure.ts';

/** A name in an expression; `of` is the function around it where the lookup is asked for one, as in `difference(inference.gpu.cost)`. */
export interface NameReference {
  readonly of: string | null;
  readonly name: string;
}

/** The value of a name; null when it has none. */
export type NameLookup = (reference: NameReference) => number | null;

/** A formula over names: a number, or a condition that holds or not. */
export interface Expression {
  readonly text: string;
  readonly kind: 'number' | 'condition';
  /** Every name in it, in order of appearance. */
  readonly references: readonly NameReference[];
  /** Its value, a condition's as 1 or 0; null when a name that counts has none or the result is not finite. */
  evaluate(lookup: NameLookup): number | null;
}

/** Most characters of a formula: more are no formula that a person wrote, and take the square of their number in time. */
const longest = 2_000;

/** Most characters of a formula that a message quotes. */
const quoted = 200;

type Evaluate = (lookup: NameLookup) => RoundedFigure;

/** A node of the syntax tree as a function. */
interface CompiledNode {
  readonly kind: 'number' | 'condition';
  readonly evaluate: Evaluate;
}

/** Comparisons by the sign of a less b: 0 where the two are equal as decimals. */
const comparison: Readonly<Record<string, (sign: number) => boolean>> = {
  '<': sign => sign < 0,
  '<=': sign => sign <= 0,
  '>': sign => sign > 0,
  '>=': sign => sign >= 0,
  '==': sign => sign === 0,
  '!=': sign => sign !== 0,
};

const logic: Readonly<Record<string, (a: number, b: number) => number>> = {
  '&&': Math.min,
  '||': Math.max,
};

const functions: Readonly<Record<string, (...values: number[]) => number>> = {
  min: Math.min,
  max: Math.max,
  abs: Math.abs,
};

/**
 * Reads a formula: numbers (`0.5` or `50%`), names (dots allowed; in quotes when they have other signs), `+ - * /`,
 * `min`, `max`, `abs`, comparisons, `&&` and `||`. Throws on anything else, and says what.
 *
 * @param applied functions of one name that the lookup is asked for, such as `difference`
 */
export function parseExpression(text: string, applied: readonly string[] = []): Expression {
  if (text.trim() === '') throw invalid(text, 'it is empty');
  if (text.length > longest) throw invalid(text, `it has ${text.length} characters, more than ${longest}`);
  let node: Node;
  try {
    node = jsep(text.replace(/(\d+(?:\.\d+)?)%(?!\s*[\w(.'"])/g, '$1e-2'));
  } catch (error) {
    throw invalid(text, error instanceof Error ? error.message : String(error));
  }
  const references: NameReference[] = [];
  const { kind, evaluate } = compile(node, { text, applied, references });
  return {
    text,
    kind,
    references,
    evaluate: lookup => {
      const { value } = evaluate(lookup);
      return Number.isNaN(value) ? null : value;
    },
  };
}

/** What is known while an expression is compiled. */
interface ExpressionContext {
  readonly text: string;
  /** Functions of one name that the lookup is asked for. */
  readonly applied: readonly string[];
  /** Names found so far; compiling adds to it. */
  readonly references: NameReference[];
}

function compile(node: Node, context: ExpressionContext): CompiledNode {
  const name = nameOf(node);
  if (name !== undefined) return refer({ of: null, name }, context);
  switch (node.type) {
    case 'Literal': {
      const { value } = node;
      if (typeof value !== 'number') break;
      if (!Number.isFinite(value)) throw invalid(context.text, 'it has a number without end');
      return { kind: 'number', evaluate: () => given(value) };
    }
    case 'UnaryExpression':
      return unary(String(node.operator), compile(node.argument as Node, context), context);
    case 'BinaryExpression':
      return binary(
        String(node.operator),
        compile(node.left as Node, context),
        compile(node.right as Node, context),
        context,
      );
    case 'CallExpression':
      return call(node, context);
    case 'Compound':
      throw invalid(context.text, 'more than one formula; put a name that has spaces in quotes');
  }
  throw invalid(context.text, 'it has something other than numbers, names and operators');
}

/** A name: an identifier, identifiers joined by dots, or a text in quotes. */
function nameOf(node: Node): string | undefined {
  if (node.type === 'Identifier') return String(node.name);
  if (node.type === 'Literal') return typeof node.value === 'string' ? node.value : undefined;
  if (node.type !== 'MemberExpression' || node.computed === true) return undefined;
  const object = nameOf(node.object as Node);
  return object === undefined ? undefined : `${object}.${nameOf(node.property as Node)}`;
}

function refer(reference: NameReference, { references }: ExpressionContext): CompiledNode {
  references.push(reference);
  return { kind: 'number', evaluate: lookup => given(lookup(reference) ?? Number.NaN) };
}

function unary(operator: string, argument: CompiledNode, context: ExpressionContext): CompiledNode {
  const { kind, evaluate } = argument;
  if (operator === '!' && kind === 'condition') {
    return { kind, evaluate: lookup => given(1 - evaluate(lookup).value) };
  }
  if (kind === 'number' && operator === '-') return { kind, evaluate: lookup => negated(evaluate(lookup)) };
  if (kind === 'number' && operator === '+') return argument;
  throw invalid(context.text, `${operator} does not apply`);
}

function binary(
  operator: string,
  left: CompiledNode,
  right: CompiledNode,
  { text }: ExpressionContext,
): CompiledNode {
  const both = (operation: (a: RoundedFigure, b: RoundedFigure) => RoundedFigure): Evaluate => {
    return lookup => operation(left.evaluate(lookup), right.evaluate(lookup));
  };
  const kinds = new Set([left.kind, right.kind]);
  const compute = arithmetic[operator];
  const compare = comparison[operator];
  const join = logic[operator];
  if (join !== undefined) {
    if (kinds.has('number')) throw invalid(text, `${operator} joins conditions, such as a > 1`);
    return { kind: 'condition', evaluate: both((a, b) => given(join(a.value, b.value))) };
  }
  if (compute === undefined && compare === undefined) throw invalid(text, `unknown operator: ${operator}`);
  if (kinds.has('condition')) throw invalid(text, `${operator} takes numbers, not conditions`);
  if (compute !== undefined) return { kind: 'number', evaluate: both(compute) };
  return {
    kind: 'condition',
    evaluate: both((a, b) => {
      const { value: difference } = sumOf(a, negated(b));
      return given(Number.isNaN(difference) ? difference : Number(compare!(difference)));
    }),
  };
}

function call(node: Node, context: ExpressionContext): CompiledNode {
  const called = nameOf(node.callee as Node) ?? '';
  const nodes = node.arguments as Node[];
  if (context.applied.includes(called)) {
    const name = nodes.length === 1 ? nameOf(nodes[0]!) : undefined;
    if (name === undefined) throw invalid(context.text, `${called} takes one name`);
    return refer({ of: called, name }, context);
  }
  const compute = Object.hasOwn(functions, called) ? functions[called] : undefined;
  if (compute === undefined) {
    const known = [...Object.keys(functions), ...context.applied].join(', ');
    throw invalid(context.text, `unknown function: ${called}; known: ${known}`);
  }
  const values = nodes.map(argument => compile(argument, context));
  if (values.length === 0 || values.some(({ kind }) => kind === 'condition')) {
    throw invalid(context.text, `${called} takes numbers`);
  }
  return {
    kind: 'number',
    evaluate: lookup => {
      const figures = values.map(({ evaluate }) => evaluate(lookup));
      return {
        value: compute(...figures.map(({ value }) => value)),
        size: Math.max(...figures.map(({ size }) => size)),
      };
    },
  };
}

function invalid(text: string, why: string): Error {
  const shown = text.length > quoted ? `${text.slice(0, quoted)}...` : text;
  return new Error(`invalid expression: ${shown} (${why})`);
}
