import seedrandom from 'seedrandom';
import { tables } from '../../sim/measures/tables/index.ts';
import { background, type Cell, putFlows } from './flow-rows.ts';

export type Rows = Record<string, Cell[][]>;

/** How large the sample is and what it is made of. */
export interface SampleOptions {
  readonly days?: number;
  readonly replicates?: number;
  readonly gpuOperators?: number;
  readonly cpuOperators?: number;
  /** Name of the focal AVS. */
  readonly avs?: string;
  /** Share of heavy tasks that a fully staffed GPU set finishes in time. */
  readonly onTime?: number;
  /** Part of the GPU set's pay that the protocol takes, out of the restakers' part. */
  readonly feeFraction?: number;
  /** Tables to leave out. */
  readonly without?: readonly string[];
}

const cohorts = { retail: 2600, whales: 40, curators: 120 };

/** Rows of every table of a made-up run: plausible in shape, in no way a result. */
export function sampleRows(options: SampleOptions = {}): Rows {
  const {
    days = 365,
    replicates = 1,
    gpuOperators = 40,
    cpuOperators = 160,
    avs = 'inference',
    feeFraction: fee = 0,
  } = options;
  const rows: Rows = Object.fromEntries(tables.map(table => [table.name, []]));
  for (let replicate = 0; replicate < replicates; replicate++) {
    const random = seedrandom.alea(`sample ${replicate}`);
    const jitter = (size: number) => 1 + size * (random() + random() - 1);
    const put = (table: string, ...values: Cell[]) => rows[table]?.push([replicate, ...values]);
    const outage = 140 + Math.floor(random() * 40);
    let price = 4;
    let rent = 2.6;
    let members = 25;
    let light = 88;
    for (let day = 1; day <= days; day++) {
      price *= 1 + 0.05 * (random() - 0.505);
      rent *= 1 - 0.0008 * jitter(2);
      for (const [name, value] of [
        ['EIGEN', price],
        ['ETH', 2500 * jitter(0.05)],
        ['h100', rent],
      ] as const)
        put('prices', day, name, value);
      const change = random() < 0.09 ? (random() < (day < outage ? 0.45 : 0.62) ? 1 : -1) : 0;
      const moved = Math.min(Math.max(members + change, 16), gpuOperators) - members;
      members += moved;
      light += random() < 0.2 ? 1 : random() < 0.05 ? -1 : 0;
      if (moved > 0) put('events', day, 'join', avs, 'gpu', `gpu-${day % gpuOperators}`, null, 'review');
      if (moved < 0) put('events', day, 'exit', avs, 'gpu', `gpu-${day % gpuOperators}`, null, 'review');
      const down = day >= outage && day < outage + 6 ? 0.62 : 1;
      if (day === outage) put('events', day, 'outage', null, null, null, null, 'cloud eu-west');
      const slashed = down < 1 || random() < 0.12 ? 9000 * random() : 0;
      if (slashed > 0)
        put('events', day, 'slash', avs, 'gpu', `gpu-${day % gpuOperators}`, slashed, 'downtime');
      if (random() < 0.006) put('events', day, 'slash', avs, 'cpu', 'cpu-7', 250_000, 'doubleSign');
      if (random() < 0.03) put('events', day, 'veto', avs, 'gpu', 'gpu-3', null, 'wrongResult');
      const uptime = 0.985 * down * jitter(0.01);
      const pool = 150_000 / 7;
      const stake = members * 2.1e6 * (price / 4) ** 0.3 * jitter(0.02);
      put(
        'sets',
        day,
        avs,
        'gpu',
        members,
        Math.max(moved, 0),
        Math.max(-moved, 0),
        0,
        uptime,
        stake * 3,
        stake,
        pool * 0.7,
        pool * 0.7 * fee,
        pool * 0.7 * 0.55,
        pool * 0.7 * (0.45 - fee) * uptime,
        pool * 0.7 * (0.45 - fee) * (1 - uptime),
        0,
        slashed,
        4,
        0.07 + 0.1 / members,
      );
      put(
        'sets',
        day,
        avs,
        'cpu',
        light,
        1,
        0,
        0,
        0.991,
        4.1e8,
        1.1e8 * (1 + day / 900) * jitter(0.01),
        pool * 0.3,
        0,
        pool * 0.3 * 0.11,
        pool * 0.3 * 0.85,
        0,
        pool * 0.3 * 0.04,
        0,
        day < 200 ? 4 : 5,
        0.13 - day / 9000,
      );
      if (day % 7 === 0 || day === days) {
        const profit = 2e6 * (1 + day / 365);
        put(
          'security',
          day,
          avs,
          'gpu',
          members,
          stake,
          0,
          profit,
          stake / 3,
          stake / 3 / profit - 1,
          0.0998,
        );
      }
      for (const [name, usd] of Object.entries(background))
        put(
          'sets',
          day,
          name,
          'all',
          60 + name.length + Math.floor(day / 40),
          0,
          0,
          0,
          0.99,
          usd * 2,
          usd * jitter(0.02),
          9000,
          1800,
          720,
          6480,
          0,
          0,
          0,
          3,
          0.21,
        );
      const season = 1 + 0.2 * Math.sin((day / 7) * 2 * Math.PI);
      const demand = 3360 * season * (1 + day / 1500);
      const capacity = members * 192 * uptime;
      const coverage = Math.min(1, capacity / (3360 * (1 + day / 1500)));
      const arrived = Math.round(demand / 4);
      const ontime = Math.min(1, coverage * (options.onTime ?? 0.985) * jitter(0.01));
      put(
        'service',
        day,
        avs,
        'heavy',
        arrived,
        Math.round(arrived * ontime),
        Math.round(arrived * (1 - ontime) * 0.7),
        Math.round(arrived * (1 - ontime) * 0.3),
        demand,
        capacity,
        coverage,
        ontime,
        0.4 / coverage,
        arrived * ontime * 12,
      );
      put('service', day, avs, 'light', 200, 199, 1, 0, 20, 4000, 1, 0.995 * jitter(0.004), 0.02, 99.5);
    }
    for (let day = 7; day <= days; day += 7) {
      for (const [group, count] of [
        ['gpu', gpuOperators],
        ['cpu', cpuOperators],
      ] as const)
        for (let i = 0; i < count; i++) {
          const gpu = group === 'gpu';
          const active = gpu ? i < members : i < light;
          const rewards = active ? (gpu ? 2300 : 130) * jitter(0.4) : 0;
          const rented = gpu ? (active ? 400 : rent * 8 * 24 * 7 * 0.7) * jitter(0.2) : 0;
          const cost = gpu ? 8 * 24 * 7 * (1.3 + (1.1 * i) / count) : 12 + (i * 238) / count;
          const fees = gpu && active ? 1400 * jitter(0.3) : 0;
          put(
            'operators',
            day,
            `${group}-${i}`,
            group,
            active ? 'active' : 'idle',
            active ? 1 : 0,
            5e6 / (i + 1),
            1e5,
            rewards,
            fees,
            rented,
            cost,
            0,
            rewards + fees + rented - cost,
            1e5,
            0.99,
          );
          if (active)
            put(
              'memberships',
              day,
              `${group}-${i}`,
              group,
              avs,
              group,
              gpu ? 0.55 : 0.11,
              0.5,
              2e6 / (i + 1),
              rewards * 2,
            );
        }
      for (const [cohort, accounts] of Object.entries(cohorts))
        put(
          'restakers',
          day,
          cohort,
          accounts,
          accounts * 1e5,
          accounts * 500,
          accounts * 1e4,
          day * accounts,
          day * 10,
          4,
        );
    }
    const apr = { retail: 0.041, whales: 0.046, curators: 0.052 };
    for (const [cohort, gross] of Object.entries(apr)) {
      const net = gross * jitter(0.05);
      put(
        'outcomes',
        cohort,
        cohorts[cohort as 'retail'],
        cohort.length * 3e7,
        net + 0.004,
        0.004,
        net,
        net - 0.03,
        net + 0.001,
        net + 0.012,
        0.031,
      );
    }
    for (const [set, layer, kind, payee, usd] of [
      ['gpu', 'rewards', 'operators', 'gpu', 2.9e6],
      ['gpu', 'rewards', 'restakers', 'retail', 0.5e6],
      ['gpu', 'rewards', 'restakers', 'whales', 0.3e6],
      ['gpu', 'rewards', 'restakers', 'curators', 1.5e6],
      ['gpu', 'rewards', 'refunded', '', 1.2e5],
      ['', 'fees', 'operators', 'gpu', 2.4e6],
      ['', 'fees', 'avs', '', 1.2e6],
      ['cpu', 'rewards', 'operators', 'cpu', 2.6e5],
      ['cpu', 'rewards', 'restakers', 'retail', 4e5],
      ['cpu', 'rewards', 'restakers', 'curators', 1.5e6],
      ['cpu', 'rewards', 'stuck', '', 9e4],
      ['', 'fees', 'operators', 'cpu', 3e4],
      ['programme', 'programmatic', 'restakers', 'curators', 8e5],
      ['programme', 'programmatic', 'operators', 'cpu', 2e5],
      ['programme', 'programmatic', 'restakers', 'retail', 3e5],
    ] as const)
      put(
        'attribution',
        set === 'programme' ? 'protocol' : avs,
        set,
        layer,
        set === 'programme' ? set : '',
        'EIGEN',
        kind,
        payee,
        usd / 4,
        usd * jitter(0.05),
      );
    putFlows(put, { days, avs, gpuOperators, cpuOperators });
  }
  return rows;
}
