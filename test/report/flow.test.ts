import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { drawFlows } from '../../src/report/flow/drawing.ts';
import { type FlowState, flowStates } from '../../src/report/flow/network.ts';
import { flowSentence } from '../../src/report/flow/sentence.ts';
import { readResults } from '../../src/report/read-results.ts';
import { light } from '../../src/report/theme.ts';
import { sampleRows } from './rows.ts';
import { writeSample } from './sample.ts';

const options = { gpuOperators: 20, cpuOperators: 60, replicates: 2 };

const samples = new Map<number, readonly FlowState[]>();

/** The states of a sample; tests of the same sample share them. */
async function sample(replicates = options.replicates): Promise<readonly FlowState[]> {
  const known = samples.get(replicates);
  if (known !== undefined) return known;
  const directory = mkdtempSync(join(tmpdir(), 'opset-flow-'));
  writeSample(directory, { ...options, replicates });
  const states = flowStates(await readResults(directory));
  samples.set(replicates, states);
  return states;
}

const total = (state: FlowState, from: string) =>
  state.links.filter(link => link.from.startsWith(from)).reduce((sum, link) => sum + link.usd, 0);

describe('the flow of stake', () => {
  it('has a state for every recorded time, first to last', async () => {
    expect((await sample()).map(state => state.day)).toEqual([0, 91, 182, 273, 365]);
  });

  it('loses no stake by folding: what leaves each kind is the mean over runs of the table', async () => {
    const rows = sampleRows(options).flows ?? [];
    for (const state of await sample())
      for (const kind of ['restakers', 'operator', 'set']) {
        const wanted = rows
          .filter(row => row[1] === state.day && row[2] === kind)
          .reduce((sum, row) => sum + Number(row[7]), 0);
        expect(total(state, kind) / (wanted / 2)).toBeCloseTo(1, 12);
      }
  });

  it('draws few operators of a run singly and folds the rest by group', async () => {
    const nodes = (await sample(1))[0]?.nodes.filter(node => node.kind === 'operator') ?? [];
    const folded = nodes.filter(node => / other /.test(node.label)).map(node => node.label);
    const count =
      nodes.length - folded.length + folded.reduce((sum, label) => sum + Number.parseInt(label, 10), 0);
    expect(count).toBe(80);
    expect(folded).toHaveLength(2);
  });

  it('folds all operators of several runs by group: a name is another operator in each', async () => {
    const nodes = (await sample())[0]?.nodes.filter(node => node.kind === 'operator') ?? [];
    expect(nodes.map(node => node.label).sort()).toEqual(['20 gpu', '60 cpu']);
  });

  it('is drawn to one scale at all times, and no higher than its stake', async () => {
    const [first] = await sample();
    const halved = { ...first!, links: first!.links.map(link => ({ ...link, usd: link.usd / 2 })) };
    const drawn = drawFlows([first!, halved], light);
    const widest = drawn.map(svg =>
      Math.max(...[...svg.matchAll(/stroke-width="([\d.]+)"><title>/g)].map(([, width]) => Number(width))),
    );
    expect(widest[0]! / widest[1]!).toBeCloseTo(2, 2);
    const [high, low] = drawn.map(svg => Number(/<svg[^>]* height="([\d.]+)"/.exec(svg)?.[1]));
    expect(low).toBeLessThan(high!);
    for (const svg of drawn) expect(svg).not.toMatch(/NaN|undefined|Infinity/);
  });

  it('marks a set that was attacked and its attackers, from the day on and however small they are', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'opset-flow-'));
    writeSample(directory, { ...options, replicates: 1 });
    const events = join(directory, 'events.csv');
    const [head] = readFileSync(events, 'utf8').split('\n');
    const smallest = 'cpu-59';
    const rows = [
      '0,100,attack,inference,cpu,,1000,by 1 operators',
      `0,100,ejection,inference,cpu,${smallest},,attack`,
      '0,100,ejection,inference,gpu,gpu-1,,slashed',
    ];
    writeFileSync(events, `${[head, ...rows].join('\n')}\n`);
    const states = flowStates(await readResults(directory));
    const marked = ['set:inference.cpu', `operator:${smallest}`];
    expect(states.map(({ day, marks }) => [day, [...marks.keys()]])).toEqual([
      [0, []],
      [91, []],
      [182, marked],
      [273, marked],
      [365, marked],
    ]);
    const [before, , , , after] = drawFlows(states, light);
    expect(before).not.toContain(light.attack);
    expect(after).toContain('attackers and what is attacked');
    expect(after!.split(`<tspan font-weight="600" fill="${light.attack}">`)).toHaveLength(3);
    const links = [...after!.matchAll(/stroke="#c00026" stroke-opacity="0.6"[^>]*><title>([^<]*)/g)];
    expect(links.map(([, title]) => title!.replace(/:.*/, ''))).toEqual([`${smallest} → inference.cpu`]);
  });

  it('says how much is delegated and what can be slashed', async () => {
    const states = await sample();
    const doubled = states.map(state => ({
      ...state,
      links: state.links.map(link =>
        link.from.startsWith('operator:') ? { ...link, usd: link.usd / 2 } : link,
      ),
    }));
    const share = (text: string) => Number(/([\d.]+)% of what is delegated/.exec(text)?.[1]);
    expect(share(flowSentence(states)) / share(flowSentence(doubled))).toBeCloseTo(2, 1);
    expect(flowSentence([])).toBe('');
  });

  it('escapes names', () => {
    const name = '"><script>alert(1)</script>&';
    const nodes = [
      { id: 'restakers:a', kind: 'restakers', label: name, role: 'restakers' },
      { id: 'operator:b', kind: 'operator', label: name, role: 'operators' },
    ] as const;
    const links = [{ from: 'restakers:a', to: 'operator:b', usd: 1 }];
    const [svg] = drawFlows([{ day: 0, marks: new Map(), nodes, links }], light);
    expect(svg).not.toContain('<script');
    expect(svg).toContain('&quot;&gt;&lt;script&gt;');
  });

  it.each(['مشغّل', 'משקיע 7'])(
    'keeps the amount behind a name written from right to left: %s',
    async name => {
      const nodes = [
        { id: 'restakers:a', kind: 'restakers', label: 'a', role: 'restakers' },
        { id: 'operator:b', kind: 'operator', label: name, role: 'operators' },
      ] as const;
      const links = [{ from: 'restakers:a', to: 'operator:b', usd: 5 }];
      const [svg] = drawFlows([{ day: 0, marks: new Map(), nodes, links }], light);
      expect(svg).toContain(`\u200e\u2068${name}\u2069\u200e</tspan> <tspan`);
    },
  );

  it('has room for the longest names and amounts at both sides', () => {
    const label = 'WWWWWWWWWWWWWWWWWWWW';
    const nodes = [
      { id: 'restakers:a', kind: 'restakers', label, role: 'restakers' },
      { id: 'operator:b', kind: 'operator', label, role: 'operators' },
    ] as const;
    const links = [{ from: 'restakers:a', to: 'operator:b', usd: 1.23e15 }];
    const [svg] = drawFlows([{ day: 0, marks: new Map(), nodes, links }], light);
    const boxes = [...svg!.matchAll(/<rect x="([\d.]+)"/g)].map(([, x]) => Number(x));
    const signs = '$1.23e15'.length + 15;
    expect(Math.min(...boxes)).toBeGreaterThan(6.5 * signs);
    expect(820 - Math.max(...boxes) - 11).toBeGreaterThan(6.5 * signs);
  });
});
