// Security analysis at scale: the condition on each operator, exact attacks, slack and cascades, in seconds of processor
// time. Usage: npm run build && node bench/security.mjs
import {
  columnsOf,
  fraction,
  mostProfitableAttack,
  slack,
  slackLowerBound,
  slackLowerBoundOf,
  worstCascade,
} from '../dist/sim/security/index.js';

/** Whole numbers from 0 up to a limit, the same in every run. */
function generator(seed) {
  let state = seed;
  return limit => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return Math.floor(state / 65_536) % limit;
  };
}

/** A network whose services bring about a third of the stake behind them, divided by how often it is pledged. */
function network({ services: count, operators, each, threshold, isUnique = false }) {
  const draw = generator(1);
  const stakes = Array.from({ length: operators }, () => 1 + draw(1_000));
  const served = stakes.map(() => {
    const some = new Set();
    while (some.size < each) some.add(draw(count));
    return [...some];
  });
  const behind = new Array(count).fill(0);
  for (const [operator, some] of served.entries()) for (const one of some) behind[one] += stakes[operator];
  return {
    services: behind.map((stake, service) => ({
      name: `s${service}`,
      profit: fraction(BigInt(Math.max(1, Math.round((stake * (50 + draw(100))) / (300 * each))))),
      threshold,
    })),
    operators: stakes.map((stake, operator) => ({
      name: `o${operator}`,
      stake: fraction(BigInt(stake)),
      allocations: served[operator].map(service => ({
        service,
        amount: fraction(BigInt(stake), isUnique ? BigInt(each) : 1n),
      })),
    })),
  };
}

/** Prints what takes how long, and what was found. */
function timed(name, work, found = () => '') {
  const before = process.cpuUsage();
  const result = work();
  const { user, system } = process.cpuUsage(before);
  console.log(`  ${name.padEnd(44)} ${((user + system) / 1e6).toFixed(3).padStart(8)} s  ${found(result)}`);
}

const exactly = ({ isExact }) => (isExact ? 'exact' : 'bounded');
const third = fraction(1n, 3n);

for (const each of [5, 20]) {
  const large = network({ services: 1_000, operators: 10_000, each, threshold: third });
  const columns = columnsOf(large);
  console.log(`10,000 operators, 1,000 services, ${each * 10_000} allocations`);
  slackLowerBoundOf(columns); // once before, so that it is compiled
  timed('lower bound on gamma, in doubles', () => slackLowerBoundOf(columns));
  timed('lower bound on gamma, exact', () => slackLowerBound(large));
}
for (const [name, shape] of [
  ['4 services each, all stake behind each, threshold 1', { each: 4, threshold: fraction(1n) }],
  ['4 services each, all stake behind each, threshold 1/3', { each: 4, threshold: third }],
  ['4 services each, unique stake, threshold 1/3', { each: 4, threshold: third, isUnique: true }],
  ['16 services each, all stake behind each, threshold 1/3', { each: 16, threshold: third }],
]) {
  const one = network({ services: 16, operators: 200, ...shape });
  console.log(`200 operators, 16 services: ${name}`);
  timed('most profitable attack', () => mostProfitableAttack(one), exactly);
  timed('slack', () => slack(one), exactly);
  const known = slack(one);
  timed('worst cascade after a tenth', () => worstCascade(one, fraction(1n, 10n), { slack: known }), exactly);
}
