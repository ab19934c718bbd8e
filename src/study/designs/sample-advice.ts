import type { Study } from '../study.ts';

/**
 * A word on the size of a design whose points fill space evenly only where they are a power of two, by which they are not
 * balanced otherwise (A. B. Owen, "On dropping the first Sobol' point", 2020); undefined where there is none to say.
 */
export function sampleAdvice(design: Study['design']): string | undefined {
  const [key, size] =
    design.kind === 'sobol'
      ? ['points', design.points]
      : design.kind === 'saltelli'
        ? ['base', design.base]
        : ['', 1];
  const above = 2 ** Math.ceil(Math.log2(size));
  if (size === above) return undefined;
  return `note: a Sobol sequence is balanced at powers of two: ${key}: ${above / 2} or ${above}, not ${size}`;
}
