/**
 * The fewest insertions, deletions, substitutions and swaps of neighbours that turn one text into another, where no part
 * is changed twice: optimal string alignment, the restricted distance of Damerau and Levenshtein. A swap is one edit,
 * for it is the most common slip: by Levenshtein's distance, where it is two, `slahs` is too far from `slash`.
 */
export function editDistance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      row[j] = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        row[j] = Math.min(row[j]!, beforeLast[j - 2]! + 1);
      }
    }
    beforeLast = last;
    last = row;
  }
  return last[b.length]!;
}

/**
 * The known name that is nearest to a misspelled one, whatever the case of letters. A name that begins with the given one
 * is as near as one edit.
 *
 * @returns undefined when more than a third of the longer name differs, at least one letter, for all known names
 */
export function nearestName(name: string, known: readonly string[]): string | undefined {
  if (name.length > 100) return undefined;
  const wanted = name.toLowerCase();
  let best: string | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const candidate of known) {
    const other = candidate.toLowerCase();
    const limit = Math.max(1, Math.floor(Math.max(wanted.length, other.length) / 3));
    const distance = other.startsWith(wanted) && wanted.length >= 3 ? 1 : editDistance(wanted, other);
    if (distance <= limit && distance < least) {
      best = candidate;
      least = distance;
    }
  }
  return best;
}

/** Help for an unknown name: the nearest known one, or the list of all when there are at most 24; undefined otherwise. */
export function didYouMean(name: string, known: readonly string[]): string | undefined {
  const near = nearestName(name, known);
  if (near !== undefined) return `did you mean \`${near}\`?`;
  const names = [...new Set(known)];
  if (names.length === 0 || names.length > 24) return undefined;
  return `known here: ${names.map(key => `\`${key}\``).join(', ')}`;
}
