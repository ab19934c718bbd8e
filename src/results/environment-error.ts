/**
 * The environment of the command refuses something: a disk, a folder, a server. A person can mend that, so the message and
 * the help are all that is printed, and the exit code is 1.
 */
export class EnvironmentError extends Error {
  /** What to do about it. */
  readonly help: string | undefined;

  constructor(message: string, help?: string) {
    super(message);
    this.help = help;
  }
}
