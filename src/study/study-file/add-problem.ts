import type { InputProblem } from '../../input/problem.ts';
import { type KeyPath, locate, type MapTree } from '../../input/tree.ts';

/** Adds a problem at a path of the study file. */
export type AddProblem = (path: KeyPath, message: string, help?: string) => void;

/** Adds a problem where the path is known already. */
export type AddProblemHere = (message: string, help?: string) => void;

/** A function that adds problems to a list, located in a study file. */
export function problemAdder(tree: MapTree, problems: InputProblem[]): AddProblem {
  return (path, message, help) => {
    problems.push({ at: locate(tree, path), message, ...(help !== undefined && { help }) });
  };
}
