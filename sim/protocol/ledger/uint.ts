import type { Ledger } from './ledger.ts';
import { ensure } from './revert.ts';

/** First numbers that the contracts' unsigned integers of 64 and of 256 bits cannot hold. */
export const UINT64_END = 2n ** 64n;
export const UINT256_END = 2n ** 256n;

/** Error of checked arithmetic that leaves its type. */
export const ARITHMETIC_PANIC = 'Panic(0x11)';

/**
 * Block so many blocks ahead; the contracts count blocks in 32 bits.
 *
 * @throws Revert `Panic(0x11)` if that block cannot be counted.
 */
export function futureBlock(ledger: Ledger, blocks: number): number {
  const block = ledger.block + blocks;
  ensure(block < 2 ** 32, ARITHMETIC_PANIC);
  return block;
}
