import { textWidth } from './lines.ts';

/** A place in a plot, in pixels from its upper left. */
export interface PixelSpot {
  readonly x: number;
  readonly y: number;
}

/**
 * Where a label stands: its middle height, and the end, middle or start of its line. `x` is that of the side that
 * `align` names.
 */
export interface PlacedLabel extends PixelSpot {
  readonly align: 'left' | 'center' | 'right';
}

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Half the height of a line of text, and the distance of a label from its point, in pixels. */
const half = 8;
const away = 10;

/**
 * Places for labels beside their points, such that they cover no point, no other label and not the edge of the plot
 * where there is such a place: to the right, the left, above or below, then farther up and down. What lies beneath
 * (lines, intervals) is avoided where that is free. Labels are placed in the order given; a point in place of a label's
 * box has a radius of 6 pixels.
 */
export function placeLabels(
  labels: readonly (PixelSpot & { readonly text: string })[],
  points: readonly PixelSpot[],
  beneath: readonly PixelSpot[],
  size: { readonly width: number; readonly height: number },
): readonly PlacedLabel[] {
  const taken: Box[] = [];
  return labels.map(label => {
    const width = textWidth(label.text);
    const costOf = (place: PlacedLabel) => {
      const box = boxOf(place, width);
      const covered = points.filter(point => isWithin(point, box, 6)).length;
      const crossed = taken.filter(other => overlap(box, other)).length;
      const out =
        Math.max(0, -box.left) +
        Math.max(0, box.right - size.width) +
        Math.max(0, -box.top) +
        Math.max(0, box.bottom - size.height);
      const lines = beneath.filter(spot => isWithin(spot, box, 1)).length;
      return 1_000 * (covered + crossed) + 100 * out + lines;
    };
    // The order of the candidates decides between equally good ones; it costs less than any label or point in the
    // way.
    const [best] = placesOf(label)
      .map((place, order) => ({ place, cost: costOf(place) + order }))
      .sort((a, b) => a.cost - b.cost);
    taken.push(boxOf(best!.place, width));
    return best!.place;
  });
}

/** Candidates in order of how well they read. Distances in pixels: a line of text is 16 high. */
function placesOf({ x, y }: PixelSpot): readonly PlacedLabel[] {
  const beside = (down: number): PlacedLabel[] => [
    { align: 'left', x: x + away, y: y + down },
    { align: 'right', x: x - away, y: y + down },
  ];
  const over = (down: number): PlacedLabel => ({ align: 'center', x, y: y + down });
  return [
    ...beside(0),
    over(-16),
    over(16),
    ...[-11, 11].flatMap(beside),
    ...[-20, 20].flatMap(beside),
    over(-30),
    over(30),
    ...[-36, 36].flatMap(beside),
  ];
}

function boxOf({ align, x, y }: PlacedLabel, width: number): Box {
  const left = align === 'left' ? x : align === 'right' ? x - width : x - width / 2;
  return { left, right: left + width, top: y - half, bottom: y + half };
}

const isWithin = ({ x, y }: PixelSpot, { left, right, top, bottom }: Box, radius: number) =>
  x > left - radius && x < right + radius && y > top - radius && y < bottom + radius;

const overlap = (a: Box, b: Box) =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

/**
 * Spots every few pixels along a line, its ends among them. At most 6 pixels apart; at least the two ends, which may
 * be the same spot.
 */
export function along(from: PixelSpot, to: PixelSpot): readonly PixelSpot[] {
  const steps = Math.max(1, Math.ceil(Math.hypot(to.x - from.x, to.y - from.y) / 6));
  return Array.from({ length: steps + 1 }, (_, i) => ({
    x: from.x + ((to.x - from.x) * i) / steps,
    y: from.y + ((to.y - from.y) * i) / steps,
  }));
}
