import { capital, compact, percent, usd } from '../../format.ts';
import { horizonOf } from '../../results.ts';
import { level, stepName, stepOf } from '../../series.ts';
import { type SetCurve, setCurves } from '../by-set.ts';
import type { DrawChart } from '../chart.ts';
import { type CurvePanel, lineChart } from '../lines.ts';

/** Most sets with a panel. */
const mostSets = 5;

/** What corrupting a set costs in stake and brings, and what is lost to a shock. */
interface SecuredSet {
  readonly cost: SetCurve;
  readonly profit: SetCurve;
  readonly lost: SetCurve;
}

/** Cost and profit of corruption of each set that can be corrupted, and what a loss of stake would start. */
export const securityChart: DrawChart = results => {
  const [costs, profits, losses] = ['cost_usd', 'profit_usd', 'lost'].map(column =>
    setCurves(results, column, 'security'),
  );
  const all = costs!.flatMap((cost): SecuredSet[] => {
    const of = (curves: readonly SetCurve[]) => curves.find(({ view }) => view.path === cost.view.path);
    const [profit, lost] = [of(profits!), of(losses!)];
    return profit && lost ? [{ cost, profit, lost }] : [];
  });
  if (all.length === 0) return undefined;
  const horizon = horizonOf(results);
  const shown = all.slice(0, mostSets);
  const rest = all.length - shown.length;
  const panels: readonly CurvePanel[] = [
    ...shown.map(
      ({ cost, profit }): CurvePanel => ({
        title: cost.view.label,
        unit: 'cost and profit of corruption, USD',
        format: 'usd',
        include: [0],
        lines: [
          { name: 'cost', role: cost.view.role, points: cost.points },
          { name: 'profit', role: 'ink', points: profit.points },
        ],
      }),
    ),
    {
      title: 'lost after a loss of 10%',
      unit: 'part of the slashable stake',
      format: 'percent',
      include: [0, 0.2],
      lines: shown.map(({ lost: { view, points } }) => ({ name: view.label, role: view.role, points })),
    },
  ];
  return {
    name: 'security',
    title: 'Would an attack pay?',
    reading:
      'Cost of corruption is the least slashable stake of a coalition that can corrupt the set, were all of it slashed; ' +
      'profit is what corrupting it would bring, nothing once it was attacked. The last panel shows what the loss of a ' +
      `tenth of the stake and the attack that it makes possible would take. ${capital(stepName(stepOf(horizon)))}.` +
      `${rest > 0 ? ` ${rest} more sets are in security.csv.` : ''}`,
    sentence: `${capital(shown.slice(0, 3).map(speak).join('; '))}.`,
    spec: view => lineChart(panels, horizon, view),
  };
};

/** What the last weeks show of a set. */
function speak({ cost, profit, lost }: SecuredSet): string {
  const [spent, brought] = [level(cost.points, 'end'), level(profit.points, 'end')];
  const taken = level(lost.points, 'end');
  const first =
    brought > 0
      ? `corrupting the ${cost.view.label} set takes ${usd(spent)} of stake in the last weeks, ` +
        `${compact(spent / brought)} times the ${usd(brought)} that it brings`
      : `nothing is left to gain from corrupting the ${cost.view.label} set`;
  return taken > 0.105 ? `${first}, and the loss of a tenth would cost ${percent(taken)}` : first;
}
