import { createMirrors, ensureMembership, touch } from '../../sim/protocol/mirrors.ts';
import {
  attributionNow,
  changeSplit,
  closeDay,
  createRewards,
  pay,
  type Stream,
} from '../../sim/protocol/rewards/index.ts';
import { dayOf, type RecordedSubmission, type RecordedWorld } from './rewards-vectors.ts';

/** A stream that stands for a submission on some of its days, with its pool and stated weights by day. */
interface Replayed {
  readonly stream: Stream;
  readonly submission: RecordedSubmission;
  readonly prefix: 'unique' | 'total' | 'odset' | 'pi';
  readonly days: Map<number, { pool: number; byOperator?: Map<string, number> }>;
}

/** Amounts in wei by `kind|hash|earner|day`, and the pool of each `hash|day`. */
export interface Paid {
  readonly amounts: Map<string, number>;
  readonly pools: Map<string, number>;
}

/** Plays a recorded world's events through the mirrors and pays its submissions day by day. */
export function replay(recorded: RecordedWorld): Paid {
  const { world } = recorded;
  const { strategies, operators, events, operatorSets, avss } = world;
  const accounts = [...new Set([...operators, ...world.stakers])];
  const S = strategies.length;
  const mirrors = createMirrors({
    strategies: S,
    operators: operators.length,
    accounts: accounts.length,
  });
  const { memberships } = mirrors;
  const setOf = (avs: string, id: number) => operatorSets.findIndex(set => set[0] === avs && set[1] === id);
  // Registration to a whole AVS counts for programmatic incentives: it is replayed as one more set.
  const legacySetOf = (avs: string) => operatorSets.length + avss.indexOf(avs);
  const replayed = streamsOf(recorded, setOf);
  const rewards = createRewards(mirrors, {
    streams: replayed.map(({ stream }) => stream),
    cohortOf: Int32Array.from(accounts.keys()),
    cohorts: accounts.length,
  });

  const stakerShares = new Map<string, bigint>();
  const operatorShares = new Map<string, bigint>();
  const add = (shares: Map<string, bigint>, who: string, strategy: string, delta: string) => {
    const key = `${who}|${strategy}`;
    shares.set(key, (shares.get(key) ?? 0n) + BigInt(delta));
  };
  const register = (operator: string, set: number, registered: boolean) => {
    const membership = ensureMembership(mirrors, operators.indexOf(operator), set);
    memberships.registered[membership] = registered ? 1 : 0;
    if (!registered) memberships.eligible[membership] = 0;
  };
  const allocate = (operator: string, strategy: string, set: number, magnitude: string) => {
    const index =
      ensureMembership(mirrors, operators.indexOf(operator), set) * S + strategies.indexOf(strategy);
    const value = Number(magnitude) / 1e18;
    if (value < memberships.magnitude[index]!)
      memberships.eligibleMagnitude[index] = Math.min(memberships.eligibleMagnitude[index]!, value);
    memberships.magnitude[index] = value;
  };

  const dayOfBlock = (block: number) =>
    Math.floor(((block - recorded.firstBlock) * recorded.secondsPerBlock) / 86_400);
  const acts: { day: number; block: number; log: number; act: () => void }[] = [];
  const at = (block: number, log: number, act: () => void, effectBlock = block) =>
    acts.push({ day: dayOfBlock(effectBlock), block, log, act });
  for (const [block, log, staker, operator, delegated] of events.stakerDelegations)
    at(block, log, () => {
      mirrors.delegatedTo[accounts.indexOf(staker)] = delegated ? operators.indexOf(operator) : -1;
    });
  for (const [block, log, staker, strategy, delta] of events.stakerShareDeltas)
    at(block, log, () => add(stakerShares, staker, strategy, delta));
  for (const [block, log, operator, strategy, delta] of events.operatorShareDeltas)
    at(block, log, () => add(operatorShares, operator, strategy, delta));
  for (const [block, log, operator, avs, registered] of events.operatorAvsRegistrations)
    at(block, log, () => register(operator, legacySetOf(avs), registered));
  for (const [block, log, operator, avs, id, registered] of events.operatorSetRegistrations)
    at(block, log, () => register(operator, setOf(avs, id), registered));
  for (const [block, log, operator, strategy, avs, id, magnitude, effectBlock] of events.operatorAllocations)
    at(block, log, () => allocate(operator, strategy, setOf(avs, id), magnitude), effectBlock);
  for (const [block, log, operator, strategy, max] of events.operatorMaxMagnitudes)
    at(block, log, () => {
      mirrors.maxMagnitude[operators.indexOf(operator) * S + strategies.indexOf(strategy)] =
        Number(max) / 1e18;
    });
  // Of two allocations that take effect on one day the one announced last wins.
  acts.sort((a, b) => a.day - b.day || a.block - b.block || a.log - b.log);

  /** Brings shares into the mirrors, and splits in force that became active during `day`. */
  function endDay(day: number): void {
    for (const [key, shares] of operatorShares) {
      const [operator, strategy] = key.split('|') as [string, string];
      mirrors.operatorShares[operators.indexOf(operator) * S + strategies.indexOf(strategy)] =
        Number(shares) / 1e18;
    }
    for (const [key, shares] of stakerShares) {
      const [staker, strategy] = key.split('|') as [string, string];
      const account = accounts.indexOf(staker);
      const operator = mirrors.delegatedTo[account]!;
      const max = operator < 0 ? 1 : mirrors.maxMagnitude[operator * S + strategies.indexOf(strategy)]!;
      mirrors.scaledShares[account * S + strategies.indexOf(strategy)] =
        max === 0 ? 0 : Number(shares) / 1e18 / max;
    }
    for (const account of accounts.keys()) touch(mirrors, account);
    const splits = [
      ...events.operatorSetSplits.map(([, , o, avs, id, active, , bips]) => [
        o,
        setOf(avs, id),
        active,
        bips,
      ]),
      ...events.operatorPiSplits.map(([, , o, active, , bips]) => [o, -1, active, bips]),
    ] as [string, number, string, number][];
    for (const [operator, set, active, bips] of splits)
      if (dayOf(recorded, active) === day)
        changeSplit(rewards.splits, {
          operator: operators.indexOf(operator),
          set,
          fraction: bips / 10_000,
          time: -Infinity,
        });
    // A run of the simulator never changes the default; the recorded worlds do.
    for (const [block, , , bips] of events.defaultOperatorSplits)
      if (dayOfBlock(block) === day) Object.assign(rewards.splits, { defaultFraction: bips / 10_000 });
  }

  const paid: Paid = { amounts: new Map(), pools: new Map() };
  const horizon = dayOf(recorded, world.cutoffs.at(-1)!);
  const queue = acts.values();
  let next = queue.next();
  closeDay(rewards);
  for (let day = 0; day < horizon; day++) {
    for (; !next.done && next.value.day === day; next = queue.next()) next.value.act();
    endDay(day);
    const before = attributionNow(rewards).tokens;
    const refunds = replayed.map(({ days, stream }, index) => {
      const due = days.get(day);
      if (due === undefined) return 0;
      if (due.byOperator === undefined)
        return pay(rewards, index, { pool: due.pool, usdPerToken: 1 }).refunded;
      const weights = new Float64Array(memberships.count);
      for (const membership of memberships.ofSet[stream.set] ?? [])
        weights[membership] = due.byOperator.get(operators[memberships.operator[membership]!]!) ?? 0;
      return pay(rewards, index, { pool: due.pool, usdPerToken: 1, weights }).refunded;
    });
    const after = attributionNow(rewards).tokens;
    replayed.forEach(({ stream, submission, prefix, days }, index) => {
      const due = days.get(day);
      if (due === undefined) return;
      const put = (role: string, earner: string, tokens: number) => {
        if (tokens !== 0)
          paid.amounts.set(`${prefix}.${role}|${submission.rewardHash}|${earner}|${day}`, tokens);
      };
      paid.pools.set(`${submission.rewardHash}|${day}`, due.pool);
      accounts.forEach((earner, account) => {
        const cell = index * accounts.length + account;
        put('staker', earner, after[cell]! - before[cell]!);
      });
      const { cut } = rewards.flows[index]!;
      const members = memberships.ofSet[stream.set] ?? [];
      operators.forEach((earner, operator) => {
        const payee =
          stream.set < 0 ? operator : members.findIndex(m => memberships.operator[m] === operator);
        put('operator', earner, cut[payee] ?? 0);
      });
      put('avs', submission.avs, refunds[index]!);
    });
    closeDay(rewards);
  }
  return paid;
}

/** The streams that a world's set and programmatic submissions need, one for each set of strategies. */
function streamsOf(recorded: RecordedWorld, setOf: (avs: string, id: number) => number): Replayed[] {
  const { strategies, cutoffs, submissions } = recorded.world;
  const { operatorSetRegistrations, operatorSetStrategies } = recorded.snapshots;
  const within = (day: number, from: string, to: string) =>
    dayOf(recorded, from) <= day && day <= dayOf(recorded, to);
  const found = new Map<string, Replayed>();

  function due(
    submission: RecordedSubmission,
    kind: Stream['kind'],
    prefix: Replayed['prefix'],
    day: number,
    payment: { pool: number; byOperator?: Map<string, number> },
    counts: (strategy: string) => boolean,
  ): void {
    const multipliers = strategies.map(strategy => {
      const entry = submission.strategiesAndMultipliers.find(([name]) => name === strategy);
      return entry && counts(strategy) ? Number(entry[1]) / 1e18 : 0;
    });
    const set = kind === 'programmatic' ? -1 : setOf(submission.avs, submission.operatorSetId!);
    const name = `${submission.rewardHash}|${multipliers.join()}`;
    const stream: Stream = { name, avs: -1, set, token: 0, kind, multipliers };
    if (!found.has(name)) found.set(name, { stream, submission, prefix, days: new Map() });
    found.get(name)!.days.set(day, payment);
  }

  /** Snapshots that each run pays: from the day after the start or the last one paid, to its cutoff. */
  function windows(submission: RecordedSubmission): number[][] {
    const created = ((submission.block - recorded.firstBlock) * recorded.secondsPerBlock) / 86_400;
    let paidUntil = dayOf(recorded, submission.start);
    return cutoffs.map(cutoff => {
      if (created >= dayOf(recorded, cutoff)) return [];
      const last = Math.min(dayOf(recorded, submission.end), dayOf(recorded, cutoff) - 1);
      const days = Array.from({ length: Math.max(0, last - paidUntil) }, (_, n) => paidUntil + 1 + n);
      paidUntil = Math.max(paidUntil, last);
      return days;
    });
  }

  const wholeDays = ({ start, end }: RecordedSubmission) => dayOf(recorded, end) - dayOf(recorded, start);
  const byStake = [
    ...submissions.uniqueStake.map(s => [s, 'uniqueStake', 'unique'] as const),
    ...submissions.totalStake.map(s => [s, 'totalStake', 'total'] as const),
    ...submissions.v1
      .filter(s => s.rewardType === 'all_earners')
      .map(s => [s, 'programmatic', 'pi'] as const),
  ];
  for (const [submission, kind, prefix] of byStake)
    for (const day of windows(submission).flat())
      due(
        submission,
        kind,
        prefix,
        day,
        { pool: Number(submission.amount) / wholeDays(submission) },
        () => true,
      );

  // The payer of an operator-directed submission states an amount per operator: amount / days registered.
  for (const submission of submissions.operatorSet)
    for (const window of windows(submission)) {
      const isMember = (operator: string, day: number) =>
        operatorSetRegistrations.some(
          ([o, avs, id, from, to]) =>
            o === operator &&
            avs === submission.avs &&
            id === submission.operatorSetId &&
            within(day, from, to),
        );
      for (const day of window) {
        const byOperator = new Map<string, number>();
        for (const [operator, amount] of submission.operators!) {
          const days = window.filter(each => isMember(operator, each)).length;
          if (isMember(operator, day)) byOperator.set(operator, Number(amount) / days);
        }
        const pool = [...byOperator.values()].reduce((sum, amount) => sum + amount, 0);
        due(submission, 'operatorDirected', 'odset', day, { pool, byOperator }, strategy =>
          operatorSetStrategies.some(
            ([name, avs, id, from, to]) =>
              name === strategy &&
              avs === submission.avs &&
              id === submission.operatorSetId &&
              within(day, from, to),
          ),
        );
      }
    }
  return [...found.values()];
}
