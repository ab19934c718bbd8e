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

/** What the fragment of a link says; undefined where it names no scenario. */
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
  const value = text.slice(equals + 1);
  try {
    return [{ path: text.slice(0, equals), value: JSON.parse(value) as unknown }];
  } catch {
    // Percentages and durations go without quotes.
    return [{ path: text.slice(0, equals), value }];
  }
}
