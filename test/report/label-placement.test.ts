import { describe, expect, it } from 'vitest';
import { type PlacedLabel, placeLabels } from '../../src/report/charts/label-placement.ts';
import { textWidth } from '../../src/report/charts/lines.ts';

const size = { width: 400, height: 300 };

function boxOf({ align, x, y }: PlacedLabel, text: string) {
  const width = textWidth(text);
  const left = align === 'left' ? x : align === 'right' ? x - width : x - width / 2;
  return { left, right: left + width, top: y - 8, bottom: y + 8 };
}

describe('labels of points', () => {
  const spots = [
    { x: 4, y: 4 },
    { x: 396, y: 150 },
    { x: 200, y: 150 },
    { x: 214, y: 150 },
    { x: 207, y: 158 },
    { x: 200, y: 296 },
    { x: 396, y: 296 },
  ];
  const named = spots.map((spot, i) => ({ ...spot, text: `one of choice ${i}` }));
  const boxes = placeLabels(named, spots, [], size).map((place, i) => boxOf(place, named[i]!.text));

  it('stay within the plot, also those of points at its edges', () => {
    for (const { left, right, top, bottom } of boxes) {
      expect(left).toBeGreaterThanOrEqual(0);
      expect(right).toBeLessThanOrEqual(size.width);
      expect(top).toBeGreaterThanOrEqual(0);
      expect(bottom).toBeLessThanOrEqual(size.height);
    }
  });

  it('cover no point and no other label', () => {
    for (const [i, box] of boxes.entries()) {
      for (const { x, y } of spots)
        expect(x > box.left && x < box.right && y > box.top && y < box.bottom).toBe(false);
      for (const other of boxes.slice(i + 1))
        expect(
          box.left < other.right &&
            other.left < box.right &&
            box.top < other.bottom &&
            other.top < box.bottom,
        ).toBe(false);
    }
  });

  it('stand to the right where that is free', () => {
    expect(placeLabels([{ x: 50, y: 60, text: 'free' }], [{ x: 50, y: 60 }], [], size)[0]?.align).toBe(
      'left',
    );
  });
});
