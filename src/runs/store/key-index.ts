/**
 * A map from keys to numbers in typed arrays: 16 bytes a slot, a quarter to a half of the slots full. A study may have
 * millions of runs, whose keys as strings would take several times as much memory.
 */
export interface KeyIndex {
  readonly size: number;
  /** The number of a key, or undefined. */
  get(key: string): number | undefined;
  /** Sets the number of a key: any but NaN, which marks free slots. */
  set(key: string, value: number): void;
}

/**
 * An empty index by open addressing with linear probing. Keys are digests, of which the first 16 hexadecimal digits
 * are kept: among a million runs two are taken for one another with a probability of 3e-8 (1e12 pairs / 2 over 2^64).
 */
export function createKeyIndex(): KeyIndex {
  let slots = 1_024;
  let keys = new Uint32Array(2 * slots);
  let values = new Float64Array(slots).fill(Number.NaN);
  let size = 0;

  /** The slot that holds a key, or the free one that it would get; a key is two words of 32 bits. */
  const slotOf = (high: number, low: number): number => {
    // Digests are spread evenly: their low bits are as good as any hash of them.
    let slot = low & (slots - 1);
    while (!Number.isNaN(values[slot]) && (keys[2 * slot] !== high || keys[2 * slot + 1] !== low)) {
      slot = (slot + 1) & (slots - 1);
    }
    return slot;
  };
  const put = (high: number, low: number, value: number): void => {
    const slot = slotOf(high, low);
    if (Number.isNaN(values[slot])) size++;
    keys[2 * slot] = high;
    keys[2 * slot + 1] = low;
    values[slot] = value;
  };
  const grow = (): void => {
    const [oldKeys, oldValues] = [keys, values];
    slots *= 2;
    size = 0;
    keys = new Uint32Array(2 * slots);
    values = new Float64Array(slots).fill(Number.NaN);
    for (const [slot, value] of oldValues.entries()) {
      if (!Number.isNaN(value)) put(oldKeys[2 * slot]!, oldKeys[2 * slot + 1]!, value);
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
      const value = values[slotOf(...words(key))];
      return Number.isNaN(value) ? undefined : value;
    },
    set(key, value) {
      if (2 * (size + 1) > slots) grow();
      put(...words(key), value);
    },
  };
}
