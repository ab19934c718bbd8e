import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { withBudget } from '../../../src/study/search/goals.ts';
import type { Study } from '../../../src/study/study.ts';
import { readStudy } from '../../../src/study/study-file/read-study.ts';
import { searchHash, studyHash, writeResolvedStudy } from '../../../src/study/study-file/resolved-study.ts';
import { studyFolder } from '../../cli/study-folder.ts';

const objective = `objective:
  maximise: one.main.cost
  constraints: [{ measure: one.main.members, atLeast: 1 }]
`;

function study(more: string): Study {
  const reading = readStudy(join(studyFolder(3, more), 'study.yaml'));
  if (!reading.ok) throw new Error(reading.problems.map(({ message }) => message).join());
  return reading.value;
}

describe('the folder of a search', () => {
  it('is another for another objective or constraint, while a sweep has one for all of them', () => {
    const studies = [
      study(objective),
      study(objective.replace('maximise', 'minimise')),
      study(objective.replace('atLeast: 1', 'atLeast: 2')),
    ];
    expect(new Set(studies.map(searchHash)).size).toBe(studies.length);
    expect(new Set([...studies, study('')].map(studyHash)).size).toBe(1);
  });

  it('is the same whatever is asked of its runs', () => {
    const asked = study('question: How many?\nheadline: [{ measure: one.main.members.mean }]\n');
    expect(studyHash(asked)).toBe(studyHash(study('')));
  });

  it('is the same for another budget, so that runs of the smaller are found, and says which it was', () => {
    const asked = withBudget(study(objective), 800);
    expect(searchHash(asked)).toBe(searchHash(study(objective)));
    const folder = studyFolder();
    writeResolvedStudy(folder, asked);
    expect(parse(readFileSync(join(folder, 'study.yaml'), 'utf8')).objective.budget).toBe(800);
  });
});
