import { describe, expect, it } from 'vitest';
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
});
