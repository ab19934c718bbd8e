/**
 * Draw in [0, 1) that is a pure function of its arguments.
 *
 * @param entity number of the entity, taken modulo 2^32
 * @param counter number of the entity's draw, taken modulo 2^32
 */
export type HashedDraw = (entity: number, counter: number) => number;

/**
 * Draws of 53 bits from the Threefry-2x32 block function of 13 rounds, under a key of two 32-bit words
 * (Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC 2011). The block is a
 * bijection of (entity, counter), so that no two draws under a key come from the same 64 bits, and the only state of
 * an entity is its counter.
 *
 * @param key0 first word of the key
 * @param key1 second word of the key
 */
export function threefry(key0: number, key1: number): HashedDraw {
  const a = key0 | 0;
  const b = key1 | 0;
  const c = a ^ b ^ 0x1bd11bda;
  return (entity, counter) => {
    let x = (entity + a) | 0;
    let y = (counter + b) | 0;
    x = (x + y) | 0;
    y = ((y << 13) | (y >>> 19)) ^ x;
    x = (x + y) | 0;
    y = ((y << 15) | (y >>> 17)) ^ x;
    x = (x + y) | 0;
    y = ((y << 26) | (y >>> 6)) ^ x;
    x = (x + y) | 0;
    y = ((y << 6) | (y >>> 26)) ^ x;
    x = (x + b) | 0;
    y = (y + c + 1) | 0;
    x = (x + y) | 0;
    y = ((y << 17) | (y >>> 15)) ^ x;
    x = (x + y) | 0;
    y = ((y << 29) | (y >>> 3)) ^ x;
    x = (x + y) | 0;
    y = ((y << 16) | (y >>> 16)) ^ x;
    x = (x + y) | 0;
    y = ((y << 24) | (y >>> 8)) ^ x;
    x = (x + c) | 0;
    y = (y + a + 2) | 0;
    x = (x + y) | 0;
    y = ((y << 13) | (y >>> 19)) ^ x;
    x = (x + y) | 0;
    y = ((y << 15) | (y >>> 17)) ^ x;
    x = (x + y) | 0;
    y = ((y << 26) | (y >>> 6)) ^ x;
    x = (x + y) | 0;
    y = ((y << 6) | (y >>> 26)) ^ x;
    x = (x + a) | 0;
    y = (y + b + 3) | 0;
    x = (x + y) | 0;
    y = ((y << 17) | (y >>> 15)) ^ x;
    return ((x >>> 5) * 67108864 + (y >>> 6)) * 1.1102230246251565e-16;
  };
}
