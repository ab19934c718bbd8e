import type {
  SensitivityAnalysis,
  SensitivityFinding,
} from '../../../study/sensitivity/sensitivity-finding.ts';
import { list, percent, quantity, shorten } from '../../format.ts';
import { arrange, type Block, type Chart, type Panel, type Viewport } from '../chart.ts';
import { labelExpression, type NumberFormat, textWidth } from '../lines.ts';

/** Most measures in a picture, and most factors of a measure. */
const mostPanels = 6;
const mostFactors = 12;
const rowHeight = 26;

/** How a measure depends on factors, as far as it is drawn. */
export type Dependence = Pick<SensitivityAnalysis, 'measure' | 'unit' | 'findings'>;

/** What is drawn of a factor. */
interface EffectBar {
  readonly factor: string;
  /** Of the factor with its interactions: a Sobol total, or the mean size of a Morris effect. */
  readonly all: number;
  readonly low: number;
  readonly high: number;
  /** Of the factor alone, or the size of its mean effect. */
  readonly alone: number;
}

/**
 * How measures depend on factors; nothing when none changes. All analyses are of one method; the first tells which.
 * Measures beyond the sixth are counted in the reading.
 */
export function sensitivityChart(analyses: readonly Dependence[]): Chart | undefined {
  const shown = analyses.filter(({ findings }) => findings.length > 0).slice(0, mostPanels);
  const [first] = shown;
  if (first === undefined) return undefined;
  const isMorris = first.findings[0]!.kind === 'mu_star';
  const left = analyses.length - shown.length;
  const marks = isMorris
    ? 'Dot: mean size of the effect of the whole range of the factor, with its 95% interval. Ring: size of the mean effect; where it is well below the dot, the direction depends on the other factors.'
    : 'Dot: share of the variance by the factor and its interactions, with its 95% interval. Ring: by the factor alone.';
  return {
    name: 'sensitivity',
    title: 'What drives it?',
    reading: `${marks}${left > 0 ? ` ${left} more measures are in sensitivity.csv.` : ''}`,
    sentence: dependenceSentence(shown),
    spec: view =>
      arrange(
        shown.map((analysis, index) => panel(analysis, index, isMorris, view)),
        Object.fromEntries(shown.map((analysis, index) => [`measure${index}`, bars(analysis)])),
        view,
      ),
  };
}

/**
 * The factors of a measure, those of most effect first, 12 at most. Findings are ordered by kind and then by factor:
 * the n-th effect alone belongs to the n-th total.
 */
function bars({ findings }: Dependence): EffectBar[] {
  const of = (kinds: readonly SensitivityFinding['kind'][]) =>
    findings.filter(({ kind }) => kinds.includes(kind));
  const alone = of(['first', 'mu']);
  return of(['total', 'mu_star'])
    .map(({ factors, value, interval }, index) => ({
      factor: factors[0]!,
      all: value,
      low: interval?.[0] ?? value,
      high: interval?.[1] ?? value,
      alone: Math.abs(alone[index]!.value),
    }))
    .sort((a, b) => b.all - a.all)
    .slice(0, mostFactors);
}

/** What each of some measures depends on, in a sentence each; of measures without findings nothing. */
export function dependenceSentence(analyses: readonly Dependence[]): string {
  const known = analyses.filter(({ findings }) => findings.length > 0);
  const isMorris = known[0]?.findings[0]?.kind === 'mu_star';
  return known.map(analysis => `${said(analysis, isMorris)}.`).join(' ');
}

/** What a measure depends on most, and then on: the factors with at least a quarter of the largest effect. */
function said(analysis: Dependence, isMorris: boolean): string {
  const { measure, unit } = analysis;
  const [most, ...others] = bars(analysis);
  const value = ({ all }: EffectBar) =>
    isMorris
      ? quantity(all, unit)
          .filter(part => part !== '')
          .join(' ')
      : percent(all);
  const what = isMorris ? 'over its range' : 'of its variance';
  const next = others.filter(({ all }) => all >= most!.all / 4).map(bar => `${bar.factor} (${value(bar)})`);
  const rest = next.length === 0 ? '' : `, then on ${list(next)}`;
  return `${measure} depends most on ${most!.factor} (${value(most!)} ${what})${rest}`;
}

function formatOf(unit: string): NumberFormat {
  if (unit.startsWith('USD')) return 'usd';
  if (unit.startsWith('fraction')) return 'percent';
  return unit === 'count' ? 'count' : 'number';
}

function panel(analysis: Dependence, index: number, isMorris: boolean, view: Viewport): Panel {
  const { palette } = view;
  const rows = bars(analysis);
  const height = rowHeight * rows.length;
  const format = isMorris ? formatOf(analysis.unit) : 'percent';
  const x = (field: string): Block => ({
    field,
    type: 'quantitative',
    scale: { zero: true, nice: true },
    axis: {
      title: isMorris ? `${analysis.unit || 'value'}, over the range of the factor` : 'share of the variance',
      labelExpr: labelExpression(format),
      grid: true,
      domain: false,
      tickCount: 4,
    },
  });
  const y: Block = {
    field: 'factor',
    type: 'nominal',
    sort: null,
    axis: { title: null, grid: false, labelColor: palette.ink, labelLimit: 200 },
  };
  const tooltip = ['factor', 'all', 'low', 'high', 'alone'].map(field => ({
    field,
    ...(field !== 'factor' && { type: 'quantitative', format: '.3~g' }),
  }));
  const colour = palette.avs;
  return {
    height,
    margins: {
      left: Math.max(...rows.map(row => textWidth(row.factor))) + 14,
      right: 16,
      top: 34,
      bottom: 46,
    },
    draw: width => ({
      width,
      height,
      title: { text: shorten(analysis.measure, Math.floor(width / 7.2)) },
      data: { name: `measure${index}` },
      layer: [
        {
          mark: { type: 'bar', height: 8, color: colour, fillOpacity: 0.25, cornerRadius: 4 },
          encoding: { x: x('low'), x2: { field: 'high' }, y },
        },
        {
          mark: { type: 'point', size: 60, color: colour, fill: palette.paper, strokeWidth: 1.5, opacity: 1 },
          encoding: { x: x('alone'), y },
        },
        {
          mark: { type: 'point', filled: true, size: 70, color: colour, opacity: 1 },
          encoding: { x: x('all'), y, ...(view.live ? { tooltip } : {}) },
        },
      ],
    }),
  };
}
