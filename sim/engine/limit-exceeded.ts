/** A run went beyond what the model can hold, by what its scenario draws: not the model is wrong, but the scenario too large. */
export class LimitExceeded extends Error {
  /** What to do about it. */
  readonly help: string;

  constructor(message: string, help: string) {
    super(message);
    this.help = help;
  }
}
