import { settle } from './earnings.ts';
import { takeMidnightSnapshot } from './midnight-snapshot.ts';
import { beginDay } from './pay.ts';
import { takePosition } from './positions.ts';
import type { Rewards } from './rewards.ts';

/**
 * Ends a midnight: settles the accounts that were touched since the last one with what their old positions
 * earned, takes over their new ones and takes the snapshot that the next midnight pays for. To be called at
 * time 0 and, after that day's `pay`, at every midnight. Empties `mirrors.touched`, fills `eligible`.
 */
export function closeDay(rewards: Rewards): void {
  const { mirrors, positions, accumulators } = rewards;
  const { list, flag } = mirrors.touched;
  if (!rewards.paying) beginDay(rewards);
  for (const account of list) {
    settle(rewards, account);
    takePosition(positions, mirrors, accumulators, account);
    flag[account] = 0;
  }
  list.length = 0;
  rewards.day++;
  takeMidnightSnapshot(rewards.snapshot, mirrors, rewards.splits, rewards.day);
  rewards.paying = false;
}
