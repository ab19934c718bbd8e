import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compile, type TopLevelSpec } from 'vega-lite';
import { describe, expect, it } from 'vitest';
import type { Chart } from '../../src/report/charts/chart.ts';
import { dodge, lineChart } from '../../src/report/charts/lines.ts';
import { eventsChart } from '../../src/report/charts/run/events-chart.ts';
import { runCharts } from '../../src/report/charts/run/index.ts';
import { profitChart } from '../../src/report/charts/run/profit-chart.ts';
import { readResults } from '../../src/report/read-results.ts';
import { toSvg } from '../../src/report/render.ts';
import { light, setRole } from '../../src/report/theme.ts';
import type { SampleOptions } from './rows.ts';
import { writeSample } from './sample.ts';

const setting = {
  name: '',
  description: '',
  question: '',
  headline: [],
  seed: '',
  avss: [],
  groups: [],
  cohorts: [],
  gpus: [],
};
const small = { gpuOperators: 28, cpuOperators: 12 };

const drawn = new Map<string, ReadonlyMap<string, Chart>>();

/** The charts of a sample by name; tests of the same sample share them. */
async function draw(options: SampleOptions = {}): Promise<ReadonlyMap<string, Chart>> {
  const key = JSON.stringify(options);
  const known = drawn.get(key);
  if (known !== undefined) return known;
  const directory = mkdtempSync(join(tmpdir(), 'opset-chart-'));
  writeSample(directory, { ...small, ...options });
  const results = await readResults(directory);
  const made = new Map(
    runCharts.map(one => one(results)).flatMap(chart => (chart ? [[chart.name, chart] as const] : [])),
  );
  drawn.set(key, made);
  return made;
}

const sizeOf = (svg: string) => /<svg[^>]* width="([\d.]+)"/.exec(svg)?.[1];

describe('charts', () => {
  it('are all drawn when every table is there', async () => {
    expect((await draw()).size).toBe(runCharts.length);
  });

  it('compile without a warning, in every width, pointed at or not', async () => {
    const warnings: unknown[] = [];
    const hear = (text: unknown) => {
      warnings.push(text);
      return logger;
    };
    const logger = {
      level: () => logger,
      error: (...text: unknown[]) => hear(text),
      warn: (...text: unknown[]) => hear(text),
      info: () => logger,
      debug: () => logger,
    };
    for (const options of [{}, { replicates: 3 }, { days: 10 }])
      for (const chart of (await draw(options)).values())
        for (const width of [350, 760])
          for (const live of [true, false]) {
            const spec = chart.spec({ width, palette: light, live });
            compile(spec as unknown as TopLevelSpec, { logger: logger as never });
          }
    expect(warnings).toEqual([]);
  });

  it('are exactly as wide as asked', async () => {
    for (const chart of (await draw()).values())
      for (const width of [350, 760]) {
        const svg = await toSvg(chart.spec({ width, palette: light, live: false }));
        expect([chart.name, sizeOf(svg)]).toEqual([chart.name, String(width)]);
      }
  });

  it('hold their data, so that a specification opens anywhere', async () => {
    for (const chart of (await draw()).values()) {
      const text = JSON.stringify(chart.spec({ width: 760, palette: light, live: true }));
      expect(text).not.toMatch(/"url":/);
      expect(text).not.toMatch(/null,"mid"|NaN|var\(/);
    }
  });

  it('show a band only when there are several runs', async () => {
    const area = async (replicates: number) =>
      JSON.stringify(
        (await draw({ replicates })).get('stake')?.spec({ width: 760, palette: light, live: false }),
      ).includes('"area"');
    expect(await area(1)).toBe(false);
    expect(await area(4)).toBe(true);
  });
});

describe('attribution', () => {
  it('gives every bar segments that add up to its total, each in a colour of its own payer', async () => {
    const spec = (await draw()).get('attribution')?.spec({ width: 760, palette: light, live: false });
    const { datasets, concat } = spec as {
      datasets: Record<string, readonly { payee: string; set: string; usd: number; total: number }[]>;
      concat: readonly { layer: readonly { encoding: { color?: { scale: { domain: string[] } } } }[] }[];
    };
    expect(concat.length).toBe(3);
    concat.forEach(({ layer }, i) => {
      for (const { payee, total } of datasets[`totals-${i}`]!) {
        const segments = datasets[`layer-${i}`]!.filter(segment => segment.payee === payee);
        expect(segments.reduce((sum, { usd }) => sum + usd, 0) / total).toBeCloseTo(1, 12);
        for (const { set } of segments) expect(layer[0]?.encoding.color?.scale.domain).toContain(set);
      }
    });
  });
});

describe('the sentence under a chart', () => {
  it('changes with the data it speaks of, and only with that', async () => {
    const [good, bad] = [await draw({ onTime: 0.985 }), await draw({ onTime: 0.5 })];
    expect(good.get('service')?.sentence).not.toBe(bad.get('service')?.sentence);
    expect(good.get('members')?.sentence).toBe(bad.get('members')?.sentence);
  });

  it('states the share of tasks on time', async () => {
    const share = (text: string | undefined) => Number(/([\d.]+)% of heavy tasks/.exec(text ?? '')?.[1]);
    const full = share((await draw({ onTime: 1 })).get('service')?.sentence);
    const half = share((await draw({ onTime: 0.5 })).get('service')?.sentence);
    expect(half / full).toBeCloseTo(0.5, 1);
  });

  it('says what the protocol took of a set, where it took anything', async () => {
    const budget = (await draw({ feeFraction: 0.2 })).get('budget')?.sentence;
    expect(budget).toMatch(/gpu set: 55% to operators, 2[\d.]+% to restakers, 20% to the protocol/);
    expect((await draw()).get('budget')?.sentence).not.toMatch(/protocol/);
  });

  it('says how many times what it brings an attack takes in stake', async () => {
    const sentence = (await draw()).get('security')?.sentence ?? '';
    const [, cost, times, profit] =
      /^Corrupting the gpu set takes \$([\d.]+)M of stake in the last weeks, ([\d.]+) times the \$([\d.]+)M/.exec(
        sentence,
      ) ?? [];
    expect(Number(cost) / Number(profit)).toBeCloseTo(Number(times), 0);
  });

  it('names the sets of the scenario', async () => {
    for (const name of ['members', 'stake', 'budget', 'decentralisation'])
      expect((await draw()).get(name)?.sentence).toMatch(/gpu.*cpu/);
  });

  it('is whole: nothing is missing, unknown or not a number', async () => {
    for (const options of [{}, { replicates: 3 }, { days: 1 }, { days: 10 }])
      for (const chart of (await draw(options)).values()) {
        expect(chart.sentence).not.toMatch(/NaN|undefined|Infinity|null|\.\.| {2}/);
        expect(chart.sentence).toMatch(/\.$/);
      }
  });
});

describe('profit', () => {
  it('keeps its frame when one period dwarfs all others, and says how far that reaches', () => {
    const weeks = Array.from({ length: 20 }, (_, i) => 7 * (i + 1));
    const rows = weeks.flatMap(time => [-1, 0, 1].map(step => ({ time, gain: 100 + 50 * step })));
    const drawn = (loss: number) => {
      const all = rows.map(({ time, gain }) => (time === 140 ? gain - loss : gain));
      const frame = {
        length: rows.length,
        texts: new Map([['group', rows.map(() => 'gpu')]]),
        numbers: new Map([
          ['time_days', rows.map(({ time }) => time)],
          ['profit_usd', all],
        ]),
      };
      const chart = profitChart({
        setting,
        files: [],
        frames: new Map([['operators', frame]]),
        summary: [],
      })!;
      return JSON.stringify(chart.spec({ width: 760, palette: light, live: false }));
    };
    const domain = (text: string) => /"domain":(\[-?\d+,-?\d+\]),"zero"/.exec(text)?.[1];
    expect(drawn(0)).not.toMatch(/beyond/);
    expect(drawn(1e5)).toMatch(/beyond: -\$99.\d+k by day 140/);
    expect(domain(drawn(1e6))).toBe(domain(drawn(1e5)));
  });
});

describe('events', () => {
  it('of every kind have a row in words, in the colour of who acts', () => {
    const kinds = [
      'entry',
      'retirement',
      'slasher',
      'abuse',
      'attack',
      'cluster',
      'panic',
      'liquidation',
      'new',
    ];
    const texts = new Map([
      ['kind', kinds],
      ['detail', kinds.map(kind => (kind === 'slasher' ? 'in effect' : ''))],
    ]);
    const numbers = new Map([['time_days', kinds.map((_, i) => i + 1)]]);
    const frames = new Map([['events', { length: kinds.length, texts, numbers }]]);
    const chart = eventsChart({ setting, files: [], frames, summary: [] });
    const { datasets } = chart!.spec({ width: 760, palette: light, live: false }) as {
      datasets: { totals: readonly { kind: string; role: string }[] };
    };
    expect(datasets.totals.map(({ kind, role }) => [kind, role])).toEqual([
      ['entry into business', 'operators'],
      ['retirement', 'operators'],
      ['cluster of offences', 'operators'],
      ['attack by members', 'operators'],
      ['new slasher: in effect', 'avs'],
      ['abuse by the AVS', 'avs'],
      ['flight in panic', 'restakers'],
      ['liquidation', 'restakers'],
      ['new', 'ink'],
    ]);
    expect(chart!.sentence).toMatch(/1 entry, 1 retirement.*; nobody was slashed\./);
  });
});

describe('labels at the ends of lines', () => {
  it('stand a gap apart and keep their order', () => {
    const heights = [10, 12, 11, 200, 198, 60];
    const places = dodge(heights, 15, 4, 216);
    const order = (values: readonly number[]) =>
      values.map((_, i) => i).sort((a, b) => values[a]! - values[b]!);
    expect(order(places)).toEqual(order(heights));
    const sorted = [...places].sort((a, b) => a - b);
    for (let i = 1; i < sorted.length; i++)
      expect(sorted[i]! - sorted[i - 1]!).toBeGreaterThanOrEqual(15 - 1e-9);
    expect(sorted[0]).toBeGreaterThanOrEqual(4);
    expect(sorted.at(-1)).toBeLessThanOrEqual(216);
  });

  it('stay where they are when there is room', () => {
    expect(dodge([20, 120, 70], 15, 4, 216)).toEqual([20, 120, 70]);
  });
});

describe('curves over time', () => {
  const view = { width: 760, palette: light, live: false };
  const curve = (name: string, index: number, xs: readonly number[]) => ({
    name,
    role: setRole(index),
    points: xs.map(x => ({ x, mid: 2, lo: 2, hi: 2 })),
  });
  const draw = (lines: readonly ReturnType<typeof curve>[]) =>
    toSvg(lineChart([{ title: '', unit: 'members', format: 'count', lines }], 2, view));
  const symbols = (svg: string) => svg.match(/<g class="mark-symbol[\s\S]*?<\/g>/g)?.join('') ?? '';

  it('show a dot where a curve has one point', async () => {
    expect(symbols(await draw([curve('a', 0, [1])]))).toContain(light.set0);
    const two = symbols(await draw([curve('a', 0, [1]), curve('b', 1, [0, 1, 2])]));
    expect(two).toContain(light.set0);
    expect(two).not.toContain(light.set1);
  });

  it('have different colours while they are named, whichever sets they are', async () => {
    const svg = await draw([3, 11, 19, 0, 8, 16, 2].map(index => curve(`set-${index}`, index, [0, 2])));
    const strokes = new Set(
      [...svg.matchAll(/stroke="(#[0-9a-f]{6})" stroke-width="2"/g)].map(([, stroke]) => stroke),
    );
    expect(strokes.size).toBe(7);
  });
});
