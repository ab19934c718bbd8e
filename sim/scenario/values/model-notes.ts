import { z } from 'zod';

/** What the tables of MODEL.md say of a value beside its description and default. */
export interface ModelNote {
  /** Unit and range, such as `duration, > 0`; that of the value's schema where it is left out. */
  readonly unit?: string;
  /** Its symbol in the formulas of the model, in TeX. */
  readonly symbol?: string;
  /** Where its default or its plausible range is from. */
  readonly source?: string;
}

/** Notes for MODEL.md by schema. */
export const modelNotes = z.registry<ModelNote>();
