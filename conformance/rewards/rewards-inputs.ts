import { type ExactSubmission, keyOf, type RewardEvents } from '../../sim/protocol/rewards/exact/index.ts';
import { dayOf, dayOfBlock, type RecordedWorld } from './rewards-record.ts';

/** Events of a recorded world, by the day on which they count. */
export function eventsOf(recorded: RecordedWorld): RewardEvents {
  const { events } = recorded.world;
  const on = (block: number) => dayOfBlock(recorded, block);
  return {
    stakerDelegations: events.stakerDelegations.map(([block, , staker, operator, delegated]) => ({
      day: on(block),
      staker,
      operator: delegated ? operator : null,
    })),
    stakerShareDeltas: events.stakerShareDeltas.map(([block, , staker, strategy, delta]) => ({
      day: on(block),
      key: keyOf(staker, strategy),
      delta,
    })),
    operatorShareDeltas: events.operatorShareDeltas.map(([block, , operator, strategy, delta]) => ({
      day: on(block),
      key: keyOf(operator, strategy),
      delta,
    })),
    ...registrationsOf(recorded),
    ...splitsOf(recorded),
    operatorAllocations: events.operatorAllocations.map(
      ([, , operator, strategy, avs, set, magnitude, effectBlock]) => ({
        day: on(effectBlock),
        key: keyOf(operator, avs, set, strategy),
        magnitude,
      }),
    ),
    operatorMaxMagnitudes: events.operatorMaxMagnitudes.map(([block, , operator, strategy, magnitude]) => ({
      day: on(block),
      key: keyOf(operator, strategy),
      magnitude,
    })),
  };
}

type RegistrationLists = Pick<
  RewardEvents,
  'operatorAvsRegistrations' | 'operatorSetRegistrations' | 'operatorSetStrategies' | 'restakedStrategyPolls'
>;

/** What was registered where, and which strategies counted. */
function registrationsOf(recorded: RecordedWorld): RegistrationLists {
  const { events } = recorded.world;
  const on = (block: number) => dayOfBlock(recorded, block);
  return {
    operatorAvsRegistrations: events.operatorAvsRegistrations.map(([block, , operator, avs, registered]) => ({
      day: on(block),
      key: keyOf(operator, avs),
      registered,
    })),
    operatorSetRegistrations: events.operatorSetRegistrations.map(
      ([block, , operator, avs, set, registered]) => ({
        day: on(block),
        key: keyOf(operator, avs, set),
        registered,
      }),
    ),
    operatorSetStrategies: events.operatorSetStrategies.map(([block, , strategy, avs, set, registered]) => ({
      day: on(block),
      key: keyOf(strategy, avs, set),
      registered,
    })),
    restakedStrategyPolls: events.operatorRestakedStrategyPolls.map(
      ([operator, avs, strategy, first, last]) => ({
        key: keyOf(operator, avs, strategy),
        first: dayOf(recorded, first),
        last: dayOf(recorded, last),
      }),
    ),
  };
}

type SplitEvents = Pick<
  RewardEvents,
  'operatorAvsSplits' | 'operatorPiSplits' | 'operatorSetSplits' | 'defaultOperatorSplits'
>;

/** Changes of splits, in the order in which they became active. */
function splitsOf(recorded: RecordedWorld): SplitEvents {
  const { events } = recorded.world;
  return {
    operatorAvsSplits: inOrder(events.operatorAvsSplits, ([, , , , active]) => active).map(
      ([, , operator, avs, active, , bips]) => ({
        day: dayOf(recorded, active),
        key: keyOf(operator, avs),
        bips: BigInt(bips),
      }),
    ),
    operatorPiSplits: inOrder(events.operatorPiSplits, ([, , , active]) => active).map(
      ([, , operator, active, , bips]) => ({
        day: dayOf(recorded, active),
        key: operator,
        bips: BigInt(bips),
      }),
    ),
    operatorSetSplits: inOrder(events.operatorSetSplits, ([, , , , , active]) => active).map(
      ([, , operator, avs, set, active, , bips]) => ({
        day: dayOf(recorded, active),
        key: keyOf(operator, avs, set),
        bips: BigInt(bips),
      }),
    ),
    defaultOperatorSplits: events.defaultOperatorSplits.map(([block, , , bips]) => ({
      day: dayOfBlock(recorded, block),
      key: '',
      bips: BigInt(bips),
    })),
  };
}

/** Submissions of a recorded world. */
export function submissionsOf(recorded: RecordedWorld): ExactSubmission[] {
  const { v1, operatorDirected, operatorSet, uniqueStake, totalStake } = recorded.world.submissions;
  const terms = (submission: Omit<(typeof v1)[number], 'rewardType' | 'amount'>) => ({
    hash: submission.rewardHash,
    avs: submission.avs,
    token: submission.token,
    submitted: dayOfBlock(recorded, submission.block),
    start: dayOf(recorded, submission.start),
    end: dayOf(recorded, submission.end),
    days: BigInt(submission.durationSeconds / 86_400),
    multipliers: submission.strategiesAndMultipliers,
  });
  const setOf = ({ avs, operatorSetId }: { avs: string; operatorSetId: number }) => keyOf(avs, operatorSetId);
  return [
    ...v1.map(
      each =>
        ({
          ...terms(each),
          kind: each.rewardType === 'avs' ? 'v1' : 'pi',
          scope: each.avs,
          amount: each.amount,
        }) as const,
    ),
    ...operatorDirected.map(
      each => ({ ...terms(each), kind: 'od', scope: each.avs, operators: each.operators }) as const,
    ),
    ...operatorSet.map(
      each => ({ ...terms(each), kind: 'odset', scope: setOf(each), operators: each.operators }) as const,
    ),
    ...uniqueStake.map(
      each => ({ ...terms(each), kind: 'unique', scope: setOf(each), amount: each.amount }) as const,
    ),
    ...totalStake.map(
      each => ({ ...terms(each), kind: 'total', scope: setOf(each), amount: each.amount }) as const,
    ),
  ];
}

/** Rows in the order of a time that each has. */
function inOrder<R>(rows: readonly R[], time: (row: R) => string): R[] {
  return [...rows].sort((a, b) => Date.parse(time(a)) - Date.parse(time(b)));
}
