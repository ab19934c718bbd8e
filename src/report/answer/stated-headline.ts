import { type HeadlineMeasure, headline } from '../../../sim/scenario/index.ts';
import { parseExpression } from '../../study/factors/expression.ts';
import { objective } from '../../study/study-file/objective-schema.ts';
import type { Setting } from '../results.ts';

/** Most measures that answer one question. */
const most = 4;

/**
 * The measures that answer a study's question: those that it names; else those of its objective, constraints first; else
 * those of its scenario. Only measures that were kept, at most four; none where nothing names one.
 *
 * @param study the YAML of the study, of any shape: a report may be drawn from what another version wrote
 * @param known names of the measures that were kept
 */
export function statedHeadline(
  study: Readonly<Record<string, unknown>>,
  setting: Setting,
  known: ReadonlySet<string>,
): readonly HeadlineMeasure[] {
  const candidates = [
    headline.safeParse(study.headline).data ?? [],
    objectiveMeasures(study.objective),
    setting.headline,
  ];
  const kept = candidates.map(list => list.filter(({ measure }) => known.has(measure)));
  return (kept.find(list => list.length > 0) ?? []).slice(0, most);
}

/**
 * The measures that an objective is about, each once. A bound is the target of a measure where the mean must keep it: what
 * a part of the runs must keep, or a formula, says nothing of the mean of one measure.
 */
function objectiveMeasures(written: unknown): readonly HeadlineMeasure[] {
  const parsed = objective.safeParse(written).data;
  if (parsed === undefined) return [];
  const { constraints, minimise = [], maximise = [] } = parsed;
  const bounds = constraints.flatMap(({ measure, atLeast, atMost, probability }) =>
    namesIn(measure).map(name => ({
      measure: name,
      ...(probability === undefined && name === measure && { atLeast, atMost }),
    })),
  );
  const goals = [minimise, maximise].flat().flatMap(namesIn);
  const all = [...bounds, ...goals.map(measure => ({ measure }))];
  return all.filter(({ measure }, index) => all.findIndex(other => other.measure === measure) === index);
}

/** Names of the measures in a formula; none of one that cannot be read. */
function namesIn(formula: string): readonly string[] {
  try {
    return parseExpression(formula).references.map(({ name }) => name);
  } catch {
    return [];
  }
}
