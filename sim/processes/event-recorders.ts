import type { World } from '../scenario/index.ts';
import type { EventLog } from '../state/event-log.ts';
import type { Signals } from './signals.ts';

/**
 * Functions that record what is told by signals as events of note, by signal. Attacks and abuse are recorded by
 * `EventLog.recordChoice`; other signals that are not here leave no event.
 */
export interface EventRecorders {
  shock(told: Signals['shock']): void;
  offenceDetected(told: Signals['offenceDetected']): void;
  slashVetoed(told: Signals['slashVetoed']): void;
  slashed(told: Signals['slashed']): void;
  slasherAnnounced(told: Signals['slasherAnnounced']): void;
  slasherInEffect(told: Signals['slasherInEffect']): void;
  joined(told: Signals['joined']): void;
  left(told: Signals['left']): void;
  ejected(told: Signals['ejected']): void;
  businessChanged(told: Signals['businessChanged']): void;
  bankrupt(told: Signals['bankrupt']): void;
  fled(told: Signals['fled']): void;
}

/**
 * Recorders of events of note in a log. The details say the slashing condition, the reason, the shock or the
 * cohort, in the words of the table `events`. They are cells of that table: a change of a word changes results.
 */
export function createEventRecorders({ record }: EventLog, { cohorts }: World): EventRecorders {
  return {
    shock: ({ name, kind, hit }) =>
      record(
        kind === 'outage'
          ? { kind, detail: `${name}: ${hit} operators down` }
          : { kind: 'cluster', detail: `${name}: ${hit} operators, ${kind}` },
      ),
    offenceDetected: ({ operator, set, condition }) =>
      record({ kind: 'offence', set, operator, detail: condition }),
    slashVetoed: ({ operator, set, claim }) => record({ kind: 'veto', set, operator, detail: claim }),
    slashed: ({ operator, set, claim, usd }) => record({ kind: 'slash', set, operator, detail: claim, usd }),
    slasherAnnounced: ({ set }) => record({ kind: 'slasher', set, detail: 'announced' }),
    slasherInEffect: ({ set }) => record({ kind: 'slasher', set, detail: 'in effect' }),
    joined: ({ operator, set }) => record({ kind: 'join', set, operator, detail: 'choice' }),
    left: ({ operator, set, reason }) => record({ kind: 'exit', set, operator, detail: reason }),
    ejected: ({ operator, set, reason }) => record({ kind: 'ejection', set, operator, detail: reason }),
    businessChanged: ({ operator, kind }) => record({ kind, operator, detail: 'choice' }),
    bankrupt: ({ operator }) => record({ kind: 'bankruptcy', operator, detail: 'out of cash' }),
    fled: ({ kind, cohort, accounts, usd }) =>
      record({ kind, usd, detail: `${cohorts[cohort]!.name}: ${accounts} accounts` }),
  };
}
