import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { opset } from '../opset.ts';
import { studyFolder } from '../study-folder.ts';

/** A price at which the sums of a run overflow. */
const overflow = 'assets.eth.price.usd=1e308';

describe('runs that fail', () => {
  it('do not keep a dry run from timing those of other points', async () => {
    const folder = studyFolder(1);
    const study = join(folder, 'study.yaml');
    const failing = readFileSync(study, 'utf8').replace('avss.one.budget.usdPerWeek', 'assets.eth.price.usd');
    writeFileSync(study, failing.replace('[500, 1000, 2000]', '[1e308, 2500]'));
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
