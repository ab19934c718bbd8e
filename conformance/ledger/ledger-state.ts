import {
  allocatableMagnitude,
  allocatedStake,
  allocationDelay,
  allocationOf,
  DEALLOCATION_DELAY_BLOCKS,
  isMember,
  isOperatorSlashable,
  minimumSlashableStake,
  type PausableContract,
  pausedStatus,
  pendingSlasherOf,
  queuedShares,
  slashableSharesInQueue,
  slasherOf,
  withdrawableShares,
} from '../../sim/protocol/index.ts';
import type { FlatState } from './ledger-trace.ts';
import { type LedgerWorld, nameOf, nameOfAddress } from './ledger-world.ts';

type Write = (key: string, value: bigint | number | boolean) => void;

/** Observable state of the ledger under the trace's keys, without zeros. */
export function flatState(world: LedgerWorld): FlatState {
  const state: FlatState = {};
  const write: Write = (key, value) => {
    const text = String(typeof value === 'boolean' ? Number(value) : value);
    if (text !== '0') state[key] = text;
  };
  for (let operator = 0; operator < world.trace.operators; operator++) {
    writeOperator(world, operator, write);
    const delay = allocationDelay(world.ledger, operator);
    if (delay !== null) state[`allocDelay/op${operator}`] = String(delay);
  }
  for (let account = 0; account < world.ledger.accountCount; account++) {
    writeAccount(world, account, write);
    const operator = world.ledger.accounts.delegatedTo[account]!;
    if (operator >= 0) state[`delegate/${nameOf(world, account)}`] = nameOf(world, operator);
  }
  for (const [name, set] of world.sets) writeSet(world, name, set, write);
  writeWithdrawals(world, write);
  const { totalShares, tokenBalance, tokensBurned } = world.ledger.strategies;
  for (let strategy = 0; strategy < world.ledger.strategyCount; strategy++) {
    write(`total/str${strategy}`, totalShares[strategy]!);
    write(`bal/str${strategy}`, tokenBalance[strategy]!);
    write(`burned/str${strategy}`, tokensBurned[strategy]!);
  }
  if (world.header.hasNewKeys) {
    writePauses(world, write);
    Object.assign(state, slasherState(world));
  }
  return state;
}

function writeOperator({ ledger, sets }: LedgerWorld, operator: number, write: Write): void {
  const { maxMagnitudes, encumberedMagnitudes, shares } = ledger.operators;
  for (let strategy = 0; strategy < ledger.strategyCount; strategy++) {
    const slot = operator * ledger.strategyCount + strategy;
    const key = `op${operator}/str${strategy}`;
    write(`maxMag/${key}`, maxMagnitudes[slot]!);
    write(`encMag/${key}`, encumberedMagnitudes[slot]!);
    write(`allocatable/${key}`, allocatableMagnitude(ledger, operator, strategy));
    write(`opShares/${key}`, shares[slot]!);
    write(`queueSlashable/${key}`, slashableSharesInQueue(ledger, operator, strategy));
  }
  for (const [name, set] of sets) {
    write(`member/op${operator}/${name}`, isMember(ledger, operator, set));
    write(`slashable/op${operator}/${name}`, isOperatorSlashable(ledger, operator, set));
    for (let strategy = 0; strategy < ledger.strategyCount; strategy++) {
      const key = `op${operator}/${name}/str${strategy}`;
      const { current, pending, effectBlock } = allocationOf(ledger, operator, set, strategy);
      const least = (block: number): bigint =>
        minimumSlashableStake(ledger, { operator, set, strategy }, block);
      write(`alloc.cur/${key}`, current);
      write(`alloc.pend/${key}`, pending);
      write(`alloc.eff/${key}`, effectBlock);
      write(`allocStake/${key}`, allocatedStake(ledger, operator, set, strategy));
      write(`minStakeNow/${key}`, least(ledger.block));
      write(`minStakeFuture/${key}`, least(ledger.block + DEALLOCATION_DELAY_BLOCKS));
    }
  }
}

function writeAccount(world: LedgerWorld, account: number, write: Write): void {
  const { ledger, wallets } = world;
  for (let strategy = 0; strategy < ledger.strategyCount; strategy++) {
    const slot = account * ledger.strategyCount + strategy;
    const key = `${nameOf(world, account)}/str${strategy}`;
    write(`dep/${key}`, ledger.accounts.depositShares[slot]!);
    write(`dsf/${key}`, ledger.accounts.scalingFactors[slot]!);
    write(`wdable/${key}`, withdrawableShares(ledger, account, strategy));
    write(`wallet/${key}`, wallets[slot]!);
  }
}

function writeSet({ ledger, header }: LedgerWorld, name: string, set: number, write: Write): void {
  const { strategies, slashCount, slashed, resolutionBlocks, redistributed } = ledger.sets[set]!;
  write(`slashCount/${name}`, slashCount);
  for (const strategy of strategies) write(`setHas/${name}/str${strategy}`, true);
  for (const [strategy, tokens] of redistributed.entries()) {
    write(`redistributed/${name}/str${strategy}`, tokens);
  }
  for (const [slashId, entries] of slashed) {
    for (const { strategy, shares } of entries) write(`burnable/${name}/${slashId}/str${strategy}`, shares);
  }
  if (!header.hasNewKeys) return;
  for (const [slashId, block] of resolutionBlocks) write(`resolution/${name}/${slashId}`, block);
}

function writePauses({ ledger }: LedgerWorld, write: Write): void {
  const managers: PausableContract[] = ['allocationManager', 'delegationManager', 'strategyManager'];
  for (const manager of managers) write(`paused/${manager}`, pausedStatus(ledger, manager));
  for (let strategy = 0; strategy < ledger.strategyCount; strategy++)
    write(`paused/str${strategy}`, pausedStatus(ledger, strategy));
}

/** Slashers by name, and pending ones with the first block in which they may slash. */
function slasherState(world: LedgerWorld): FlatState {
  const state: FlatState = {};
  for (const [name, set] of world.sets) {
    state[`slasher/${name}`] = nameOfAddress(world, slasherOf(world.ledger, set));
    const pending = pendingSlasherOf(world.ledger, set);
    if (pending === null) continue;
    state[`slasher.pend/${name}`] = nameOfAddress(world, pending.slasher);
    state[`slasher.eff/${name}`] = String(pending.effectBlock);
  }
  return state;
}

function writeWithdrawals({ ledger }: LedgerWorld, write: Write): void {
  for (const { id, strategies, scaledShares } of ledger.withdrawals.pending.values()) {
    write(`wd.pending/wd${id}`, true);
    const shares = queuedShares(ledger, id);
    for (const [i, strategy] of strategies.entries()) {
      // Of a strategy that is listed twice, the trace shows the last entry.
      if (strategies.lastIndexOf(strategy) !== i) continue;
      write(`wd.scaled/wd${id}/str${strategy}`, scaledShares[i]!);
      write(`wd.shares/wd${id}/str${strategy}`, shares[i]!);
    }
  }
}
