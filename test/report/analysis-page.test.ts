import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { analysisReport } from '../../src/report/analysis-page.ts';
import { labelExpression } from '../../src/report/charts/lines.ts';

describe('the page of an analysis', () => {
  it('keeps the lines of what the terminal says, and its markup harmless', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'opset-analysis-'));
    const said = {
      name: 'x',
      kind: 'search',
      description: '',
      facts: '',
      charts: [],
      tables: [],
      inputs: [],
    };
    const page = await analysisReport(directory, { ...said, text: 'first <b>\n  second' });
    expect(readFileSync(page, 'utf8')).toContain('<pre>first &lt;b&gt;\n  second</pre>');
  });
});

describe('the labels of an axis', () => {
  it('write no thousandths as milli', () => {
    expect(labelExpression('count')).toBe(
      "replace(replace(format(datum.value, abs(datum.value) < 1 ? '~r' : abs(datum.value) < 1e15 ? '~s' : '.2~e'), 'G', 'B'), 'e+', 'e')",
    );
    expect(labelExpression('usd')).toMatch(/'\$~r' : .*'\$~s'/);
  });
});
