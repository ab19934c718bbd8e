import { describe, expect, it } from 'vitest';
import { opset } from '../opset.ts';
import { failingStudy, studyFolder } from '../study-folder.ts';

/** A distribution of stake of which nearly every draw is more than the protocol can hold. */
const overflow = 'restakers.retail.stake.eth={ pareto: { minimum: 1, shape: 0.01 } }';

describe('runs that fail', () => {
  it('do not keep a dry run from timing those of other points', async () => {
    const folder = failingStudy(1, '[0.01, 1000]');
    const { code, stderr } = await opset(folder, 'sweep', 'study.yaml', '--dry-run', '--jobs', '1');
    expect({ code, stderr }).toMatchObject({
      code: 0,
      stderr: expect.stringContaining('ms a run, measured'),
    });
  });

  it('leave a comparison without a table, a sensitivity without a finding, and no advice for more of them', async () => {
    const folder = studyFolder(1);
    const compared = await opset(
      ...[folder, 'compare', 'small.yaml', '--set-b', overflow, '--replicates', '2', '--jobs', '1'],
      ...['--fail-if', 'one.main.cost > 1'],
    );
    expect(compared).toMatchObject({ code: 4, stdout: '', stderr: expect.stringContaining('undecided') });
    expect(compared.stderr).not.toContain('next:');
    const driven = await opset(
      ...[folder, 'sensitivity', 'study.yaml', '--method', 'morris', '--trajectories', '2'],
      ...['--set', overflow, '--no-page', '--jobs', '1'],
    );
    expect(driven.code).toBe(3);
    expect(driven.stderr).toContain('no finding: no measure has a value at every point');
    expect(driven.stderr).not.toContain('next:');
  });
});
