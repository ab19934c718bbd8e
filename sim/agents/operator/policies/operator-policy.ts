import type { z } from 'zod';
import type { Stream } from '../../../engine/index.ts';
import type { SetId, StrategyId } from '../../../ids.ts';
import type { SlashOutlook } from '../../../state/slash-outlook.ts';
import type { OperatorParameters, operatorParameters } from './operator-parameters.ts';

/** What an operator values a membership by, each in USD a week. */
export interface MembershipValue {
  /** Expected pay of the set, and of the protocol's gauges for it, to the operator and its delegators together. */
  readonly pay: number;
  /** The operator's own part of that pay: the split, and what its own stake earns of the rest. */
  readonly income: number;
  /** Its part of task fees. */
  readonly fees: number;
  /** Cost of serving one more set. */
  readonly cost: number;
  /** Expected loss of its own stake to slashes, with the premium for bearing it. */
  readonly risk: number;
}

/** A combination of sets, how stake would be allocated to them, and what serving them together is worth. */
export interface Bundle {
  readonly sets: readonly SetId[];
  /** Fraction of its stake for each set; Infinity for one whose minimum is out of reach. */
  readonly plan: ReadonlyMap<SetId, number>;
  /** Whether no minimum is out of reach. */
  readonly reachable: boolean;
  /** Net of cost and risk, in USD a week. */
  readonly value: number;
  /** What each set within reach brings in income and fees, in USD a week. */
  readonly income: ReadonlyMap<SetId, number>;
  /** Rent that it expects of its GPUs while it serves these sets, in USD a week. */
  readonly rent: number;
}

/** What an operator weighs a set by: a membership's terms, and the rent of the GPUs that it would commit. */
export interface SetTerms extends MembershipValue {
  /** Rent forgone, in USD a week: 0 if the set asks for no GPUs, or another that it serves has them already. */
  readonly rent: number;
}

/** A set as an operator sees it at a review. */
export interface OperatorSetObservation {
  readonly id: SetId;
  /** Its name, as `avs.set`. */
  readonly name: string;
  readonly member: boolean;
  /**
   * Whether the operator may ask to join: the set is within its policy, it has the GPUs, and no earlier membership
   * can still be slashed.
   */
  readonly open: boolean;
  /** Whether it is open and the AVS would take it with the stake that it would allocate beside its present sets. */
  readonly admitted: boolean;
  /** Strategies that it accepts, by number; the operator's stake in them, and the part of it that the minimum asks. */
  readonly strategies: readonly StrategyId[];
  readonly acceptedStakeUsd: number;
  /** Infinity if there is a minimum and the operator has nothing that the set accepts. */
  readonly leastFraction: number;
  /** GPUs that it asks for. */
  readonly gpus: number;
  /** What everyone expects of its slashing. */
  readonly slashing: SlashOutlook;
  /** What the operator's taste for it adds to serving it, in units of its typical income over its rationality. */
  readonly taste: number;
  /**
   * What a choice by logit adds to that, in the same units: above 0 for a set that was drawn at random, since it stands for
   * others that were not (`attention`).
   */
  readonly correction: number;
  /** What serving it with this part of its stake allocated would bring. */
  termsAt(fraction: number): MembershipValue;
  /** What serving it would bring beside its present sets, at the allocation that it would have; none if out of reach. */
  readonly terms: SetTerms | undefined;
}

/** What an operator can see when it reviews the sets that it serves, with the parameters that it decides by. */
export interface OperatorObservation<Parameters extends OperatorParameters = OperatorParameters> {
  readonly day: number;
  readonly name: string;
  readonly gpus: number;
  readonly ownStakeUsd: number;
  /** Stake delegated to it, its own among it. */
  readonly stakeUsd: number;
  readonly cashUsd: number;
  /** Its typical income a week, 10 USD at least: what a gain is large or small against. */
  readonly incomeUsd: number;
  /** Parameters of its group's policy. */
  readonly policy: Parameters;
  /** Whether it is out of business: it serves nothing and costs nothing. */
  readonly dormant: boolean;
  /** What entering business costs once, and being in it each week whatever it serves; none if it cannot choose. */
  readonly entry: { readonly costUsd: number; readonly standingUsd: number } | undefined;
  /** Sets that it weighs, in the order of their numbers: all, or as many as its policy's `attention` lets it. */
  readonly sets: readonly OperatorSetObservation[];
  /** Any set of the world, by its number. */
  setOf(set: SetId): OperatorSetObservation;
  /** Sets that it serves, in the order of membership. */
  readonly served: readonly SetId[];
  /** What serving these sets together would be worth, and the allocations that it is worth that at. */
  worth(sets: readonly SetId[]): Bundle;
  /** Rent that it expects of its GPUs while it serves these sets, in USD a week. */
  rent(sets: readonly SetId[]): number;
  /** Whether the AVS would take it into a set with this part of its stake allocated. */
  admits(set: SetId, fraction: number): boolean;
}

/** What an operator wants after a review. */
export interface OperatorChoice {
  /**
   * Sets to serve: it leaves those that it serves and that are not named, and joins those named that are open
   * and admit it, in this order, up to its policy's most.
   */
  readonly sets: readonly SetId[];
  /** Fraction of its stake for each of them; without it, what `worth` plans. */
  readonly allocations?: ReadonlyMap<SetId, number>;
  /** Leaves business, where its group may. A dormant operator enters it by wanting sets, if its cash allows. */
  readonly retires?: boolean;
  /** Asks to be asked again, with what it then sees, once it has moved; at most once more than the sets it could serve. */
  readonly again?: boolean;
}

/**
 * How an operator chooses its sets: a function of what it sees. Every named policy is one, and users of the library
 * may pass their own.
 *
 * @param draw uniform draws in [0, 1) of the operator's own, for choices with noise
 */
export type OperatorPolicy<Parameters extends OperatorParameters = OperatorParameters> = (
  observation: OperatorObservation<Parameters>,
  draw: Stream,
) => OperatorChoice;

/** A kind of operator policy that scenarios may name. */
export interface OperatorPolicyKind<Name extends string, Shape extends typeof operatorParameters> {
  readonly kind: Name;
  /** What it is, in a line. */
  readonly meaning: string;
  /** Schemas of its parameters: those common to all kinds, and its own. */
  readonly parameters: Shape;
  readonly decide: OperatorPolicy<OperatorParameters & z.output<z.ZodObject<Shape>>>;
}

/** A kind of operator policy, whose decision is checked against the parameters that it declares. */
export function operatorPolicyKind<const Name extends string, Shape extends typeof operatorParameters>(
  terms: OperatorPolicyKind<Name, Shape>,
): OperatorPolicyKind<Name, Shape> {
  return terms;
}
