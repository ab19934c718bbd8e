import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

/** A submission of the recorded worlds; amounts and multipliers are decimal integers, dates midnights. */
export interface RecordedSubmission {
  readonly avs: string;
  readonly operatorSetId?: number;
  readonly rewardType?: string;
  readonly amount?: string;
  readonly operators?: readonly [operator: string, amount: string][];
  readonly rewardHash: string;
  readonly start: string;
  readonly end: string;
  readonly block: number;
  readonly strategiesAndMultipliers: readonly [strategy: string, multiplier: string][];
}

type Events = {
  stakerDelegations: [number, number, string, string, boolean][];
  stakerShareDeltas: [number, number, string, string, string][];
  operatorShareDeltas: [number, number, string, string, string, string | null][];
  operatorAvsRegistrations: [number, number, string, string, boolean][];
  operatorSetSplits: [number, number, string, string, number, string, number, number][];
  operatorPiSplits: [number, number, string, string, number, number][];
  defaultOperatorSplits: [number, number, number, number][];
  operatorSetRegistrations: [number, number, string, string, number, boolean][];
  operatorAllocations: [number, number, string, string, string, number, string, number][];
  operatorMaxMagnitudes: [number, number, string, string, string][];
};

/**
 * A world recorded from the real rewards calculation (Layr-Labs/sidecar f98a5a64): its events, submissions,
 * daily snapshots and what each earner got. Amounts are wei, per day; days from-to are inclusive.
 */
export interface RecordedWorld {
  readonly id: string;
  readonly day0: string;
  readonly firstBlock: number;
  readonly secondsPerBlock: number;
  readonly world: {
    readonly strategies: readonly string[];
    readonly avss: readonly string[];
    readonly operators: readonly string[];
    readonly stakers: readonly string[];
    readonly operatorSets: readonly [avs: string, id: number][];
    readonly cutoffs: readonly string[];
    readonly events: Events;
    readonly submissions: Readonly<
      Record<'v1' | 'operatorSet' | 'uniqueStake' | 'totalStake', readonly RecordedSubmission[]>
    >;
  };
  readonly snapshots: {
    readonly operatorSetRegistrations: readonly [string, string, number, string, string][];
    readonly operatorSetStrategies: readonly [string, string, number, string, string][];
  };
  readonly expected: {
    readonly runs: readonly {
      readonly rewards: readonly [
        kind: string,
        hash: string,
        earner: string,
        token: string,
        first: string,
        last: string,
        amount: string,
      ][];
    }[];
  };
}

export function recordedWorlds(): RecordedWorld[] {
  const file = new URL('../vectors/rewards.public.jsonl.gz', import.meta.url);
  const lines = gunzipSync(readFileSync(file)).toString('utf8').trim().split('\n');
  return lines.map(line => JSON.parse(line) as RecordedWorld);
}

/** Whole days from a world's first midnight to a date or time, rounded down. */
export function dayOf(world: RecordedWorld, date: string): number {
  const time = Date.parse(date.length > 10 ? `${date}Z` : date);
  return Math.floor((time - Date.parse(world.day0)) / 86_400_000);
}
