/** What one place for accounts exposes them to: a set that its operator serves. */
export interface Exposure {
  readonly set: number;
  readonly avs: number;
  /** Part of the operator's stake that the set can slash. */
  readonly fraction: number;
  /** Variance of the yearly loss of one unit of allocation to the set. */
  readonly variance: number;
}

/** What a curator may do with its accounts, which are all alike, and what it wants. Places are operators and outside. */
export interface Mandate {
  readonly accounts: number;
  /** Whether accounts may be put into a place; from any place they may leave. */
  readonly open: (place: number) => boolean;
  /** Yearly return of a place that holds this many accounts, less what it takes off for loss and tail. */
  readonly yieldOf: (place: number, held: number) => number;
  /** Sets behind each place, `[place]`. */
  readonly exposures: readonly (readonly Exposure[])[];
  readonly riskAversion: number;
  /** Correlation of the losses of two operators in one set. */
  readonly correlation: number;
  /** Most accounts in each place, `[place]`, and most at operators that serve one AVS. */
  readonly most: readonly number[];
  readonly mostByAvs: number;
  /** Yearly return of an account below which it is not moved. */
  readonly inertia: number;
}

/** One account from one place to another. */
export interface Transfer {
  readonly from: number;
  readonly to: number;
}

/**
 * Mean-variance rebalancing in whole accounts: the best transfer of one account, again and again, first by how far it
 * brings the portfolio under its caps, then by how much it raises w'y(w) - A/2 w'Sw. Losses in one set are correlated
 * by c, losses in different sets not: S = c F'VF off the diagonal and F'VF on it, for exposures F and variances V.
 *
 * @param held accounts in each place; changed to what the transfers leave
 * @param free accounts that may be taken out of each place
 * @param budget most transfers
 */
export function rebalance(mandate: Mandate, held: Int32Array, free: Int32Array, budget: number): Transfer[] {
  const { accounts, open, exposures, riskAversion, correlation, most, mostByAvs } = mandate;
  const places = held.length;
  const left = Int32Array.from(free);
  const avssOf = exposures.map(sets => [...new Set(sets.map(({ avs }) => avs))]);
  const own = exposures.map(sets =>
    sets.reduce((sum, { fraction, variance }) => sum + fraction * fraction * variance, 0),
  );
  const largest = own.reduce((a, b) => Math.max(a, b), 0);
  const byAvs: number[] = [];
  const bySet: number[] = [];
  const count = (place: number, by: number): void => {
    held[place]! += by;
    for (const avs of avssOf[place]!) byAvs[avs] = (byAvs[avs] ?? 0) + by;
    for (const { set, fraction } of exposures[place]!)
      bySet[set] = (bySet[set] ?? 0) + (by * fraction) / accounts;
  };
  for (let place = 0; place < places; place++) count(place, 0);
  Int32Array.from(held).forEach((there, place) => {
    held[place] = 0;
    count(place, there);
  });

  /** By how much the accounts above caps change: below 0 is better. */
  const excess = (from: number, to: number): number => {
    let change = (held[to]! >= most[to]! ? 1 : 0) - (held[from]! > most[from]! ? 1 : 0);
    for (const avs of avssOf[to]!) if (!avssOf[from]!.includes(avs) && byAvs[avs]! >= mostByAvs) change++;
    for (const avs of avssOf[from]!) if (!avssOf[to]!.includes(avs) && byAvs[avs]! > mostByAvs) change--;
    return change;
  };
  const worth = (place: number, there: number): number => (there * mandate.yieldOf(place, there)) / accounts;
  /** What one account more (by 1) or less (by -1) in a place is worth, all else as it is. */
  const gainOf = (place: number, by: number): number => {
    let slope = (1 - correlation) * own[place]! * (held[place]! / accounts);
    for (const { set, fraction, variance } of exposures[place]!)
      slope += correlation * fraction * variance * bySet[set]!;
    const risk = (2 * by * slope) / accounts + own[place]! / (accounts * accounts);
    return worth(place, held[place]! + by) - worth(place, held[place]!) - (riskAversion / 2) * risk;
  };
  const shared = (a: number, b: number): number =>
    exposures[a]!.reduce((sum, { set, fraction, variance }) => {
      const other = exposures[b]!.find(exposure => exposure.set === set);
      return sum + (other ? correlation * fraction * other.fraction * variance : 0);
    }, 0);
  const perPair = riskAversion / (accounts * accounts);

  const best = (): (Transfer & { readonly change: number; readonly gain: number }) | undefined => {
    const over = held.some((there, place) => there > most[place]!) || byAvs.some(there => there > mostByAvs);
    const entering = Float64Array.from(held, (_, place) =>
      open(place) ? gainOf(place, 1) : Number.NEGATIVE_INFINITY,
    );
    let found: ReturnType<typeof best>;
    for (let from = 0; from < places; from++) {
      if (left[from] === 0) continue;
      const leaving = gainOf(from, -1);
      for (let to = 0; to < places; to++) {
        // Together they share less risk than one after the other: at most by all of the largest.
        const bound = entering[to]! + leaving + perPair * correlation * largest;
        if (to === from || (!over && bound <= (found?.gain ?? mandate.inertia / accounts))) continue;
        if (entering[to] === Number.NEGATIVE_INFINITY) continue;
        const change = excess(from, to);
        if (change > 0) continue;
        const gain = entering[to]! + leaving + perPair * shared(from, to);
        if (change === 0 && gain <= mandate.inertia / accounts) continue;
        if (found && (change > found.change || (change === found.change && gain <= found.gain))) continue;
        found = { from, to, change, gain };
      }
    }
    return found;
  };

  const transfers: Transfer[] = [];
  while (transfers.length < budget) {
    const next = best();
    if (next === undefined) break;
    const { from, to } = next;
    count(from, -1);
    count(to, 1);
    // What has moved once stays: it is on its way through the queue.
    left[from]!--;
    transfers.push({ from, to });
  }
  return transfers;
}
