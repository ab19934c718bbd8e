import { exp, log } from './math.ts';
import type { Stream } from './streams.ts';

/** Layers of equal area under a decreasing density: their right edges, and the density at each edge. */
interface ZigguratLayers {
  readonly edge: Float64Array;
  readonly height: Float64Array;
}

/** Number of layers. */
const count = 256;
/** Start of the tail and area of a layer, for the exponential and the half-normal density. */
const exponentialTail = 7.69711747013105;
const exponentialArea = 0.003949659822581572;
const normalTail = 3.654152885361009;
const normalArea = 0.00492867323399;

const exponentialLayers = layers(
  exponentialTail,
  exponentialArea,
  x => exp(-x),
  y => -log(y),
);
const normalLayers = layers(
  normalTail,
  normalArea,
  x => exp(-0.5 * x * x),
  y => Math.sqrt(-2 * log(y)),
);

/**
 * Exponential draw of mean 1, by the ziggurat method (Marsaglia and Tsang, J. Stat. Software 5(8), 2000): the top 8
 * bits of a draw choose the layer, the other 24 the place in the layer. In about 99 of 100 cases one draw of the
 * stream is enough; otherwise it takes more, so that streams do not advance in step.
 */
export function standardExponential(stream: Stream): number {
  const { edge, height } = exponentialLayers;
  for (let passed = 0; ; ) {
    const u = stream() * count;
    const layer = u | 0;
    const x = (u - layer) * edge[layer]!;
    if (x < edge[layer + 1]!) return passed + x;
    // An exponential distribution has no memory: beyond the tail's start it is the same exponential again.
    if (layer === 0) passed += exponentialTail;
    else if (within(height, layer, stream()) < exp(-x)) return passed + x;
  }
}

/** Normal draw of mean 0 and standard deviation 1, by the ziggurat method; one more bit of the draw is the sign. */
export function standardNormal(stream: Stream): number {
  const { edge, height } = normalLayers;
  for (;;) {
    const u = stream() * (2 * count);
    const bits = u | 0;
    const layer = bits >> 1;
    const sign = bits & 1 ? -1 : 1;
    const x = (u - bits) * edge[layer]!;
    if (x < edge[layer + 1]!) return sign * x;
    if (layer === 0) return sign * normalTailDraw(stream);
    if (within(height, layer, stream()) < exp(-0.5 * x * x)) return sign * x;
  }
}

/** Absolute value of a normal draw beyond the layers (G. Marsaglia, "Generating a variable from the tail", Technometrics 6, 1964). */
function normalTailDraw(stream: Stream): number {
  for (;;) {
    const x = standardExponential(stream) / normalTail;
    if (2 * standardExponential(stream) > x * x) return normalTail + x;
  }
}

/** Height at a uniform draw `u` between the bottom and the top of a layer. */
function within(height: Float64Array, layer: number, u: number): number {
  return height[layer]! + u * (height[layer + 1]! - height[layer]!);
}

/**
 * Layers of a density, from the outermost inwards.
 *
 * @param tail where the tail begins
 * @param area area of each layer
 * @param inverse inverse of the density
 */
function layers(
  tail: number,
  area: number,
  density: (x: number) => number,
  inverse: (y: number) => number,
): ZigguratLayers {
  const edge = new Float64Array(count + 1);
  // The lowest layer includes the tail: its edge is that of a rectangle of the same area.
  edge[0] = area / density(tail);
  edge[1] = tail;
  for (let i = 2; i < count; i++) edge[i] = inverse(area / edge[i - 1]! + density(edge[i - 1]!));
  return { edge, height: edge.map(density) };
}
