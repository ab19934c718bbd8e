import type { AccountId, OperatorId, SetId, StrategyId } from '../../ids.ts';
import { proportionOf } from '../allocation/allocated-stake.ts';
import { isOperatorSlashable } from '../allocation/registration.ts';
import { WITHDRAWAL_DELAY_BLOCKS } from '../ledger/constants.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { divWad, mulWad } from '../ledger/wad.ts';
import { tokensFor } from '../stake/strategies.ts';
import { checkSlash, type SlashEffect, type SlashingParams, slashEffect } from './slash-operator.ts';

/** A figure before a slash and after it. */
export interface BeforeAfter {
  readonly before: bigint;
  readonly after: bigint;
}

/** Withdrawable shares of an account that a slash reaches, staked or in one queued withdrawal. */
export interface AccountLoss extends BeforeAfter {
  readonly account: AccountId;
  /** Id of the queued withdrawal; -1 for stake. */
  readonly withdrawal: number;
}

/** Shares that one set can slash of the operator, and their part of the operator's stake. */
export interface SetEffect extends BeforeAfter {
  readonly set: SetId;
  readonly proportion: BeforeAfter;
}

/** What a slash would take in one strategy, in base units. */
export interface SlashPreview {
  readonly strategy: StrategyId;
  /** Magnitude taken from the operator's allocation to the set. */
  readonly magnitude: bigint;
  readonly maxMagnitude: BeforeAfter;
  /** Fraction of everyone's stake behind the operator that is lost, rounded down (the event's `wadSlashed`). */
  readonly wadSlashed: bigint;
  /** Shares to burn or redistribute, from the operator's stake and from its withdrawal queue. */
  readonly fromStake: bigint;
  readonly fromQueue: bigint;
  /** Tokens that those shares are worth to who clears the slash now. */
  readonly tokens: bigint;
  /** Every account staked with the operator, then every queued withdrawal that the slash reaches. */
  readonly losses: readonly AccountLoss[];
  /** Every set that can slash the operator in this strategy, the slashing one included. */
  readonly sets: readonly SetEffect[];
}

/**
 * What a slash would take, from whom, by strategy, if it were carried out now. Nothing is written; the figures are
 * those that `slashOperator` would leave in the ledger.
 *
 * @throws Revert as `slashOperator` does.
 */
export function previewSlash(ledger: Ledger, slash: SlashingParams): SlashPreview[] {
  checkSlash(ledger, slash);
  const { set, operator, strategies, wads } = slash;
  return strategies.map((strategy, i) => {
    const effect = slashEffect(ledger, { set, operator, strategy }, wads[i]!);
    const { magnitude, before, after, fromStake, fromQueue } = effect;
    return {
      strategy,
      magnitude,
      maxMagnitude: { before, after },
      wadSlashed: magnitude === 0n ? 0n : divWad(magnitude, before),
      fromStake,
      fromQueue,
      tokens: tokensFor(ledger, strategy, fromStake + fromQueue),
      losses: [
        ...stakeLosses(ledger, operator, strategy, effect),
        ...queueLosses(ledger, operator, strategy, effect),
      ],
      sets: setEffects(ledger, { set, operator, strategy }, effect),
    };
  });
}

function stakeLosses(
  { accounts, accountCount, strategyCount }: Ledger,
  operator: OperatorId,
  strategy: StrategyId,
  { before, after }: SlashEffect,
): AccountLoss[] {
  const losses: AccountLoss[] = [];
  for (let account = 0; account < accountCount; account++) {
    const slot = account * strategyCount + strategy;
    if (accounts.delegatedTo[account] !== operator || accounts.depositShares[slot] === 0n) continue;
    const scaled = mulWad(accounts.depositShares[slot]!, accounts.scalingFactors[slot]!);
    losses.push({ account, withdrawal: -1, before: mulWad(scaled, before), after: mulWad(scaled, after) });
  }
  return losses;
}

function queueLosses(
  { withdrawals, block }: Ledger,
  operator: OperatorId,
  strategy: StrategyId,
  { before, after }: SlashEffect,
): AccountLoss[] {
  const losses: AccountLoss[] = [];
  for (const {
    id,
    account,
    delegatedTo,
    startBlock,
    strategies,
    scaledShares,
  } of withdrawals.pending.values()) {
    if (delegatedTo !== operator || startBlock + WITHDRAWAL_DELAY_BLOCKS < block) continue;
    for (const [i, queued] of strategies.entries()) {
      if (queued !== strategy) continue;
      const scaled = scaledShares[i]!;
      losses.push({ account, withdrawal: id, before: mulWad(scaled, before), after: mulWad(scaled, after) });
    }
  }
  return losses;
}

function setEffects(
  ledger: Ledger,
  { set: slasher, operator, strategy }: { set: SetId; operator: OperatorId; strategy: StrategyId },
  effect: SlashEffect,
): SetEffect[] {
  const { sets, operators, allocations, mirrors, strategyCount } = ledger;
  const shares = operators.shares[operator * strategyCount + strategy]!;
  const effects: SetEffect[] = [];
  for (const membership of mirrors.memberships.ofOperator[operator]!) {
    const set = mirrors.memberships.set[membership]!;
    const magnitude = allocations.current[membership * strategyCount + strategy]!;
    if (magnitude === 0n || !sets[set]!.strategies.includes(strategy)) continue;
    if (!isOperatorSlashable(ledger, operator, set)) continue;
    const left = set === slasher ? magnitude - effect.magnitude : magnitude;
    const before = proportionOf(magnitude, effect.before);
    const after = proportionOf(left, effect.after);
    effects.push({
      set,
      before: mulWad(shares, before),
      after: mulWad(shares - effect.fromStake, after),
      proportion: { before, after },
    });
  }
  return effects;
}
