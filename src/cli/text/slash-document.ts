import type { OperatorId, SetId, StrategyId } from '../../../sim/ids.ts';
import type { ClassLoss, Loss } from '../../../sim/measures/slash-losses.ts';
import { type BeforeAfter, type SlashPreview, sharesToFloat } from '../../../sim/protocol/index.ts';
import { strategyUsd } from '../../../sim/state/stake.ts';
import type { State } from '../../../sim/state/state.ts';

/** A slash that is previewed. */
export interface PreviewedSlash {
  /** Simulated day at whose end it would happen. */
  readonly day: number;
  /** Id of the operator set. */
  readonly set: SetId;
  /** Id of the operator. */
  readonly operator: OperatorId;
  /** Part of the operator's allocation to the set that is taken, above 0 and at most 1. */
  readonly fraction: number;
}

/** A figure before the slash and after it. */
export interface BeforeAndAfter {
  readonly before: number;
  readonly after: number;
}

/**
 * A previewed slash with names instead of ids, shares and tokens in whole units, and values in USD; what ends with `Wei`
 * is in base units, exact.
 */
export interface SlashDocument {
  readonly scenario: string;
  readonly seed: number | string;
  readonly day: number;
  readonly block: number;
  readonly operatorSet: string;
  readonly operator: string;
  readonly fraction: number;
  readonly slashed: 'burn' | 'redistribute';
  readonly usd: number;
  readonly strategies: readonly {
    readonly strategy: string;
    readonly priceUsd: number;
    /** Magnitude taken of the operator's whole, 1. */
    readonly magnitude: number;
    readonly maxMagnitude: BeforeAndAfter;
    /** Part of every delegator's stake that is lost. */
    readonly lostFraction: number;
    readonly shares: number;
    readonly sharesWei: string;
    readonly tokensWei: string;
    readonly usd: number;
  }[];
  readonly losses: readonly {
    /** Cohort of restakers, or the operator. */
    readonly who: string;
    readonly state: 'staked' | 'queued';
    readonly accounts: number;
    readonly strategies: Readonly<Record<string, Loss>>;
    readonly usd: Loss;
  }[];
  readonly sets: readonly {
    readonly operatorSet: string;
    readonly strategy: string;
    readonly slashable: BeforeAndAfter;
    readonly slashableUsd: BeforeAndAfter;
    /** Part of the operator's stake that the set can slash. */
    readonly proportion: BeforeAndAfter;
  }[];
}

/**
 * The document of a previewed slash. Sets that share the operator's stake are in it too: a slash lowers what they can
 * reach.
 *
 * @param preview what the ledger says it would take, by strategy
 * @param losses of each class of accounts
 */
export function slashDocument(
  state: State,
  { day, set, operator, fraction }: PreviewedSlash,
  preview: readonly SlashPreview[],
  losses: readonly ClassLoss[],
): SlashDocument {
  const { world, ledger, operators } = state;
  const nameOf = (strategy: StrategyId): string => world.scenario.strategies[strategy]!;
  const pathOf = (id: number): string => `${world.sets[id]!.avsName}.${world.sets[id]!.name}`;
  const strategies = preview.map(effect => {
    const shares = effect.fromStake + effect.fromQueue;
    const priceUsd = strategyUsd(state, effect.strategy);
    return {
      strategy: nameOf(effect.strategy),
      priceUsd,
      magnitude: sharesToFloat(effect.magnitude),
      maxMagnitude: inUnits(effect.maxMagnitude),
      lostFraction: sharesToFloat(effect.wadSlashed),
      shares: sharesToFloat(shares),
      sharesWei: String(shares),
      tokensWei: String(effect.tokens),
      usd: sharesToFloat(shares) * priceUsd,
    };
  });
  return {
    scenario: world.scenario.name,
    seed: world.scenario.seed,
    day,
    block: ledger.block,
    operatorSet: pathOf(set),
    operator: operators[operator]!.name,
    fraction,
    slashed: world.sets[set]!.spec.slashed,
    usd: strategies.reduce((sum, { usd }) => sum + usd, 0),
    strategies,
    losses: losses.map(({ cohort, queued, accounts, strategies: parts, usd }) => ({
      who: cohort ?? operators[operator]!.name,
      state: queued ? 'queued' : 'staked',
      accounts,
      strategies: Object.fromEntries(parts.map((loss, i) => [strategies[i]!.strategy, loss])),
      usd,
    })),
    sets: preview.flatMap(({ strategy, sets }) =>
      sets.map(effect => ({
        operatorSet: pathOf(effect.set),
        strategy: nameOf(strategy),
        slashable: inUnits(effect),
        slashableUsd: inUnits(effect, strategyUsd(state, strategy)),
        proportion: inUnits(effect.proportion),
      })),
    ),
  };
}

/** An amount of base units before and after, in whole units, or in USD at a price. */
function inUnits({ before, after }: BeforeAfter, price = 1): BeforeAndAfter {
  return { before: sharesToFloat(before) * price, after: sharesToFloat(after) * price };
}
