/** Something outside refuses, such as a disk, a folder or a server: a person can mend it, and a stack helps nobody. */
export class EnvironmentError extends Error {
  /** What to do about it. */
  readonly help: string | undefined;

  constructor(message: string, help?: string) {
    super(message);
    this.help = help;
  }
}
