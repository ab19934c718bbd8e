import type { Loss } from '../../../sim/measures/slash-losses.ts';
import type { BeforeAndAfter, SlashDocument } from './slash-document.ts';

/**
 * A slash of several operators by one set at once, each by the same part of its allocation: sums over
 * {@link SlashDocument}. No operator's slash reaches another's delegators, so that sums are all there is to it.
 */
export interface SlashOfManyDocument
  extends Pick<
    SlashDocument,
    'scenario' | 'seed' | 'day' | 'block' | 'operatorSet' | 'fraction' | 'slashed' | 'usd'
  > {
  /** Those that are slashed, as the ledger numbers them. */
  readonly operators: readonly {
    readonly operator: string;
    readonly usd: number;
    /** Part of every delegator's stake that is lost, by strategy. */
    readonly lostFraction: Readonly<Record<string, number>>;
  }[];
  readonly losses: readonly {
    /** Cohort of restakers; null for the operators' own stake. */
    readonly who: string | null;
    readonly state: 'staked' | 'queued';
    readonly accounts: number;
    readonly strategies: Readonly<Record<string, Loss>>;
    readonly usd: Loss;
  }[];
  /** What each set can slash of the operators that are slashed. */
  readonly sets: readonly Omit<SlashDocument['sets'][number], 'proportion'>[];
}

/** The documents of slashes of several operators by one set, at least one, as one. */
export function slashOfMany(documents: readonly SlashDocument[]): SlashOfManyDocument {
  const { scenario, seed, day, block, operatorSet, fraction, slashed } = documents[0]!;
  const losses = documents.flatMap(document =>
    document.losses.map(loss => ({ ...loss, who: loss.who === document.operator ? null : loss.who })),
  );
  return {
    scenario,
    seed,
    day,
    block,
    operatorSet,
    fraction,
    slashed,
    usd: documents.reduce((sum, { usd }) => sum + usd, 0),
    operators: documents.map(({ operator, usd, strategies }) => ({
      operator,
      usd,
      lostFraction: Object.fromEntries(strategies.map(one => [one.strategy, one.lostFraction])),
    })),
    losses: grouped(losses, ({ who, state }) => JSON.stringify([who, state])).map(same => ({
      who: same[0]!.who,
      state: same[0]!.state,
      accounts: same.reduce((sum, { accounts }) => sum + accounts, 0),
      strategies: Object.fromEntries(
        Object.keys(same[0]!.strategies).map(name => [name, sumOf(same.map(one => one.strategies[name]!))]),
      ),
      usd: sumOf(same.map(({ usd }) => usd)),
    })),
    sets: grouped(
      documents.flatMap(({ sets }) => sets),
      one => JSON.stringify([one.operatorSet, one.strategy]),
    ).map(same => ({
      operatorSet: same[0]!.operatorSet,
      strategy: same[0]!.strategy,
      slashable: change(same.map(({ slashable }) => slashable)),
      slashableUsd: change(same.map(({ slashableUsd }) => slashableUsd)),
    })),
  };
}

/** Things in groups of one key, in the order of their first. */
function grouped<T>(things: readonly T[], keyOf: (thing: T) => string): T[][] {
  const groups = new Map<string, T[]>();
  for (const thing of things) {
    const key = keyOf(thing);
    groups.set(key, [...(groups.get(key) ?? []), thing]);
  }
  return [...groups.values()];
}

function sumOf(losses: readonly Loss[]): Loss {
  return losses.reduce((sum, { before, lost }) => ({ before: sum.before + before, lost: sum.lost + lost }), {
    before: 0,
    lost: 0,
  });
}

function change(changes: readonly BeforeAndAfter[]): BeforeAndAfter {
  return changes.reduce(
    (sum, { before, after }) => ({ before: sum.before + before, after: sum.after + after }),
    { before: 0, after: 0 },
  );
}
