/** Where things are, by key: 24 bytes a key at most half full, for a study may have millions of runs. */
export interface KeyIndex {
  readonly size: number;
  /** The place of a key, or undefined. */
  get(key: string): number | undefined;
  /** Sets the place of a key: any number but NaN. */
  set(key: string, place: number): void;
}

/**
 * An empty index over keys that are digests, of which it keeps the first 16 hexadecimal digits: among a million runs
 * two are taken for one another with a probability of 3e-8, and whoever reads the run then sees its whole key.
 */
export function createKeyIndex(): KeyIndex {
  let slots = 1_024;
  let keys = new Uint32Array(2 * slots);
  let places = new Float64Array(slots).fill(Number.NaN);
  let size = 0;

  /** The slot of a key, or the free one that it would get. */
  const slotOf = (high: number, low: number): number => {
    let slot = low & (slots - 1);
    while (!Number.isNaN(places[slot]) && (keys[2 * slot] !== high || keys[2 * slot + 1] !== low)) {
      slot = (slot + 1) & (slots - 1);
    }
    return slot;
  };
  const put = (high: number, low: number, place: number): void => {
    const slot = slotOf(high, low);
    if (Number.isNaN(places[slot])) size++;
    keys[2 * slot] = high;
    keys[2 * slot + 1] = low;
    places[slot] = place;
  };
  const grow = (): void => {
    const [oldKeys, oldPlaces] = [keys, places];
    slots *= 2;
    size = 0;
    keys = new Uint32Array(2 * slots);
    places = new Float64Array(slots).fill(Number.NaN);
    for (const [slot, place] of oldPlaces.entries()) {
      if (!Number.isNaN(place)) put(oldKeys[2 * slot]!, oldKeys[2 * slot + 1]!, place);
    }
  };
  const words = (key: string): [number, number] => [
    Number.parseInt(key.slice(0, 8), 16),
    Number.parseInt(key.slice(8, 16), 16),
  ];

  return {
    get size() {
      return size;
    },
    get(key) {
      const place = places[slotOf(...words(key))];
      return Number.isNaN(place) ? undefined : place;
    },
    set(key, place) {
      if (2 * (size + 1) > slots) grow();
      put(...words(key), place);
    },
  };
}
