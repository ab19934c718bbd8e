/**
 * A way to place stake (with an operator, spread over a group, or in a portfolio), and what a unit of stake got there in
 * each replicate: fractions of its value at the start, a year.
 */
export interface StakeChoice {
  readonly name: string;
  /** Rewards after the operator's split, and stake lost to slashes, by payer (`avs.set`), `[replicate]`. */
  readonly payers: ReadonlyMap<string, PayerFlows>;
  /** Fraction of all pay that the operator kept, mean over replicates in which it was paid; null without any. */
  readonly keptFraction: number | null;
}

/** Rewards and losses by replicate. */
export interface PayerFlows {
  readonly reward: readonly number[];
  readonly slash: readonly number[];
}

/** A choice and its weight in a portfolio. */
export type WeightedChoice = readonly [choice: StakeChoice, weight: number];

/** A portfolio that is never rebalanced: its rewards and losses are the weighted ones of its parts. */
export function mixChoices(name: string, parts: readonly WeightedChoice[]): StakeChoice {
  const payers = new Map<string, { reward: number[]; slash: number[] }>();
  for (const [choice, weight] of parts) {
    for (const [payer, { reward, slash }] of choice.payers) {
      let sum = payers.get(payer);
      if (sum === undefined) {
        sum = { reward: reward.map(() => 0), slash: slash.map(() => 0) };
        payers.set(payer, sum);
      }
      for (let i = 0; i < reward.length; i++) {
        sum.reward[i]! += weight * reward[i]!;
        sum.slash[i]! += weight * slash[i]!;
      }
    }
  }
  const paid = parts.filter(([{ keptFraction }]) => keptFraction !== null);
  const weight = paid.reduce((sum, [, own]) => sum + own, 0);
  const kept = paid.reduce((sum, [{ keptFraction }, own]) => sum + own * keptFraction!, 0);
  return { name, payers, keptFraction: weight > 0 ? kept / weight : null };
}

/** Sum over payers of a choice's rewards, `[replicate]`. */
export function rewardsOf(choice: StakeChoice, replicates: number): number[] {
  return summed(choice, replicates, ({ reward }, i) => reward[i]!);
}

/** Sum over payers of what a choice lost to slashes, `[replicate]`. */
export function slashesOf(choice: StakeChoice, replicates: number): number[] {
  return summed(choice, replicates, ({ slash }, i) => slash[i]!);
}

/** Net loss of a choice: slashes less rewards, `[replicate]`; below 0 is a gain. */
export function lossesOf(choice: StakeChoice, replicates: number): number[] {
  return summed(choice, replicates, ({ reward, slash }, i) => slash[i]! - reward[i]!);
}

function summed(
  { payers }: StakeChoice,
  replicates: number,
  of: (flows: PayerFlows, replicate: number) => number,
): number[] {
  const sums = new Array<number>(replicates).fill(0);
  for (const flows of payers.values()) {
    for (let i = 0; i < replicates; i++) sums[i]! += of(flows, i);
  }
  return sums;
}
