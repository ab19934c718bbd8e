import { createEjector, type Ejector } from '../agents/avs/ejector.ts';
import { createRegistrar, type Registrar } from '../agents/avs/registrar.ts';
import type { Attention } from '../agents/operator/attention/attention.ts';
import { createOperators, type Operators } from '../agents/operator/operators.ts';
import type { Policies } from '../agents/policies.ts';
import type { OperatorAccounts } from '../state/operator-accounts.ts';
import type { ProcessContext } from './context.ts';
import type { Slashing } from './slashing.ts';
import type { Work } from './work.ts';

/**
 * Who decides on who serves which set. The operator asks, the registrar admits and expels, the ejector removes who
 * does nothing.
 */
export interface Membership {
  readonly registrar: Registrar;
  readonly operators: Operators;
  readonly ejector: Ejector;
}

/** What membership is decided on, beside the state. */
export interface MembershipTerms {
  readonly work: Work;
  readonly slashing: Slashing;
  readonly operatorAccounts: OperatorAccounts;
  /** What operators pay attention to, and have in mind from the start. */
  readonly attention: Attention;
  /** Policies in the place of those that the scenario names, by group of operators. */
  readonly policies: Policies['operators'];
}

/**
 * Registrars and operators on the clock. Operators ask registrars before they join, and registrars eject on their
 * own; whoever is a member at the start serves the tasks of its sets from the start. They are entered here, for
 * they were registered while the world was set up, before anybody listened.
 */
export function createMembership(
  { state, clock, streams, emit }: ProcessContext,
  { work, slashing, operatorAccounts, attention, policies }: MembershipTerms,
): Membership {
  const registrar = createRegistrar(state, clock, { ejected: ejection => emit('ejected', ejection) });
  const operators = createOperators({
    state,
    accounts: operatorAccounts,
    clock,
    streams,
    attention,
    slashing: slashing.expectations.today,
    policies,
    listener: {
      admits: registrar.admits,
      bars: registrar.bars,
      joining: application => emit('joining', application),
      joined: member => emit('joined', member),
      left: departure => emit('left', departure),
      businessChanged: change => emit('businessChanged', change),
      reviewed: work.effort.review,
    },
  });
  const { memberships } = state.mirrors;
  for (let membership = 0; membership < memberships.count; membership++) {
    if (memberships.registered[membership])
      work.service.enter({
        membership,
        operator: memberships.operator[membership]!,
        set: memberships.set[membership]!,
      });
  }
  const { availability } = work;
  const ejector = createEjector({ state, clock, availability, registrar, mayReturn: operators.rejoin });
  return { registrar, operators, ejector };
}
