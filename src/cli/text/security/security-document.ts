import {
  type Cascade,
  type Fraction,
  type Network,
  toNumber,
  toText,
} from '../../../../sim/security/index.ts';
import type { ElasticRow, SecurityAnalysis } from '../../../security/analyse-security.ts';

/** A number, or null where there is none, and beside it the exact fraction as text. */
type Exact<Name extends string> = { readonly [Key in Name]: number | null } & {
  readonly [Key in `${Name}Fraction`]: string | null;
};

/** An analysis as one JSON document. Every figure stands as a number, and beside it as an exact fraction. */
export interface SecurityDocument extends Exact<'gamma'>, Exact<'gammaLowerBound'> {
  /** The attack that pays best; null if none pays. */
  readonly attack:
    | ({ readonly services: readonly string[]; readonly operators: readonly string[] } & Exact<'profit'> &
        Exact<'cost'>)
    | null;
  /** Services that were Byzantine before this attack, or before the nearest to one; none unless that was asked for. */
  readonly byzantineServices: readonly string[];
  readonly cascade: {
    /** Operators that the shock takes. */
    readonly shock: readonly string[];
    readonly rounds: readonly {
      readonly services: readonly string[];
      readonly operators: readonly string[];
    }[];
  } & Exact<'psi'> &
    Exact<'literal'> &
    Exact<'realised'> &
    Exact<'bound'>;
  readonly elastic: readonly ({ readonly byzantine: number; readonly secure: boolean } & Exact<'degree'> &
    Exact<'budget'> &
    Exact<'stake'>)[];
  /** Whether all of this is proved to be the best and the worst there is. */
  readonly exact: boolean;
}

/** The document of an analysis. */
export function securityDocument({
  network,
  attack,
  byzantine,
  slack,
  cascade,
  elastic,
  isExact,
}: SecurityAnalysis): SecurityDocument {
  return {
    attack: attack
      ? {
          services: serviceNames(network, attack.services),
          operators: operatorNames(network, attack.operators),
          ...exact('profit', attack.profit),
          ...exact('cost', attack.cost),
        }
      : null,
    byzantineServices: serviceNames(network, byzantine),
    ...exact('gamma', slack.gamma),
    ...exact('gammaLowerBound', slack.lowerBound),
    cascade: cascadeDocument(network, cascade),
    elastic: elastic.map(elasticDocument),
    exact: isExact,
  };
}

function cascadeDocument(network: Network, { psi, literal, realised, bound, shock, rounds }: Cascade) {
  return {
    ...exact('psi', psi),
    ...exact('literal', literal),
    ...exact('realised', realised),
    ...exact('bound', bound),
    shock: operatorNames(network, shock),
    rounds: rounds.map(({ services, operators }) => ({
      services: serviceNames(network, services),
      operators: operatorNames(network, operators),
    })),
  };
}

function elasticDocument({ degree, byzantine, budget, stake, isSecure }: ElasticRow) {
  return {
    ...exact('degree', degree),
    byzantine,
    ...exact('budget', budget),
    ...exact('stake', stake),
    secure: isSecure,
  };
}

/** A figure as two entries, its name and its name with `Fraction`; both null where there is none. */
function exact<Name extends string>(name: Name, value: Fraction | undefined): Exact<Name> {
  const figures = {
    [name]: value === undefined ? null : toNumber(value),
    [`${name}Fraction`]: value === undefined ? null : toText(value),
  };
  return figures as Exact<Name>;
}

/** Names of services by their places. */
export function serviceNames({ services }: Network, places: readonly number[]): string[] {
  return places.map(place => services[place]!.name);
}

/** Names of operators by their places. */
export function operatorNames({ operators }: Network, places: readonly number[]): string[] {
  return places.map(place => operators[place]!.name);
}
