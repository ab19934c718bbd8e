import { type InputProblem, type Reading, type Source, sortProblems } from '../../input/problem.ts';
import { readSource } from '../../input/read-source.ts';
import { type PortfolioWeights, readPortfolio } from '../../study/risk/select-choices.ts';

/** Largest file of portfolios: 1 MB. */
const largestBytes = 1_000_000;

const help = 'write name=weight,name=weight, with weights that add up to 1 (100%)';

/** A portfolio as written, and where it stands. */
interface WrittenPortfolio {
  readonly name: string;
  readonly text: string;
  readonly at: InputProblem['at'];
}

/**
 * The portfolios that the options of a command ask for, or what is wrong with them.
 *
 * @param texts values of `--portfolio`; each is its own name
 * @param file value of `--portfolios`: a file with a portfolio a line, as `name: a=0.5,b=0.5`; what follows # is a comment
 */
export function askedPortfolios(
  texts: readonly string[],
  file: string | undefined,
): Reading<PortfolioWeights[]> {
  const problems: InputProblem[] = [];
  const given = texts.map((text): WrittenPortfolio => {
    const source: Source = { kind: 'option', name: `--portfolio ${text}`, text };
    return { name: text, text, at: { source, start: 0, end: text.length } };
  });
  const source = file === undefined ? undefined : readSource(file, largestBytes, problems);
  const written = [...given, ...(source ? linesOf(source, problems) : [])];
  const names = new Set<string>();
  const portfolios = written.flatMap(({ name, text, at }) => {
    if (names.has(name))
      problems.push({ at, message: `duplicate portfolio: ${name}`, help: 'name each once' });
    names.add(name);
    try {
      return [readPortfolio(text, name)];
    } catch (error) {
      problems.push({ at, message: (error as Error).message, help });
      return [];
    }
  });
  return problems.length > 0
    ? { ok: false, problems: sortProblems(problems) }
    : { ok: true, value: portfolios };
}

/** The portfolios of a file, line by line. */
function linesOf(source: Source, problems: InputProblem[]): WrittenPortfolio[] {
  return [...source.text.matchAll(/[^\n]+/g)].flatMap(({ 0: line, index }) => {
    const said = line.replace(/#.*/, '').trim();
    const start = index + line.indexOf(said);
    const at = { source, start, end: start + said.length };
    if (said === '') return [];
    const colon = said.indexOf(':');
    if (colon > 0) return [{ name: said.slice(0, colon).trim(), text: said.slice(colon + 1).trim(), at }];
    problems.push({ at, message: `invalid portfolio: ${said}`, help: 'write name: a=0.5,b=0.5' });
    return [];
  });
}
