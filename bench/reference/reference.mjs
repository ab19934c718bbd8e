// The programs that results are held against: C++ where g++ is installed, Python packages where they are.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import seedrandom from 'seedrandom';
import { exp, exponential } from '../../dist/sim/engine/index.js';

// Without fused multiply-add, so that sums come out as they do in JavaScript.
const flags = ['-O3', '-march=native', '-ffp-contract=off', '-std=c++17'];

/**
 * Compiles a C++ program of this folder with g++ and returns its path; the file goes when this process ends. Without
 * g++ it says so and returns undefined.
 *
 * @throws Error if g++ is there and refuses the program
 */
export function compiled(name) {
  const folder = mkdtempSync(join(tmpdir(), 'opset-reference-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, name);
  try {
    execFileSync('g++', [...flags, '-o', path, join(import.meta.dirname, `${name}.cpp`)]);
    return path;
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
    console.log(`C++ is left out: g++ is not installed, so bench/reference/${name}.cpp was not compiled.`);
    return undefined;
  }
}

/** State of the generator behind `streams(1).stream(purpose)`, as words that the C++ programs take. */
export function streamWords(purpose) {
  const { s0, s1, s2, c } = seedrandom
    .alea(JSON.stringify(['1', 'stream', purpose]), { state: true })
    .state();
  return [s0, s1, s2, c];
}

/**
 * Edges and densities of the layers by which the engine draws exponentials, as text for the C++ programs. The engine
 * keeps them to itself: a stream that chooses a layer and a place close to its left makes it tell each edge.
 */
export function exponentialLayers() {
  const place = 2 ** -20;
  const edges = Array.from({ length: 256 }, (_, layer) => {
    const draws = [(layer + place) / 256, 0];
    return exponential(() => draws.shift(), 1) / place;
  });
  edges.push(0);
  return [...edges, ...edges.map(edge => exp(-edge))].join(' ');
}

/** Python with a package, as the word to start it by; without it, a line says so and the result is undefined. */
export function pythonWith(module, name) {
  const python = process.env.PYTHON ?? 'python3';
  try {
    execFileSync(python, ['-c', `import ${module}`], { stdio: 'ignore' });
    return python;
  } catch {
    console.log(`${name} is left out: ${python} has no package ${module}.`);
    return undefined;
  }
}
