import { type AccountLoss, type SlashPreview, sharesToFloat } from '../protocol/index.ts';
import { strategyUsd } from '../state/stake.ts';
import type { State } from '../state/state.ts';

/** Shares in whole units, before a slash and what it takes of them. */
export interface Loss {
  readonly before: number;
  readonly lost: number;
}

/** What a slash takes from one class of people: the operator, or a cohort of restakers. */
export interface ClassLoss {
  /** Name of the cohort; null for the operator itself. */
  readonly cohort: string | null;
  /** Whether the shares are queued for withdrawal, rather than staked. */
  readonly queued: boolean;
  /** Number of accounts. */
  readonly accounts: number;
  /** By slashed strategy, in the preview's order. */
  readonly strategies: readonly Loss[];
  readonly usd: Loss;
}

/**
 * Losses of a previewed slash by class, stake before queue: the operator, then its delegators by cohort. Classes
 * without an account are left out. Cohorts come in the order of the scenario, after the operator itself, whose own
 * stake is the class without a cohort.
 *
 * @param preview by strategy, as `previewSlash` gives it; amounts in base units
 */
export function lossesByClass(state: State, preview: readonly SlashPreview[]): ClassLoss[] {
  const { world, rewards } = state;
  const losses: ClassLoss[] = [];
  for (const [cohort, name] of [...world.cohorts.map(each => each.name), null].entries()) {
    for (const queued of [false, true]) {
      // Operators' own stake is in cohorts after those of the restakers.
      const belongs = ({ account, withdrawal }: AccountLoss): boolean =>
        Math.min(rewards.cohortOf[account]!, world.cohorts.length) === cohort && withdrawal >= 0 === queued;
      const own = preview.map(({ losses: all }) => all.filter(belongs));
      const accounts = new Set(own.flat().map(({ account }) => account)).size;
      if (accounts === 0) continue;
      const strategies = own.map(lossOf);
      losses.push({ cohort: name, queued, accounts, strategies, usd: usdOf(state, preview, strategies) });
    }
  }
  return losses.sort((a, b) => Number(a.cohort !== null) - Number(b.cohort !== null));
}

/** Sums are in base units and become floats last: a small loss of a large stake keeps its digits. */
function lossOf(losses: readonly AccountLoss[]): Loss {
  const before = losses.reduce((sum, loss) => sum + loss.before, 0n);
  const after = losses.reduce((sum, loss) => sum + loss.after, 0n);
  return { before: sharesToFloat(before), lost: sharesToFloat(before - after) };
}

/** The same in USD at the prices of today, all strategies together. */
function usdOf(state: State, preview: readonly SlashPreview[], strategies: readonly Loss[]): Loss {
  const usd = (part: keyof Loss): number =>
    strategies.reduce((sum, loss, i) => sum + loss[part] * strategyUsd(state, preview[i]!.strategy), 0);
  return { before: usd('before'), lost: usd('lost') };
}
