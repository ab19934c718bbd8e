/** A verb of the command line; its code loads when it is called. */
export interface Verb {
  readonly name: string;
  readonly summary: string;
  /** Runs the verb on the arguments after it; resolves to the exit code. */
  readonly run: (argv: readonly string[]) => Promise<number>;
}

/**
 * All verbs, in the order in which people need them. A new verb is a file of this folder and an entry here: `opset --help`,
 * the completion of misspelled verbs and the tests of help read this list.
 */
export const verbs: readonly Verb[] = [
  {
    name: 'init',
    summary: 'Write a commented scenario to start from',
    run: async argv => (await import('./init.ts')).init(argv),
  },
  {
    name: 'import',
    summary: "Write a scenario that starts from a chain's state",
    run: async argv => (await import('./import.ts')).importState(argv),
  },
  {
    name: 'validate',
    summary: 'Check scenario and study files and say where they are wrong',
    run: async argv => (await import('./validate.ts')).validate(argv),
  },
  {
    name: 'run',
    summary: 'Simulate a scenario; write tables, charts and a page',
    run: async argv => (await import('./run.ts')).run(argv),
  },
  {
    name: 'play',
    summary: 'Play with a scenario in the browser: move a lever, watch the same world answer',
    run: async argv => (await import('./play/play.ts')).play(argv),
  },
  {
    name: 'sweep',
    summary: 'Run a study: a scenario at many points, many times',
    run: async argv => (await import('./sweep.ts')).sweep(argv),
  },
  {
    name: 'merge',
    summary: 'Make the tables of a study that was done in shards',
    run: async argv => (await import('./merge.ts')).merge(argv),
  },
  {
    name: 'compare',
    summary: 'Say what differs between two scenarios, run with the same seeds',
    run: async argv => (await import('./compare.ts')).compare(argv),
  },
  {
    name: 'sensitivity',
    summary: 'Say which factors of a study each measure depends on',
    run: async argv => (await import('./sensitivity.ts')).sensitivity(argv),
  },
  {
    name: 'optimize',
    summary: 'Find the setting of a study that is best and keeps its constraints',
    run: async argv => (await import('./optimize.ts')).optimize(argv),
  },
  {
    name: 'risk',
    summary: 'Say what stake with each operator earns, and what slashes could take',
    run: async argv => (await import('./risk.ts')).risk(argv),
  },
  {
    name: 'slash-preview',
    summary: 'Show what a slash would take, and from whom',
    run: async argv => (await import('./slash-preview.ts')).slashPreview(argv),
  },
  {
    name: 'security',
    summary: 'Say who could attack operator sets, at what cost, and how far that spreads',
    run: async argv => (await import('./security.ts')).security(argv),
  },
  {
    name: 'report',
    summary: 'Make the charts and the page of a results directory again',
    run: async argv => (await import('./report.ts')).report(argv),
  },
  {
    name: 'worker',
    summary: 'Do the runs of studies: from a queue on Redis, or as JSON lines for another program',
    run: async argv => (await import('./worker.ts')).worker(argv),
  },
  {
    name: 'schema',
    summary: 'Print the JSON Schema of scenarios or studies, or the dictionary of all columns',
    run: async argv => (await import('./schema.ts')).schema(argv),
  },
];
