import { mean } from 'd3';
import { type Stream, streams } from '../../../sim/engine/index.ts';
import {
  conditionalValueAtRisk,
  tailMean,
  tailWeights,
  valueAtRisk,
} from '../../../sim/measures/statistics/tail.ts';
import { spreadOf } from '../statistics/agreement.ts';
import { quantileInterval, wilsonInterval } from '../statistics/intervals.ts';
import { meanInterval } from '../statistics/mean-interval.ts';
import { lossesOf, rewardsOf, type StakeChoice, slashesOf } from './stake-choice.ts';
import { tailInterval } from './tail-interval.ts';

/** Level of the tail: the worst twentieth of replicates. */
export const LEVEL = 0.95;

/** An estimate with its 95% interval; an end is null where replicates are too few for it. */
export interface Estimate {
  readonly value: number;
  readonly low: number | null;
  readonly high: number | null;
}

/** Return and risk of a choice over replicates, in fractions of stake a year. */
export interface ChoiceRisk {
  readonly name: string;
  readonly keptFraction: number | null;
  readonly grossApr: number;
  readonly slashed: number;
  /** Mean of rewards less slashes. */
  readonly netApr: Estimate;
  /** Standard deviation of the net return over replicates; null of one. */
  readonly volatility: number | null;
  /** Probability that slashes exceed rewards. */
  readonly lossProbability: Estimate;
  /** Value at risk and conditional value at risk of the net loss; below 0 where it is a gain. */
  readonly valueAtRisk: Estimate;
  readonly conditionalValueAtRisk: Estimate;
  /** What each payer adds to the conditional value at risk: the parts add up to it. */
  readonly contributions: readonly TailContribution[];
}

/** What one payer adds to the conditional value at risk, on average over the tail: stake slashed, less rewards. */
export interface TailContribution {
  readonly payer: string;
  readonly slashed: number;
  readonly rewards: number;
}

/**
 * Return and risk of a choice over at least one replicate: the mean with its interval, the probability of a loss with
 * Wilson's, the value at risk with that of order statistics, the conditional value at risk with that of the bootstrap,
 * which draws the same resamples for every choice.
 *
 * @param replicates number of replicates, the length of each list of the choice
 */
export function riskOf(choice: StakeChoice, replicates: number): ChoiceRisk {
  const losses = lossesOf(choice, replicates);
  const net = -mean(losses)!;
  const [leastNet, mostNet] = meanInterval(losses.map(loss => -loss)) ?? [null, null];
  const losing = losses.filter(loss => loss > 0).length;
  const [leastLosing, mostLosing] = wilsonInterval(losing, replicates);
  const [low, high] = quantileInterval(
    losses.toSorted((a, b) => a - b),
    LEVEL,
  );
  const random: Stream = streams('bootstrap').stream('risk');
  const [tailLow, tailHigh] = tailInterval(losses, LEVEL, random) ?? [null, null];
  const tail = tailWeights({ losses, weights: losses.map(() => 1) }, LEVEL);
  return {
    name: choice.name,
    keptFraction: choice.keptFraction,
    grossApr: mean(rewardsOf(choice, replicates))!,
    slashed: mean(slashesOf(choice, replicates))!,
    netApr: { value: net, low: leastNet, high: mostNet },
    volatility: spreadOf(losses),
    lossProbability: { value: losing / replicates, low: leastLosing, high: mostLosing },
    valueAtRisk: { value: valueAtRisk({ losses, weights: losses.map(() => 1) }, LEVEL)!, low, high },
    conditionalValueAtRisk: { value: tailLoss(losses), low: tailLow, high: tailHigh },
    contributions: [...choice.payers].map(([payer, { reward, slash }]) => ({
      payer,
      slashed: tailMean(slash, tail)!,
      rewards: tailMean(reward, tail)!,
    })),
  };
}

/** Conditional value at risk of losses of equal weight. */
export function tailLoss(losses: readonly number[]): number {
  return conditionalValueAtRisk({ losses, weights: losses.map(() => 1) }, LEVEL)!;
}
