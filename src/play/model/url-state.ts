import { type Change, overrideText } from './levers/change.ts';

/** What a link to the playground says. */
export interface LinkedState {
  /** Name of the scenario. */
  readonly scenario: string;
  readonly a: readonly Change[];
  readonly b: readonly Change[];
  /** Day of the timeline; none for the last. */
  readonly day?: number;
  readonly luck: 'one' | 'all';
  readonly side: 'a' | 'b';
}

/** Parts of a link that say nothing where they are as usual. */
const usual = { luck: 'all', side: 'b' } as const;

/** The fragment of a link, without its sign: `scenario=...&b=path=value`. */
export function linkOf({ scenario, a, b, day, luck, side }: LinkedState): string {
  const parts: [string, string][] = [
    ['scenario', scenario],
    ...a.map((change): [string, string] => ['a', overrideText(change)]),
    ...b.map((change): [string, string] => ['b', overrideText(change)]),
    ...(day === undefined ? [] : [['day', String(day)] as [string, string]]),
    ...(luck === usual.luck ? [] : [['luck', luck] as [string, string]]),
    ...(side === usual.side ? [] : [['side', side] as [string, string]]),
  ];
  return new URLSearchParams(parts).toString();
}

/**
 * What the fragment of a link says; undefined where it names no scenario. Parts that are odd are taken as if they
 * were not there: people edit links. Whether the changes make a scenario is seen when it is run.
 */
export function readLink(fragment: string): LinkedState | undefined {
  const parts = new URLSearchParams(fragment);
  const scenario = parts.get('scenario');
  if (scenario === null) return undefined;
  const day = Number(parts.get('day') ?? Number.NaN);
  return {
    scenario,
    a: parts.getAll('a').flatMap(readChange),
    b: parts.getAll('b').flatMap(readChange),
    ...(Number.isInteger(day) && day >= 0 && { day }),
    luck: parts.get('luck') === 'one' ? 'one' : usual.luck,
    side: parts.get('side') === 'a' ? 'a' : usual.side,
  };
}

/** The change that a text `path=value` means; none where it is none. */
function readChange(text: string): Change[] {
  const equals = text.indexOf('=');
  if (equals < 1) return [];
  const [path, value] = [text.slice(0, equals), text.slice(equals + 1)];
  let read: unknown;
  try {
    read = JSON.parse(value);
  } catch {
    // Percentages and durations go without quotes.
    read = value;
  }
  return path === 'interventions' && !areInterventions(read) ? [] : [{ path, value: read }];
}

/** Whether a link's interventions are as the page writes them: it lists them before a run has read them. */
function areInterventions(value: unknown): boolean {
  return Array.isArray(value) && value.every(isIntervention);
}

function isIntervention(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || !('day' in value)) return false;
  const { day, slash, set, to, times } = value as Readonly<Record<string, unknown>>;
  if (!Number.isInteger(day)) return false;
  if (typeof set === 'string') return Number.isFinite(to ?? times);
  return (
    typeof slash === 'object' && slash !== null && Number.isFinite((slash as { fraction?: unknown }).fraction)
  );
}
