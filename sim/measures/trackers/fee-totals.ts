import type { Service } from '../../economy/index.ts';
import type { State } from '../../state/state.ts';

/** Fees for tasks over the run, in USD. */
export interface FeeTotals {
  /** To each group of operators, `[avs * groups + group]`. */
  readonly byGroup: Float64Array;
  /** To each operator, `[avs * operators + operator]`. */
  readonly byOperator: Float64Array;
  /** Kept by each AVS, `[avs]`. */
  readonly byAvs: Float64Array;
  /** Adds the fees of the day; call once a day, before they are reset. */
  addDay(): void;
}

/**
 * Totals of no fees yet, of the tasks of a service. Kinds of task are added up by AVS: what pays is an AVS, and the
 * service knows only the day.
 */
export function createFeeTotals({ world, operators }: State, service: Service): FeeTotals {
  const byGroup = new Float64Array(world.avss.length * world.groups.length);
  const byOperator = new Float64Array(world.avss.length * operators.length);
  const byAvs = new Float64Array(world.avss.length);
  return {
    byGroup,
    byOperator,
    byAvs,
    addDay: () => {
      for (const { id, avs } of world.tasks) {
        byAvs[avs]! += service.avsFeesUsd[id]!;
        for (const operator of operators) {
          const usd = service.operatorFeesUsd[id]![operator.id]!;
          byGroup[avs * world.groups.length + operator.group]! += usd;
          byOperator[avs * operators.length + operator.id]! += usd;
        }
      }
    },
  };
}
