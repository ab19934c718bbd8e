import { checkAuction } from './auction.ts';
import { checkAbuse, checkCorruption } from './check-adversaries.ts';
import { checkController } from './check-controller.ts';
import { checkOperatorPolicy } from './check-operators.ts';
import { checkFlight, checkPegs, checkRestakerPolicy } from './check-restakers.ts';
import { checkOperatorRows, checkRestakerRows } from './check-rows.ts';
import type { Problem } from './schema.ts';
import { mostAccounts, type Scenario, sizeOf } from './schema.ts';

type Path = readonly (string | number)[];

/**
 * Problems that span several parts of a scenario: names that refer to nothing, splits that do not sum to 1,
 * fields that make no sense together.
 */
export function crossCheck(scenario: Scenario): Problem[] {
  const problems: Problem[] = [];
  const problem = (path: Path, message: string, help?: string) =>
    problems.push({ path, message, ...(help === undefined ? {} : { help }) });

  const known = (path: Path, noun: string, word: string, words: readonly string[]) => {
    if (!words.includes(word)) {
      problem(
        path,
        `unknown ${noun}: ${word}`,
        words.length ? `known: ${words.join(', ')}` : `no ${noun} is defined`,
      );
    }
  };
  const assets = Object.keys(scenario.assets);
  problems.push(...checkPegs(scenario.assets));
  const { strategies } = scenario;
  strategies.forEach((strategy, index) => {
    known(['strategies', index], 'asset', strategy, assets);
    if (strategies.indexOf(strategy) < index)
      problem(['strategies', index], `duplicate strategy: ${strategy}`);
  });

  for (const [avsName, avs] of Object.entries(scenario.avss)) {
    const path = ['avss', avsName];
    const sets = Object.keys(avs.sets);
    if (avsName.includes('.')) problem(path, `invalid name: ${avsName}`);
    for (const [setName, set] of Object.entries(avs.sets)) {
      set.strategies.forEach((strategy, index) => {
        known([...path, 'sets', setName, 'strategies', index], 'strategy', strategy, strategies);
        if (set.strategies.indexOf(strategy) < index)
          problem([...path, 'sets', setName, 'strategies', index], `duplicate strategy: ${strategy}`);
      });
      for (const strategy of Object.keys(set.multipliers ?? {})) {
        known([...path, 'sets', setName, 'multipliers', strategy], 'strategy', strategy, set.strategies);
      }
      for (const [condition, rule] of Object.entries(set.slashing)) {
        const at = [...path, 'sets', setName, 'slashing', condition];
        if (rule === undefined) continue;
        if (rule.repeat && rule.repeat.max < rule.fraction) {
          problem(
            [...at, 'repeat', 'max'],
            `invalid max: ${rule.repeat.max} is below the first fraction ${rule.fraction}`,
          );
        }
        if (rule.after > 0 && condition !== 'downtime' && condition !== 'longOutage') {
          problem(
            [...at, 'after'],
            'invalid after: only downtime and longOutage have a grace period',
            'remove the key',
          );
        }
      }
      problems.push(...checkCorruption(set, [...path, 'sets', setName]));
      const { condition, caught } = set.falseSlashes ?? {};
      const at = [...path, 'sets', setName, 'falseSlashes'];
      if (condition !== undefined)
        known([...at, 'condition'], 'slashing condition', condition, Object.keys(set.slashing));
      if (caught !== undefined && (condition === undefined || set.slashing[condition]?.veto === undefined))
        problem(
          [...at, 'caught'],
          'invalid caught: no committee looks at it',
          'name a condition with a veto',
        );
    }
    problems.push(...checkAbuse(avs, path));
    if (avs.budget) {
      known([...path, 'budget', 'token'], 'asset', avs.budget.token, assets);
      const { split } = avs.budget;
      if (split !== 'perMember') {
        for (const set of Object.keys(split)) known([...path, 'budget', 'split', set], 'set', set, sets);
        const sum = Object.values(split).reduce((total, share) => total + share, 0);
        if (Math.abs(sum - 1) > 1e-9) {
          problem(
            [...path, 'budget', 'split'],
            `invalid split: the shares sum to ${+sum.toFixed(6)}`,
            'make them sum to 1 (100%)',
          );
        }
      }
    }
    problems.push(...checkController(avs, path), ...checkAuction(avs, path));
    for (const [taskName, task] of Object.entries(avs.tasks)) {
      const at = [...path, 'tasks', taskName];
      task.sets.forEach((set, index) => {
        known([...at, 'sets', index], 'set', set, sets);
      });
    }
  }

  const setPaths = Object.entries(scenario.avss).flatMap(([avs, { sets }]) =>
    Object.keys(sets).map(set => `${avs}.${set}`),
  );
  for (const [incentive, { token, gauges, kind }] of Object.entries(scenario.programmatic)) {
    const path = ['programmatic', incentive];
    known([...path, 'token'], 'asset', token, assets);
    for (const set of Object.keys(gauges ?? {})) known([...path, 'gauges', set], 'set', set, setPaths);
    const sum = Object.values(gauges ?? {}).reduce((total, share) => total + share, 0);
    if (sum > 1 + 1e-9) {
      problem(
        [...path, 'gauges'],
        `invalid gauges: the shares sum to ${+sum.toFixed(6)}`,
        'make them sum to at most 1 (100%)',
      );
    }
    if (kind !== undefined && gauges === undefined) {
      problem([...path, 'kind'], 'invalid kind: only gauges pay sets', 'add gauges, or remove the key');
    }
  }

  const labels = new Set<string>();
  for (const [groupName, group] of Object.entries(scenario.operators)) {
    const path = ['operators', groupName];
    for (const key of Object.keys(group.placement)) labels.add(key);
    if (group.count === undefined && !group.rows) problem(path, 'missing count: say how many, or give a csv');
    if (group.gpus > 0 && group.gpu === undefined) {
      problem(
        [...path, 'gpus'],
        'missing gpu: say which kind of GPU they own',
        `known: ${Object.keys(scenario.gpus).join(', ')}`,
      );
    }
    if (group.gpu !== undefined)
      known([...path, 'gpu'], 'kind of GPU', group.gpu, Object.keys(scenario.gpus));
    for (const strategy of Object.keys(group.ownStake))
      known([...path, 'ownStake', strategy], 'strategy', strategy, strategies);
    for (const key of ['starts', 'splits'] as const) {
      for (const set of Object.keys(group[key])) known([...path, key, set], 'set', set, setPaths);
    }
    problems.push(...checkOperatorRows(group, path, strategies));
    problems.push(...checkOperatorPolicy(group, path, scenario));
  }
  for (const [cohort, group] of Object.entries(scenario.restakers)) {
    const path = ['restakers', cohort];
    if (group.count === undefined && !group.rows) problem(path, 'missing count: say how many, or give a csv');
    for (const strategy of Object.keys(group.stake))
      known([...path, 'stake', strategy], 'strategy', strategy, strategies);
    for (const strategy of Object.keys(group.total)) {
      known([...path, 'total', strategy], 'strategy', strategy, Object.keys(group.stake));
    }
    problems.push(...checkRestakerRows(group, path, strategies));
    problems.push(...checkRestakerPolicy(group, path), ...checkFlight(group, path, scenario.assets));
    if (group.cap * group.accounts < 1) {
      problem(
        [...path, 'cap'],
        `invalid cap: ${group.cap} of ${group.accounts} accounts is less than one account`,
      );
    }
  }
  for (const [shock, { kind, lasts, on }] of Object.entries(scenario.shocks)) {
    if (kind === 'outage' && lasts === undefined)
      problem(['shocks', shock], 'missing lasts: say how long the outage lasts');
    if (kind !== 'outage' && lasts !== undefined)
      problem(['shocks', shock, 'lasts'], 'invalid lasts: only an outage lasts', 'remove the key');
    known(['shocks', shock, 'on', 'label'], 'placement label', on.label, [...labels]);
  }

  const accounts = Object.values(scenario.restakers).reduce(
    (sum, group) => sum + sizeOf(group) * group.accounts,
    0,
  );
  const operators = Object.values(scenario.operators).reduce((sum, group) => sum + sizeOf(group), 0);
  if (accounts + operators > mostAccounts) {
    problem(
      ['restakers'],
      `invalid population: ${accounts + operators} accounts are more than ${mostAccounts}`,
    );
  }
  if (operators === 0) problem(['operators'], 'missing operators: every group is empty');
  return problems;
}
