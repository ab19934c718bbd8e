import type { z } from 'zod';
import type { OperatorId } from '../../../ids.ts';
import type { OperatorObservations, PastObservations } from './observations.ts';
import type { Exposure, Mandate } from './rebalancing.ts';
import type { RestakerParameterSchemas, RestakerParameters } from './restaker-parameters.ts';

/** What can be seen of an operator that a restaker may delegate to. */
export interface Candidate {
  readonly operator: OperatorId;
  readonly name: string;
  /**
   * Expected yearly return less the expected loss to slashes, as a fraction: with the account's stake on top, where
   * it is not there already.
   */
  readonly netYield: number;
  /** Variance of the yearly loss, and mean loss in the worst 5% of years, as fractions of stake. */
  readonly variance: number;
  readonly tail: number;
  /** Part of all stake. */
  readonly share: number;
  /** Names of the sets that it serves now, as `avs.set`. */
  readonly sets: readonly string[];
}

/** What one account looks at when it reviews. */
export interface RestakerObservation {
  /** Time in days. */
  readonly day: number;
  /** Midnight whose figures it has: the last that is as old as its cohort's attention lag. */
  readonly seenOn: number;
  /** Stake that the account came with, in USD at today's prices. */
  readonly stakeUsd: number;
  /** Operator that it delegates to, or -1 while it is outside restaking. */
  readonly operator: OperatorId;
  /** Yearly return that it could have outside restaking: that of its cohort and its own difference from it. */
  readonly outsideYield: number;
  /** Fraction of its stake that its operator's delegators just lost, or fear for, if that is why it looks; else 0. */
  readonly lost: number;
  /** Operators that serve some set and had stake on that midnight; made when first asked for. */
  readonly candidates: readonly Candidate[];
  /** Whether the protocol would take its stake for an operator: not once one lost all its magnitude. */
  takes(operator: OperatorId): boolean;
}

/**
 * Decides what an account does at a review: `stay` as it is, `exit` restaking, or delegate all to an operator. It is
 * given independent uniform draws; with no randomness of its own the run stays a function of its seed. A choice that
 * the cohort's cap or the protocol forbids changes nothing.
 */
export type RestakerPolicy = (
  observation: RestakerObservation,
  uniforms: readonly [number, number, number],
) => 'stay' | 'exit' | OperatorId;

/** What the accounts of a cohort can go by when they review. */
export interface CohortView {
  readonly observations: PastObservations;
  /** Weight by which operators are known, `[operator]`. */
  readonly popularity: readonly number[];
  /** Whether an operator serves some set. */
  isOpen(operator: OperatorId): boolean;
  /** Stake of an account of typical size, in USD at today's prices. */
  typicalUsd(): number;
  /** Stake with an operator now, and on its way to it, in USD: what the chain shows to whoever looks. */
  sharersUsd(operator: OperatorId): number;
}

/** What a restaker can go by when it rebalances. Destinations are operators and, behind them, outside restaking. */
export interface PortfolioView {
  readonly observed: OperatorObservations;
  /** Its accounts, and the most of them that may be with one operator. */
  readonly accounts: number;
  readonly mostWithOne: number;
  /** Stake of each of its accounts, in USD at today's prices. */
  readonly accountUsd: number;
  /** Number of the destination outside restaking: that of operators. */
  readonly outside: number;
  /** Its accounts in each destination, `[destination]`. */
  readonly held: Int32Array;
  /** Sets behind each operator, `[operator]`. */
  readonly exposures: readonly (readonly Exposure[])[];
  /** Whether an operator serves some set, had stake and may take more. */
  isOpen(operator: OperatorId): boolean;
  /** Stake with an operator now, and on its way to it, in USD. */
  sharersUsd(operator: OperatorId): number;
}

/** How a restaker turns all its accounts over at a fixed rhythm. */
export interface PortfolioPolicy {
  readonly everyDays: number;
  /** Most of its accounts that move at once, as a fraction. */
  readonly turnover: number;
  /** What it wants on what it can see. */
  mandate(view: PortfolioView): Mandate;
}

/** How restakers decide: each account by itself at its reviews, or all accounts of a restaker together. */
export type RestakerDecision =
  | { readonly of: 'account'; policy(view: CohortView): RestakerPolicy }
  | ({ readonly of: 'portfolio' } & PortfolioPolicy);

/** A kind of restaker policy that scenarios may name. */
export interface RestakerPolicyKind<Name extends string, Shape extends RestakerParameterSchemas> {
  readonly kind: Name;
  /** Who decides so, in a line. */
  readonly meaning: string;
  /** Schemas of its parameters: those common to all kinds, at what it assumes of them, and its own. */
  readonly parameters: Shape;
  /** How a cohort with these parameters decides. */
  readonly decide: (parameters: RestakerParameters & z.output<z.ZodObject<Shape>>) => RestakerDecision;
}

/** A kind of restaker policy, whose decision is checked against the parameters that it declares. */
export function restakerPolicyKind<const Name extends string, Shape extends RestakerParameterSchemas>(
  terms: RestakerPolicyKind<Name, Shape>,
): RestakerPolicyKind<Name, Shape> {
  return terms;
}
