import { describe, expect, it } from 'vitest';
import { folderWith, small } from '../../input/folder.ts';
import { opset } from '../opset.ts';
import { studyFolder } from '../study-folder.ts';

describe('opset validate of a study', () => {
  it('looks at every point, and names the first that is wrong', async () => {
    const good = studyFolder();
    expect(await opset(good, 'validate', 'study.yaml')).toMatchObject({
      code: 0,
      stderr: expect.stringContaining('next: npx opset sweep study.yaml'),
    });
    const screening = await opset(studyFolder(3, 'design: { kind: morris }'), 'validate', 'study.yaml');
    expect(screening.stderr).toContain('next: npx opset sensitivity study.yaml');
    const search = studyFolder(3, 'objective: { maximise: one.main.cost }');
    expect((await opset(search, 'validate', 'study.yaml')).stderr).toContain(
      'next: npx opset optimize study.yaml',
    );
    const bad = studyFolder(3, 'set: { horizon: 0d }');
    const { code, stderr } = await opset(bad, 'validate', 'study.yaml');
    expect(code).toBe(2);
    expect(stderr).toMatch(
      /^study\.yaml:7:17: invalid horizon: .*\(point 0: budget 500, stake 5\) and 5 more points/,
    );
  });

  it('refuses a headline of a measure that is not kept, or that no point has', async () => {
    const headline = (measure: string) => `headline: [{ measure: ${measure} }]\nmeasures: ['one.*']\n`;
    const checked = async (measure: string) =>
      (await opset(studyFolder(1, headline(measure)), 'validate', 'study.yaml')).stderr;
    expect(await checked('one.main.members.mean')).toContain('valid');
    expect(await checked('restakers.retail.net_apr')).toMatch(
      /^study\.yaml:7:23: invalid measure: restakers\.retail\.net_apr is not kept/,
    );
    const misspelled = await checked('one.main.membres.mean');
    expect(misspelled).toMatch(/^study\.yaml:7:23: unknown measure: one\.main\.membres\.mean/);
    expect(misspelled).toContain('did you mean `one.main.members.mean`?');
  });

  it('warns of what can be run and will come to nothing, as of a scenario', async () => {
    const folder = studyFolder(1);
    const tasks = '{ perDay: 1, resource: gpu, hours: { mean: 1 }, deadline: 2h, sets: [main] }';
    const words = ['validate', 'study.yaml', 'small.yaml', '--set', `avss.one.tasks.job=${tasks}`];
    const { code, stderr } = await opset(folder, ...words);
    expect(code).toBe(0);
    const warned =
      /^warning: --set avss\.one\.tasks\.job=.*: no task can be done: each takes 1 GPUs .*none has more than 0$/gm;
    expect(stderr.match(warned)).toHaveLength(2);
    expect(stderr).toContain('valid');
    expect((await opset(folder, 'validate', 'study.yaml')).stderr).not.toContain('warning');
  });

  it('refuses measures that no run can have, wherever a study names one, at their place and without a run', async () => {
    const refused = async (body: string) => {
      const { code, stderr } = await opset(studyFolder(1, body), 'validate', 'study.yaml');
      return [code, ...(stderr.match(/^study\.yaml:\d+:\d+: .*$|^ {2}did you mean.*$/gm) ?? [])];
    };
    expect(await refused('measures: [one.main.costs, "*.members", "*.memberz*"]')).toEqual([
      2,
      'study.yaml:7:12: unknown measure: one.main.costs',
      '  did you mean `one.main.cost`?',
      expect.stringMatching(/^study\.yaml:7:\d+: unknown measures: nothing is called \*\.members$/),
      expect.stringMatching(/^study\.yaml:7:\d+: unknown measures: nothing is called \*\.memberz\*$/),
    ]);
    const limits = 'constraints: [{ measure: one.main.member.mean, atLeast: 2 }]';
    expect(await refused(`objective: { minimise: one.man.cost + one.main.cost, ${limits} }`)).toEqual([
      2,
      'study.yaml:7:24: unknown measure: one.man.cost',
      '  did you mean `one.main.cost`?',
      expect.stringMatching(/^study\.yaml:7:\d+: unknown measure: one\.main\.member\.mean$/),
      '  did you mean `one.main.members.mean`?',
    ]);
    expect(await refused('objective: { maximise: 2 + }')).toEqual([
      2,
      expect.stringMatching(/^study\.yaml:7:24: invalid/),
    ]);
  });

  it('takes a measure that only some points have', async () => {
    const set = '{ strategies: [eth], reward: { kind: uniqueStake } }';
    const factor = `factors: { sets: { path: avss.one.sets, levels: { a: { main: ${set} }, b: { main: ${set}, more: ${set} } } } }`;
    const body = `name: s\nscenario: small.yaml\n${factor}\nmeasures: [one.more.members.mean]`;
    const folder = folderWith({ 'small.yaml': small, 's.yaml': body });
    expect(await opset(folder, 'validate', 's.yaml')).toMatchObject({ code: 0 });
  });
});
