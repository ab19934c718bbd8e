import type { Mutant } from './mutant.ts';

/** Mistakes in slashing and in what a slash reaches. */
export const slashingMutants: readonly Mutant[] = [
  {
    mistake: 'rounds the slashed magnitude down',
    file: 'slashing/slash-operator.js',
    from: 'const magnitude = mulWadUp(allocations.current[allocation], wad);',
    to: 'const magnitude = mulWad(allocations.current[allocation], wad);',
  },
  {
    mistake: 'slashes a fraction of all magnitude instead of the allocation',
    file: 'slashing/slash-operator.js',
    from: 'mulWadUp(allocations.current[allocation], wad)',
    to: 'mulWadUp(operators.maxMagnitudes[slot], wad)',
  },
  {
    mistake: 'takes the slashed fraction of all stake instead of what the allocation stands for',
    file: 'slashing/slash-operator.js',
    from: 'fromStake: sharesLost(operators.shares[slot], before, after)',
    to: 'fromStake: mulWad(operators.shares[slot], wad)',
  },
  {
    mistake: 'lets queued withdrawals escape a slash',
    file: 'slashing/slash-operator.js',
    from: 'const shares = fromStake + fromQueue;',
    to: 'const shares = fromStake;',
  },
  {
    mistake: 'reaches withdrawals that were queued a block too long ago',
    file: 'stake/withdrawals.js',
    from: 'ledger.block - WITHDRAWAL_DELAY_BLOCKS - 1',
    to: 'ledger.block - WITHDRAWAL_DELAY_BLOCKS - 2',
  },
  {
    mistake: "spares withdrawals in their delay's last block",
    file: 'stake/withdrawals.js',
    from: 'ledger.block - WITHDRAWAL_DELAY_BLOCKS - 1',
    to: 'ledger.block - WITHDRAWAL_DELAY_BLOCKS',
  },
  {
    mistake: 'takes queued shares out of the stake too',
    file: 'slashing/slash-operator.js',
    from: 'operators.shares[slot] - fromStake',
    to: 'operators.shares[slot] - fromStake - fromQueue',
  },
  {
    mistake: 'spares a deallocation under way',
    file: 'slashing/slash-operator.js',
    from: 'pending: pending < 0n ? mulWadUp(-pending, wad) : 0n',
    to: 'pending: 0n',
  },
  {
    mistake: 'rounds the slash of a deallocation under way down',
    file: 'slashing/slash-operator.js',
    from: 'mulWadUp(-pending, wad)',
    to: 'mulWad(-pending, wad)',
  },
  {
    mistake: 'keeps slashed magnitude encumbered',
    file: 'slashing/slash-operator.js',
    from: 'operators.encumberedMagnitudes[slot] - magnitude',
    to: 'operators.encumberedMagnitudes[slot]',
  },
  {
    mistake: 'lets the maximum magnitude stay whole',
    file: 'slashing/slash-operator.js',
    from: 'put(undoLog, operators.maxMagnitudes, slot, after);',
    to: '',
  },
  {
    mistake: "lowers the maximum magnitude of the operator's first strategy",
    file: 'slashing/slash-operator.js',
    from: 'put(undoLog, operators.maxMagnitudes, slot, after);',
    to: 'put(undoLog, operators.maxMagnitudes, operator * strategyCount, after);',
  },
  {
    mistake: 'rounds slashed shares up, against those who stay',
    file: 'slashing/slash-operator.js',
    from: 'return shares - mulDivUp(shares, after, before);',
    to: 'return shares - (shares * after) / before;',
  },
  {
    mistake: 'lets anybody slash',
    file: 'slashing/slash-operator.js',
    from: "ensure((sender ?? slasher) === slasher, 'InvalidCaller');",
    to: '',
  },
  {
    mistake: 'takes strategies in any order',
    file: 'slashing/slash-operator.js',
    from: "ensure(i === 0 || strategy > strategies[i - 1], 'StrategiesMustBeInAscendingOrder');",
    to: '',
  },
  {
    mistake: 'slashes strategies that the set no longer has',
    file: 'slashing/slash-operator.js',
    from: "ensure(target.strategies.includes(strategy), 'StrategyNotInOperatorSet');",
    to: '',
  },
  {
    mistake: 'keeps the first value of a block in the history instead of the last',
    file: 'ledger/history.js',
    from: 'put(undoLog, values, last, value);',
    to: '',
  },
  {
    mistake: 'misses what is recorded in the block that is looked up',
    file: 'ledger/history.js',
    from: 'blocks[middle] <= block',
    to: 'blocks[middle] < block',
  },
  {
    mistake: 'burns what a redistributing set slashed',
    file: 'slashing/slashed-shares.js',
    from: 'if (!target.redistributing)',
    to: 'if (target.avs >= 0)',
  },
];
