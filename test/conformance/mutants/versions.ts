import type { Mutant } from './mutant.ts';

/** Mistakes in the wait before slashed shares can be cleared, which v1.13 brought. */
const resolution: readonly Mutant[] = [
  {
    mistake: 'lets v1.13 clear at once',
    file: 'ledger/versions.js',
    from: "'v1.13': { slashResolutionDelayBlocks: SLASH_RESOLUTION_DELAY_BLOCKS }",
    to: "'v1.13': { slashResolutionDelayBlocks: null }",
  },
  {
    mistake: 'lets v1.12 wait too',
    file: 'ledger/versions.js',
    from: "'v1.12': { slashResolutionDelayBlocks: null }",
    to: "'v1.12': { slashResolutionDelayBlocks: 50_400 }",
  },
  {
    mistake: 'clears in the last block of the wait',
    file: 'slashing/slashed-shares.js',
    from: 'ledger.block > slashResolutionBlock',
    to: 'ledger.block >= slashResolutionBlock',
  },
  {
    mistake: 'waits one block too long',
    file: 'slashing/slash-operator.js',
    from: 'futureBlock(ledger, slashResolutionDelayBlocks)',
    to: 'futureBlock(ledger, slashResolutionDelayBlocks + 1)',
  },
  {
    mistake: 'lets an empty slash wait',
    file: 'slashing/slash-operator.js',
    from: 'return {\n            slashId,',
    to: 'putEntry(ledger.undoLog, target.resolutionBlocks, slashId, ledger.block + 50400); return {\n            slashId,',
  },
  {
    mistake: 'lets only a slash wait that took shares',
    file: 'slashing/slash-operator.js',
    from: 'if (slashResolutionDelayBlocks !== null && !slashed.has(slashId)) {',
    to: 'if (slashResolutionDelayBlocks !== null && shares > 0n && !slashed.has(slashId)) {',
  },
  {
    mistake: 'ends the wait record when the first strategy is cleared',
    file: 'slashing/slashed-shares.js',
    from: 'if (entries.length === 0)\n        putEntry',
    to: 'putEntry',
  },
  {
    mistake: 'keeps the wait record when all is cleared',
    file: 'slashing/slashed-shares.js',
    from: 'if (entries.length === 0)\n        putEntry(undoLog, resolutionBlocks, slashId, undefined);',
    to: '',
  },
  {
    mistake: 'lets a strategy outside the slash be asked for before the wait is over',
    file: 'slashing/slashed-shares.js',
    from: 'ensureClearable(ledger, set, slashId);\n    const target = ledger.sets[set];\n    const entries = target?.slashed.get(slashId) ?? [];',
    to: 'const target = ledger.sets[set];\n    const entries = target?.slashed.get(slashId) ?? []; if (!entries.some(entry => entry.strategy === strategy)) return 0n; ensureClearable(ledger, set, slashId);',
  },
  {
    mistake: 'looks at the wait before the pause',
    file: 'slashing/slashed-shares.js',
    from: 'ensureUnpaused(ledger.paused.strategyManager, strategyManagerPause.clearing);',
    to: "ensure(ledger.block > slashResolutionBlock(ledger, set, slashId), 'SlashResolutionDelayNotElapsed'); ensureUnpaused(ledger.paused.strategyManager, strategyManagerPause.clearing);",
  },
  {
    mistake: 'clears nothing of an unknown slash while clearing is paused',
    file: 'slashing/slashed-shares.js',
    from: 'ensureUnpaused(ledger.paused.strategyManager, strategyManagerPause.clearing);',
    to: 'if (ledger.sets[set]?.slashed.has(slashId)) ensureUnpaused(ledger.paused.strategyManager, strategyManagerPause.clearing);',
  },
  {
    mistake: 'clears while clearing is paused',
    file: 'slashing/slashed-shares.js',
    from: 'ensureUnpaused(ledger.paused.strategyManager, strategyManagerPause.clearing);',
    to: '',
  },
  {
    mistake: 'reports a wait that is not over as a pause',
    file: 'slashing/slashed-shares.js',
    from: "'SlashResolutionDelayNotElapsed'",
    to: "'CurrentlyPaused'",
  },
  {
    mistake: 'does not slash while clearing is paused',
    file: 'slashing/slash-operator.js',
    from: 'ensureUnpaused(ledger.paused.allocationManager, allocationManagerPause.slashing);',
    to: 'ensureUnpaused(ledger.paused.allocationManager, allocationManagerPause.slashing); ensureUnpaused(ledger.paused.strategyManager, 1);',
  },
  {
    mistake: 'calls a paused strategy for no shares',
    file: 'slashing/slashed-shares.js',
    from: 'if (shares === 0n)\n        return 0n;',
    to: '',
  },
];

/** Mistakes in changes of slasher. */
const slasher: readonly Mutant[] = [
  {
    mistake: 'starts the delay anew for the slasher that is pending',
    file: 'slashing/set-slasher.js',
    from: 'if (pending?.slasher === slasher)\n        return pending.effectBlock;',
    to: '',
  },
  {
    mistake: 'changes nothing for the slasher that is in force',
    file: 'slashing/set-slasher.js',
    from: 'if (pending?.slasher === slasher)\n        return pending.effectBlock;',
    to: 'if (pending?.slasher === slasher || (pending === null && slasherOf(ledger, set) === slasher)) return ledger.block;',
  },
  {
    mistake: 'keeps the pending slasher when another is asked for',
    file: 'slashing/set-slasher.js',
    from: 'if (pending?.slasher === slasher)\n        return pending.effectBlock;',
    to: 'if (pending !== null) return pending.effectBlock;',
  },
  {
    mistake: 'lets another slasher take over when the one it replaces would have',
    file: 'slashing/set-slasher.js',
    from: 'const effectBlock = futureBlock(',
    to: 'const effectBlock = pending?.effectBlock ?? futureBlock(',
  },
  {
    mistake: 'gives the set back to an earlier slasher while a change waits',
    file: 'slashing/set-slasher.js',
    from: 'current: slasherOf(ledger, set),',
    to: 'current: target.slasher.current,',
  },
  {
    mistake: 'changes a slasher one block early',
    file: 'slashing/set-slasher.js',
    from: 'ALLOCATION_CONFIGURATION_DELAY_BLOCKS + 1',
    to: 'ALLOCATION_CONFIGURATION_DELAY_BLOCKS',
  },
  {
    mistake: 'lets the old slasher slash in the block of the change',
    file: 'slashing/set-slasher.js',
    from: 'return ledger.block >= effectBlock ? pending : current;',
    to: 'return ledger.block > effectBlock ? pending : current;',
  },
  {
    mistake: 'lets anybody change a slasher',
    file: 'slashing/set-slasher.js',
    from: "ensure(sender === undefined || sender === target.avs, 'InvalidPermissions');",
    to: '',
  },
  {
    mistake: 'takes nobody for a slasher',
    file: 'slashing/set-slasher.js',
    from: "ensure(slasher !== null, 'InputAddressZero');",
    to: 'if (slasher === null) return ledger.block;',
  },
];

const pauseIn = (file: string, guard: string, mistake: string): Mutant => ({
  mistake,
  file,
  from: `ensureUnpaused(ledger.paused.${guard});`,
  to: '',
});

/** Mistakes in which bit stops what. */
const pauseBits: readonly Mutant[] = [
  {
    mistake: 'mixes up the pauses of the AllocationManager',
    from: '{ modifyAllocations: 0, slashing: 1, registration: 2 }',
    to: '{ modifyAllocations: 1, slashing: 2, registration: 0 }',
  },
  {
    mistake: 'mixes up the pauses of the DelegationManager',
    from: '{ newDelegation: 0, enterQueue: 1, exitQueue: 2 }',
    to: '{ newDelegation: 1, enterQueue: 2, exitQueue: 0 }',
  },
  {
    mistake: 'mixes up the pauses of the StrategyManager',
    from: '{ deposits: 0, clearing: 1 }',
    to: '{ deposits: 1, clearing: 0 }',
  },
  {
    mistake: 'mixes up the pauses of a strategy',
    from: '{ deposits: 0, withdrawals: 1 }',
    to: '{ deposits: 1, withdrawals: 0 }',
  },
].map(mutant => ({ ...mutant, file: 'ledger/pause-status.js' }));

/** Mistakes in what a pause stops. */
const pauses: readonly Mutant[] = [
  pauseIn(
    'slashing/slash-operator.js',
    'allocationManager, allocationManagerPause.slashing',
    'slashes while slashing is paused',
  ),
  pauseIn(
    'stake/deposits.js',
    'strategyManager, strategyManagerPause.deposits',
    'takes deposits while they are paused',
  ),
  pauseIn(
    'stake/strategies.js',
    'strategies[strategy], strategyPause.deposits',
    'deposits into a strategy that is paused',
  ),
  pauseIn(
    'stake/strategies.js',
    'strategies[strategy], strategyPause.withdrawals',
    'pays out of a strategy that is paused',
  ),
  pauseIn(
    'stake/delegation.js',
    'delegationManager, delegationManagerPause.newDelegation',
    'delegates while delegation is paused',
  ),
  pauseIn(
    'stake/delegation.js',
    'delegationManager, delegationManagerPause.enterQueue',
    'undelegates while the queue is closed',
  ),
  pauseIn(
    'stake/withdrawals.js',
    'delegationManager, delegationManagerPause.enterQueue',
    'queues withdrawals while the queue is closed',
  ),
  pauseIn(
    'stake/withdrawals.js',
    'delegationManager, delegationManagerPause.exitQueue',
    'completes withdrawals while that is paused',
  ),
  {
    mistake: 'modifies allocations while that is paused',
    file: 'ledger/pause-status.js',
    from: 'modifyAllocations: 0,',
    to: 'modifyAllocations: 9,',
  },
  {
    mistake: 'registers while registration is paused',
    file: 'ledger/pause-status.js',
    from: 'registration: 2',
    to: 'registration: 9',
  },
  {
    mistake: 'unpauses what it was asked to pause',
    file: 'ledger/pausing.js',
    from: "ensure((present & status) === present, 'InvalidNewPausedStatus');",
    to: '',
  },
  {
    mistake: 'pauses what it was asked to unpause',
    file: 'ledger/pausing.js',
    from: "ensure((status | pausedStatus(ledger, contract)) === pausedStatus(ledger, contract), 'InvalidNewPausedStatus');",
    to: '',
  },
  {
    mistake: 'lets anybody unpause',
    file: 'ledger/pausing.js',
    from: "ensure(sender === ledger.pauser, 'OnlyUnpauser');",
    to: '',
  },
];

/** Mistakes in what v1.13 changed, and in the operations that are recorded since. */
export const versionMutants: readonly Mutant[] = [...resolution, ...slasher, ...pauses, ...pauseBits].map(
  mutant => ({ ...mutant, vectors: 'allocation-slashing-v1.13' }),
);
