import { lab, rgb } from 'd3';
import { describe, expect, it } from 'vitest';
import {
  dark,
  declarations,
  light,
  type Palette,
  type Role,
  setColours,
  setRole,
} from '../../src/report/theme.ts';

const linear = (value: number) => {
  const part = value / 255;
  return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
};
const display = (part: number) =>
  255 * (part <= 0.0031308 ? 12.92 * part : 1.055 * Math.max(part, 0) ** (1 / 2.4) - 0.055);
const channels = (colour: string) => {
  const { r, g, b } = rgb(colour);
  return [linear(r), linear(g), linear(b)] as const;
};
const luminance = (colour: string) => {
  const [r, g, b] = channels(colour);
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};
const contrast = (a: string, b: string) => {
  const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (high! + 0.05) / (low! + 0.05);
};

/** Dichromacy at full severity in linear RGB: Machado, Oliveira and Fernandes, IEEE TVCG 15(6), 2009, table 1. */
const sights = {
  normal: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

const seen = (colour: string, sight: readonly (readonly number[])[]) => {
  const source = channels(colour);
  const [r, g, b] = sight.map(row => display(row.reduce((sum, weight, i) => sum + weight * source[i]!, 0)));
  return lab(rgb(r!, g!, b!));
};

const distance = (a: ReturnType<typeof lab>, b: ReturnType<typeof lab>) =>
  Math.hypot(a.l - b.l, a.a - b.a, a.b - b.b);

const sets = Array.from({ length: setColours }, (_, i) => setRole(i));

describe.each([
  ['light', light],
  ['dark', dark],
] as const)('the %s palette', (_, palette: Palette) => {
  it('writes every text with a contrast of at least 4.5', () => {
    const texts: Role[] = ['ink', 'muted', 'restakers', 'operators', 'avs', 'stuck', 'attack', ...sets];
    for (const role of texts)
      expect([role, contrast(palette[role]!, palette.paper) >= 4.5]).toEqual([role, true]);
  });

  it.each(Object.entries(sights))(
    'tells kinds of agents and the first five sets apart under %s',
    (_, sight) => {
      const shown: Role[] = ['restakers', 'operators', 'avs', ...sets.slice(0, 5)];
      const close = shown.flatMap((a, i) =>
        shown
          .slice(0, i)
          .filter(b => distance(seen(palette[a]!, sight), seen(palette[b]!, sight)) < 10)
          .map(b => `${a} and ${b}`),
      );
      expect(close).toEqual([]);
    },
  );

  it('is declared as a variable for every role', () => {
    const css = declarations(palette);
    for (const role of sets) expect(css).toContain(`--${role}:${palette[role]}`);
  });
});
