import type { Mutant } from './mutant.ts';

/** Mistakes in allocations and memberships. */
export const allocationMutants: readonly Mutant[] = [
  {
    mistake: 'frees a deallocation one block early',
    file: 'allocation/allocations.js',
    from: 'futureBlock(ledger, DEALLOCATION_DELAY_BLOCKS + 1)',
    to: 'futureBlock(ledger, DEALLOCATION_DELAY_BLOCKS)',
  },
  {
    mistake: 'frees slashable magnitude at once',
    file: 'allocation/allocations.js',
    from: 'if (change < 0n && slashable)',
    to: 'if (false)',
  },
  {
    mistake: 'holds magnitude back though the AVS removed its strategy',
    file: 'allocation/allocations.js',
    from: 'ledger.sets[set].strategies.includes(strategy) && isOperatorSlashable',
    to: 'isOperatorSlashable',
  },
  {
    mistake: 'holds magnitude back though the operator is no member',
    file: 'allocation/allocations.js',
    from: ' && isOperatorSlashable(ledger, operator, set)',
    to: '',
  },
  {
    mistake: 'makes an increase slashable at once',
    file: 'allocation/allocations.js',
    from: 'if (change < 0n || delay === 0)',
    to: 'if (true)',
  },
  {
    mistake: 'makes an increase without delay wait for the next block',
    file: 'allocation/allocations.js',
    from: 'if (change < 0n || delay === 0)',
    to: 'if (change < 0n)',
  },
  {
    mistake: 'makes an increase slashable a block late',
    file: 'allocation/allocations.js',
    from: 'futureBlock(ledger, delay)',
    to: 'futureBlock(ledger, delay + 1)',
  },
  {
    mistake: 'encumbers an increase only once it is in force',
    file: 'allocation/allocations.js',
    from: 'put(undoLog, operators.encumberedMagnitudes, slot, encumbered);',
    to: 'if (change < 0n || delay === 0) put(undoLog, operators.encumberedMagnitudes, slot, encumbered);',
  },
  {
    mistake: 'keeps magnitude encumbered after its deallocation',
    file: 'allocation/allocations.js',
    from: 'operators.encumberedMagnitudes[slot] + change);',
    to: 'operators.encumberedMagnitudes[slot]);',
  },
  {
    mistake: 'lets a change under way be replaced',
    file: 'allocation/allocations.js',
    from: "ensure(allocations.effectBlock[allocation] === 0, 'ModificationAlreadyPending');",
    to: '',
  },
  {
    mistake: 'allocates beyond the maximum magnitude',
    file: 'allocation/allocations.js',
    from: "ensure(change < 0n || encumbered <= operators.maxMagnitudes[slot], 'InsufficientMagnitude');",
    to: '',
  },
  {
    mistake: 'lets an operator escape by deregistering',
    file: 'allocation/registration.js',
    from: 'registered[membership] || ledger.block <= slashableUntil[membership]',
    to: 'registered[membership]',
  },
  {
    mistake: 'lets a deregistered operator go one block early',
    file: 'allocation/registration.js',
    from: 'ledger.block <= slashableUntil[membership]',
    to: 'ledger.block < slashableUntil[membership]',
  },
  {
    mistake: 'lets go of what an operator allocated when it deregisters',
    file: 'allocation/registration.js',
    from: 'put(undoLog, allocations.registered, membership, false);',
    to: 'put(undoLog, allocations.registered, membership, false); for (let k = 0; k < ledger.strategyCount; k++) put(undoLog, allocations.current, membership * ledger.strategyCount + k, 0n);',
  },
  {
    mistake: 'readmits an operator that can still be slashed',
    file: 'allocation/registration.js',
    from: ' && !isOperatorSlashable(ledger, operator, set);',
    to: ';',
  },
  {
    mistake: 'changes an allocation delay one block early',
    file: 'allocation/allocation-delay.js',
    from: 'ALLOCATION_CONFIGURATION_DELAY_BLOCKS + 1',
    to: 'ALLOCATION_CONFIGURATION_DELAY_BLOCKS',
  },
  {
    mistake: 'keeps the delay in force when a second change replaces a matured one',
    file: 'allocation/allocation-delay.js',
    from: 'const delay = allocationDelay(ledger, operator) ?? blocks;',
    to: 'const delay = ledger.operators.allocationDelays[operator]?.delay ?? blocks;',
  },
  {
    mistake: 'counts a pending increase as sure to be slashable',
    file: 'allocation/allocated-stake.js',
    from: 'const leaves = pending < 0n && effectBlock <= futureBlock;',
    to: 'const leaves = pending !== 0n && effectBlock <= futureBlock;',
  },
  {
    mistake: 'counts stake as slashable that leaves by the block asked about',
    file: 'allocation/allocated-stake.js',
    from: 'effectBlock <= futureBlock',
    to: 'effectBlock < futureBlock',
  },
  {
    mistake: 'shows slashable stake of operators that cannot be slashed',
    file: 'allocation/allocated-stake.js',
    from: 'if (!isOperatorSlashable(ledger, operator, set))\n        return 0n;',
    to: '',
  },
  {
    mistake: 'measures allocated stake against a whole magnitude instead of what slashes have left',
    file: 'allocation/allocated-stake.js',
    from: 'return maximum === 0n ? 0n : divWad(magnitude, maximum);',
    to: 'return magnitude;',
  },
];
