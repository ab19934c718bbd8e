import { mean } from 'd3';
import { type StakeChoice, slashesOf } from './stake-choice.ts';

/** Correlations of the slashes of two choices over replicates, from -1 to 1. */
export interface SlashCorrelation {
  readonly a: string;
  readonly b: string;
  /** Of whether each was slashed at all; null where one always or never is. */
  readonly ofBeing: number | null;
  /** Of how much each lost; null where one always loses the same. */
  readonly ofLoss: number | null;
}

/** Correlations of every ordered pair of choices, each with itself too. */
export function slashCorrelations(choices: readonly StakeChoice[], replicates: number): SlashCorrelation[] {
  const losses = choices.map(choice => slashesOf(choice, replicates));
  const slashed = losses.map(all => all.map(loss => (loss > 0 ? 1 : 0)));
  return choices.flatMap(({ name: a }, i) =>
    choices.map(({ name: b }, j) => ({
      a,
      b,
      ofBeing: correlation(slashed[i]!, slashed[j]!),
      ofLoss: correlation(losses[i]!, losses[j]!),
    })),
  );
}

/** Pearson's correlation of two lists of equal length; null where one does not vary. */
export function correlation(a: readonly number[], b: readonly number[]): number | null {
  const [centreA, centreB] = [mean(a) ?? 0, mean(b) ?? 0];
  let [both, ofA, ofB] = [0, 0, 0];
  for (let i = 0; i < a.length; i++) {
    const [stepA, stepB] = [a[i]! - centreA, b[i]! - centreB];
    both += stepA * stepB;
    ofA += stepA * stepA;
    ofB += stepB * stepB;
  }
  return ofA > 0 && ofB > 0 ? Math.max(-1, Math.min(1, both / Math.sqrt(ofA * ofB))) : null;
}
