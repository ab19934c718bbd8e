import type { Mutant } from './mutant.ts';

/** Mistakes in daily snapshots. */
const snapshots: readonly Mutant[] = [
  {
    mistake: 'pays on the day of joining',
    file: 'rewards/exact/take-snapshots.js',
    from: 'const span = { first: day + 1,',
    to: 'const span = { first: day,',
  },
  {
    mistake: 'pays on the day of leaving',
    file: 'rewards/exact/take-snapshots.js',
    from: 'last: (changes[at + 1]?.day ?? cutoff) - 1,',
    to: 'last: changes[at + 1]?.day ?? cutoff - 1,',
  },
  {
    mistake: 'counts what changes during a day on that day',
    file: 'rewards/exact/take-snapshots.js',
    from: '({ day: day + 1, value })',
    to: '({ day, value })',
  },
  {
    mistake: 'pays for an allocation on the day it takes effect',
    file: 'rewards/exact/take-snapshots.js',
    from: 'day: grows ? day + 1 : day',
    to: 'day',
  },
  {
    mistake: 'pays for slashed and freed magnitude for one more day',
    file: 'rewards/exact/take-snapshots.js',
    from: 'day: grows ? day + 1 : day',
    to: 'day: day + 1',
  },
  {
    mistake: 'sees a fall of the maximum magnitude on the next day',
    file: 'rewards/exact/take-snapshots.js',
    from: 'changes.map(({ day, magnitude }) => ({ day, value: magnitude }))',
    to: 'changes.map(({ day, magnitude }) => ({ day: day + 1, value: magnitude }))',
  },
  {
    mistake: 'lets the first magnitude of a day win over the last',
    file: 'rewards/exact/take-snapshots.js',
    from: 'changes[at + 1]?.day !== day',
    to: 'changes[at - 1]?.day !== day',
  },
  {
    mistake: 'counts a restaked strategy on the first day it is seen',
    file: 'rewards/exact/take-snapshots.js',
    from: 'first: first + 1,',
    to: 'first,',
  },
  {
    mistake: 'drops a strategy on the day it leaves its set',
    file: 'rewards/exact/take-snapshots.js',
    from: '[{ ...span, value: true }]',
    to: '[{ ...span, last: span.last - 1, value: true }]',
  },
];

/** Mistakes in what a day pays. */
const pay: readonly Mutant[] = [
  {
    mistake: 'uses the AVS split as a fallback for the set split',
    file: 'rewards/exact/parts.js',
    from: 'return splits.get(keyOf(operator, scope));',
    to: "return splits.get(keyOf(operator, scope)) ?? snapshot.operatorAvsSplits.get(keyOf(operator, scope.split('|')[0]));",
  },
  {
    mistake: 'splits programmatic incentives by the default alone',
    file: 'rewards/exact/parts.js',
    from: 'return snapshot.operatorPiSplits.get(operator);',
    to: 'return undefined;',
  },
  {
    mistake: 'splits by nothing where no default was ever set',
    file: 'rewards/exact/parts.js',
    from: 'DEFAULT_SPLIT_BIPS = 1000n',
    to: 'DEFAULT_SPLIT_BIPS = 0n',
  },
  {
    mistake: 'does not see that the default split was changed',
    file: 'rewards/exact/parts.js',
    from: "?? snapshot.defaultOperatorSplits.get('')",
    to: '',
  },
  {
    mistake: 'rounds quotients down where PostgreSQL rounds them',
    file: 'rewards/exact/decimal.js',
    from: '(2n * dividend + divisor) / (2n * divisor)',
    to: 'dividend / divisor',
  },
  {
    mistake: 'keeps every decimal of a proportion',
    file: 'rewards/exact/parts.js',
    from: 'return floor({ digits: proportion * amount, scale: PROPORTION_DECIMALS });',
    to: 'return floor(divide(times(whole(amount), weight), total));',
  },
  {
    mistake: 'weighs magnitude without what slashes have left of the maximum',
    file: 'rewards/exact/pay-set.js',
    from: 'whole(allocation.maxMagnitude)',
    to: 'whole(10n ** 18n)',
  },
  {
    mistake: 'pays unique stake by total stake',
    file: 'rewards/exact/pay-set.js',
    from: "if (kind === 'unique')",
    to: 'if (false)',
  },
  {
    mistake: 'pays total stake by unique stake',
    file: 'rewards/exact/pay-set.js',
    from: "if (kind === 'unique')",
    to: 'if (true)',
  },
  {
    mistake: 'asks that strategies rewarded by stake be in the set',
    file: 'rewards/exact/pay-set.js',
    from: 'if (shares <= 0n)',
    to: 'if (shares <= 0n || !snapshot.operatorSetStrategies.has(keyOf(strategy, scope)))',
  },
  {
    mistake: 'rewards strategies that an operator-directed set does not have',
    file: 'rewards/exact/pay-directed.js',
    from: "const counts = (strategy) => kind === 'od' ||",
    to: 'const counts = (strategy) => true ||',
  },
  {
    mistake: "divides an operator's amount by all days, not by those it was registered",
    file: 'rewards/exact/pay-directed.js',
    from: 'floorDivide(amount, count)',
    to: 'floorDivide(amount, days)',
  },
  {
    mistake: 'keeps the amount of an operator that was never registered',
    file: 'rewards/exact/pay-directed.js',
    from: 'if (count === 0n)',
    to: 'if (false)',
  },
  {
    mistake: 'pays an operator without stakers nothing',
    file: 'rewards/exact/pay-directed.js',
    from: "amounts.push({ role: 'operator', earner: operator, amount: cut });",
    to: "if (snapshot.stakersOf.has(operator)) amounts.push({ role: 'operator', earner: operator, amount: cut });",
  },
  {
    mistake: 'keeps a pool that nobody earned',
    file: 'rewards/exact/pay-set.js',
    from: "return [...amounts, { role: 'avs', earner: avs, amount: pool }];",
    to: 'return amounts;',
  },
  {
    mistake: 'counts strategies that an operator does not restake in the AVS',
    file: 'rewards/exact/pay-stakers.js',
    from: "const counts = (strategy) => kind === 'pi' ||",
    to: 'const counts = (strategy) => true ||',
  },
  {
    mistake: 'pays incentives to members of AVSs, not to those of sets',
    file: 'rewards/exact/pay-stakers.js',
    from: '...snapshot.operatorSetRegistrations.keys()',
    to: '',
  },
  {
    mistake: 'pays for the first day, whose snapshot is of the day before',
    file: 'rewards/exact/submissions.js',
    from: '(paidUntil ?? start) + 1',
    to: '(paidUntil ?? start - 1) + 1',
  },
  {
    mistake: 'leaves the last day out',
    file: 'rewards/exact/submissions.js',
    from: 'Math.min(end, limit) - first + 1',
    to: 'Math.min(end - 1, limit) - first + 1',
  },
  {
    mistake: 'pays stake of sets up to the cutoff itself',
    file: 'rewards/exact/submissions.js',
    from: '? cutoff - 1 : cutoff',
    to: '? cutoff : cutoff',
  },
  {
    mistake: 'pays a submission made on the day of the cutoff',
    file: 'rewards/exact/submissions.js',
    from: 'submitted >= cutoff',
    to: 'submitted > cutoff',
  },
];

/** Mistakes in the exact calculation of rewards that conformance catches. */
export const exactMutants: readonly Mutant[] = [...snapshots, ...pay];

/** Mistakes in the flows that the simulator pays by that conformance catches. */
export const flowMutants: readonly Mutant[] = [
  {
    mistake: 'lets a member earn on the day of joining',
    file: 'rewards/stake-weights.js',
    from: 'memberships.eligible[membership]',
    to: 'memberships.registered[membership]',
  },
  {
    mistake: 'pays flows for the magnitude of the moment',
    file: 'rewards/stake-weights.js',
    from: 'Math.min(magnitude[index], eligibleMagnitude[index])',
    to: 'magnitude[index]',
  },
  {
    mistake: 'pays flows for the magnitude of the last midnight',
    file: 'rewards/stake-weights.js',
    from: 'Math.min(magnitude[index], eligibleMagnitude[index])',
    to: 'eligibleMagnitude[index]',
  },
  {
    mistake: 'weighs the stake of the moment instead of the last midnight',
    file: 'rewards/stake-weights.js',
    from: 'snapshot.operatorShares[index]',
    to: 'mirrors.operatorShares[index]',
  },
  {
    mistake: 'weighs allocations without what slashes have left of the maximum',
    file: 'rewards/stake-weights.js',
    from: ' / maxMagnitude;',
    to: ';',
  },
  {
    mistake: 'accrues per withdrawable instead of scaled share',
    file: 'rewards/pay.js',
    from: 'perShare * snapshot.maxMagnitude[index]',
    to: 'perShare',
  },
  {
    mistake: "splits an operator's pay by the split of incentives",
    file: 'rewards/pay.js',
    from: 'set < 0 ? snapshot.programmaticSplit[operator] : snapshot.setSplit[membership]',
    to: 'snapshot.programmaticSplit[operator]',
  },
  {
    mistake: 'keeps a pool of flows that nobody earned',
    file: 'rewards/pay.js',
    from: 'day.refunded = net;',
    to: '{}',
  },
];
