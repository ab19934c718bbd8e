/** Blocks in a day at the nominal 12 seconds a block. */
export const BLOCKS_PER_DAY = 7_200;

/** Blocks a queued withdrawal waits, and stays slashable (14 days; ELIP-002, MIN_WITHDRAWAL_DELAY_BLOCKS). */
export const WITHDRAWAL_DELAY_BLOCKS = 100_800;

/** Blocks a deallocation or a deregistration stays slashable (14 days; ELIP-002, DEALLOCATION_DELAY). */
export const DEALLOCATION_DELAY_BLOCKS = 100_800;

/** Blocks before a changed allocation delay takes effect (17.5 days; ELIP-002, ALLOCATION_CONFIGURATION_DELAY). */
export const ALLOCATION_CONFIGURATION_DELAY_BLOCKS = 126_000;

/** Blocks in which what a slash took cannot be cleared (7 days; ELIP-016, SLASH_RESOLUTION_DELAY_BLOCKS, since v1.13). */
export const SLASH_RESOLUTION_DELAY_BLOCKS = 50_400;

/** Virtual shares and virtual balance of a strategy, which fix its first exchange rate at 1 (StrategyBase). */
export const VIRTUAL_OFFSET = 1_000n;

/** Most shares a strategy may issue (StrategyBase, MAX_TOTAL_SHARES). */
export const MAX_TOTAL_SHARES = 10n ** 38n - 1n;

/** Most strategies one account may hold (StrategyManager, MAX_STAKER_STRATEGY_LIST_LENGTH). */
export const MAX_ACCOUNT_STRATEGIES = 32;

/** Block at which a ledger starts unless told otherwise: about when slashing reached mainnet. */
export const DEFAULT_START_BLOCK = 22_000_000;
