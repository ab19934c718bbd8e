import { SLASH_RESOLUTION_DELAY_BLOCKS } from './constants.ts';

/** Releases of the core contracts whose rules a ledger can follow. */
export type ProtocolVersion = 'v1.12' | 'v1.13';

/** Every version, oldest first. */
export const protocolVersions: readonly ProtocolVersion[] = ['v1.12', 'v1.13'];

/** Version that Ethereum mainnet runs (v1.13.0 since 25 June 2026). */
export const LIVE_PROTOCOL_VERSION: ProtocolVersion = 'v1.13';

/** Where versions differ. */
export interface ProtocolRules {
  /** Whole blocks after a slash in which what it took cannot be cleared (ELIP-016); null if there is no such wait. */
  readonly slashResolutionDelayBlocks: number | null;
}

/** Rules of each version. */
export const protocolRules: Readonly<Record<ProtocolVersion, ProtocolRules>> = {
  'v1.12': { slashResolutionDelayBlocks: null },
  'v1.13': { slashResolutionDelayBlocks: SLASH_RESOLUTION_DELAY_BLOCKS },
};
