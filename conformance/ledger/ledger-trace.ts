import { z } from 'zod';
import {
  ALLOCATION_CONFIGURATION_DELAY_BLOCKS,
  DEALLOCATION_DELAY_BLOCKS,
  type ProtocolVersion,
  SLASH_RESOLUTION_DELAY_BLOCKS,
  WITHDRAWAL_DELAY_BLOCKS,
} from '../../sim/protocol/index.ts';

const named = (prefix: string) => z.string().regex(new RegExp(`^${prefix}\\d+$`));
const strategy = named('str');
const operator = named('op');
const account = named('(?:stk|op)');
const sender = z.string().regex(/^(?:(?:stk|op|avs)\d+|pauser)$/);
const set = named('set');
const avs = named('avs');
const contract = z.string().regex(/^(?:(?:allocation|delegation|strategy)Manager|str\d+)$/);
const amount = z.string().regex(/^\d+$/);
const blocks = z.int().nonnegative();
const slashId = z.int().nonnegative();
const strategies = z.array(strategy);
const op = z.literal;

/** Input of a recorded operation; amounts are decimal strings, names `stk0`, `op1`, `avs2`, `str3`, `set4`, `wd5`. */
const TraceOperation = z.discriminatedUnion('op', [
  z.object({
    op: op('createOperatorSet'),
    set,
    avs,
    id: z.int().nonnegative(),
    strategies,
    redistributing: z.boolean(),
  }),
  z.object({ op: op('addStrategiesToOperatorSet'), set, strategies }),
  z.object({ op: op('removeStrategiesFromOperatorSet'), set, strategies }),
  z.object({ op: op('registerAsOperator'), operator, allocationDelay: blocks }),
  z.object({ op: op('setAllocationDelay'), operator, delay: blocks }),
  z.object({ op: op('deposit'), staker: account, strategy, amount }),
  z.object({ op: op('delegate'), staker: account, operator }),
  z.object({ op: op('redelegate'), staker: account, operator }),
  z.object({ op: op('undelegate'), staker: account, sender }),
  z.object({
    op: op('queueWithdrawals'),
    staker: account,
    params: z.array(z.object({ strategies, depositShares: z.array(amount) })),
  }),
  z.object({
    op: op('completeQueuedWithdrawals'),
    staker: account,
    withdrawals: z.array(z.object({ id: named('wd'), receiveAsTokens: z.boolean() })),
    sender,
  }),
  z.object({
    op: op('modifyAllocations'),
    operator,
    params: z.array(z.object({ set, strategies, newMagnitudes: z.array(amount) })),
  }),
  z.object({ op: op('clearDeallocationQueue'), operator, strategies, numToClear: z.array(amount) }),
  z.object({ op: op('registerForOperatorSets'), operator, sets: z.array(set) }),
  z.object({ op: op('deregisterFromOperatorSets'), operator, sets: z.array(set), sender }),
  z.object({ op: op('slashOperator'), set, operator, strategies, wadsToSlash: z.array(amount), sender }),
  z.object({ op: op('updateSlasher'), set, slasher: sender.nullable(), sender }),
  z.object({ op: op('clearBurnOrRedistributableShares'), set, slashId }),
  z.object({ op: op('clearBurnOrRedistributableSharesByStrategy'), set, slashId, strategy }),
  z.object({ op: op('pause'), contract, status: amount, sender }),
  z.object({ op: op('unpause'), contract, status: amount, sender }),
  z.object({ op: op('rebaseStrategyBalance'), strategy, delta: z.string().regex(/^-?\d+$/) }),
  z.object({ op: op('advanceBlocks'), blocks }),
]);

/** Input of a recorded operation. */
export type TraceOperation = z.infer<typeof TraceOperation>;

/** Input of a recorded operation of one name. */
export type TraceInput<N extends TraceOperation['op']> = Extract<TraceOperation, { op: N }>;

const FlatState = z.record(z.string(), z.string().nullable());

/** Observable state by key, as decimal strings; an absent key is 0, or not delegated, or not set. */
export type FlatState = z.infer<typeof FlatState>;

const TraceStep = z.object({
  i: z.int(),
  block: blocks,
  in: TraceOperation,
  ok: z.boolean(),
  revert: z.string().optional(),
  ret: z.unknown().optional(),
  delta: FlatState,
});

/** One recorded operation: its input, what it returned or why it reverted, and what changed. */
export type TraceStep = z.infer<typeof TraceStep>;

/** Recorded trace of the real EigenLayer contracts: one line of the allocation and slashing vectors. */
export const LedgerTrace = z
  .object({
    type: z.literal('trace'),
    trace: z.int(),
    strategies: z.int().positive(),
    stakers: z.int().nonnegative(),
    operators: z.int().nonnegative(),
    startBlock: blocks,
    init: FlatState,
    steps: z.array(TraceStep),
    final: FlatState,
  })
  .superRefine(({ strategies, stakers, operators, steps }, context) => {
    const counts: Record<string, number> = { str: strategies, stk: stakers, op: operators };
    for (const [at, step] of steps.entries()) {
      // What a slash took can be asked for in any strategy, also in one that there is not.
      if (step.in.op === 'clearBurnOrRedistributableSharesByStrategy') continue;
      const names = JSON.stringify(step.in).matchAll(/"(str|stk|op)(\d+)"/g);
      for (const [, kind, number] of names)
        if (Number(number) >= counts[kind!]!)
          context.addIssue({
            code: 'custom',
            path: ['steps', at, 'in'],
            message: `unknown name: ${kind}${number}, there are ${counts[kind!]}`,
          });
    }
  });

export type LedgerTrace = z.infer<typeof LedgerTrace>;

/**
 * First line of a file of traces: the constants of the contracts that were recorded, which tell their version, and
 * whether the keys are recorded that came with the slash resolution delay.
 */
export const TraceHeader = z
  .object({
    type: z.literal('header'),
    format: z.literal('eigenlayer-accounting-vectors/1'),
    contracts: z.string().optional(),
    constants: z.object({
      MIN_WITHDRAWAL_DELAY_BLOCKS: z.literal(WITHDRAWAL_DELAY_BLOCKS),
      DEALLOCATION_DELAY: z.literal(DEALLOCATION_DELAY_BLOCKS),
      ALLOCATION_CONFIGURATION_DELAY: z.literal(ALLOCATION_CONFIGURATION_DELAY_BLOCKS),
      SLASHER_CONFIGURATION_DELAY: z.literal(ALLOCATION_CONFIGURATION_DELAY_BLOCKS).optional(),
      SLASH_RESOLUTION_DELAY_BLOCKS: z.literal(SLASH_RESOLUTION_DELAY_BLOCKS).optional(),
    }),
    newKeys: z.array(z.string()).optional(),
  })
  .transform(({ contracts, constants, newKeys }, context) => {
    const version: ProtocolVersion =
      constants.SLASH_RESOLUTION_DELAY_BLOCKS === undefined ? 'v1.12' : 'v1.13';
    const named = /\bv\d+\.\d+/.exec(contracts ?? version)?.[0];
    if (named !== version) {
      const message = `unknown version: ${named}; by its constants the file is of ${version}`;
      context.addIssue({ code: 'custom', path: ['contracts'], message });
    }
    return { version, hasNewKeys: newKeys !== undefined };
  });

export type TraceHeader = z.output<typeof TraceHeader>;
