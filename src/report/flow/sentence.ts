import { count, percent, usd } from '../format.ts';
import type { FlowState, kinds } from './network.ts';

/** Stake in USD out of the nodes of a kind, folded ones among them: both ids begin with the kind. */
const total = (state: FlowState, kind: (typeof kinds)[number]) =>
  state.links.filter(link => link.from.startsWith(`${kind}:`)).reduce((sum, link) => sum + link.usd, 0);

/**
 * What the flow of stake shows, from its first and last state. Empty without states. It tells what is delegated and
 * how that changed, what part the three largest operators hold (those that are drawn singly, where there are two or
 * more), and what part is allocated to sets.
 */
export function flowSentence(states: readonly FlowState[]): string {
  const first = states[0];
  const last = states.at(-1);
  if (first === undefined || last === undefined) return '';
  const delegated = total(last, 'restakers');
  const allocated = total(last, 'operator');
  const before = total(first, 'restakers');
  const change = before > 0 && first !== last ? ` (${usd(before)} on day ${count(first.day)})` : '';
  const sizes = new Map<string, number>();
  for (const link of last.links)
    if (link.from.startsWith('restakers:')) sizes.set(link.to, (sizes.get(link.to) ?? 0) + link.usd);
  const singles = [...sizes]
    .filter(([id]) => !id.startsWith('operator: folded'))
    .sort((a, b) => b[1] - a[1])
    .slice(0, 3);
  const top = singles.reduce((sum, [, size]) => sum + size, 0);
  const parts = [
    `On day ${count(last.day)}, ${usd(delegated)} of stake is delegated to operators${change}`,
    ...(delegated > 0 && singles.length > 1
      ? [`the ${singles.length} largest hold ${percent(top / delegated)} of it`]
      : []),
    ...(delegated > 0
      ? [
          `${usd(allocated)} of allocations, ${percent(allocated / delegated)} of what is delegated, can be slashed`,
        ]
      : []),
  ];
  return `${parts.join('; ')}.`;
}
