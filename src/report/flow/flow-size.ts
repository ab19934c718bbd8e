/** Measures of a flow drawing in pixels. */
export interface FlowSize {
  readonly width: number;
  /** Least room beside the outer columns, for their names. */
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  /** Thickness of a node, and the gap to the next one of its column. */
  readonly node: number;
  readonly gap: number;
  /** Characters of a name that are shown. */
  readonly nameLength: number;
  /**
   * Whether amounts stand below names, and a set is named without its AVS, whose name its links lead to: the columns of
   * a phone are as wide as one word.
   */
  readonly isNarrow: boolean;
}

/** A drawing as wide as a page. */
export const pageSize: FlowSize = {
  width: 820,
  left: 118,
  right: 138,
  top: 40,
  bottom: 12,
  node: 11,
  gap: 15,
  nameLength: 14,
  isNarrow: false,
};

/** A drawing as wide as a phone, with letters as large as those around it. */
export const phoneSize: FlowSize = {
  width: 358,
  left: 62,
  right: 66,
  top: 42,
  bottom: 16,
  node: 9,
  gap: 30,
  nameLength: 9,
  isNarrow: true,
};
