/** Exit codes of the command line; `opset --help` tells them. 130 is 128 and the number of SIGINT, as in shells. */
export const exit = {
  done: 0,
  failure: 1,
  invalidInput: 2,
  someRunsFailed: 3,
  conditionNotMet: 4,
  interrupted: 130,
} as const;

/** A mistake on the command line: its message is all that the user needs, and the exit code is 2. */
export class UsageError extends Error {
  /** What to do about it. */
  readonly help: string | undefined;

  constructor(message: string, help?: string) {
    super(message);
    this.help = help;
  }
}

/** Reads what a person wrote on the command line; an error of the reader becomes a UsageError with the help. */
export function asUsageError<T>(read: () => T, help?: string): T {
  try {
    return read();
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error), help);
  }
}
