import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { configDefaults, defineConfig, type Plugin } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

const sim = join(import.meta.dirname, 'sim');
const builtSim = join(import.meta.dirname, 'dist', 'sim');

/**
 * The model as it was built (see test/build.ts), loaded by Node itself: as its users run it, and faster than module by
 * module through the test runner. Coverage is of the sources.
 */
const builtModel: Plugin = {
  name: 'built model',
  enforce: 'pre',
  async resolveId(source, importer, options) {
    if (process.argv.some(word => word.startsWith('--coverage'))) return null;
    const found = await this.resolve(source, importer, options);
    if (!found?.id.startsWith(`${sim}/`)) return found;
    const id = found.id.replace(sim, builtSim).replace(/\.ts$/, '.js');
    return existsSync(id) ? { id, external: true } : found;
  },
};

/** Tests of the world around the model: processes, threads, folders. */
const world = ['bench', 'cli', 'conformance', 'end-to-end', 'examples', 'runs', 'results'];

/** Tests that take longest, run by `npm run test:long` alone: statistics with enough replicates, mutations, disasters. */
const long = '**/*.long.test.ts';

/** Files that take longest: they begin first, so that no processor waits for one of them at the end. */
const longest = [
  'validation/flagship.long',
  'conformance/mutations.long',
  'report/report',
  'cli/verbs/sweep',
];

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => {
      const place = longest.findIndex(name => moduleId.includes(`test/${name}.test`));
      return place < 0 ? longest.length : place;
    };
    return files.sort((a, b) => rank(a) - rank(b));
  }
}

export default defineConfig(({ mode }) => {
  const files = (folder: string): string => `test/${folder}/**/*${mode === 'long' ? '.long' : ''}.test.ts`;
  const others = mode === 'long' ? [] : [long];
  return {
    plugins: [builtModel],
    test: {
      globalSetup: 'test/build.ts',
      setupFiles: ['test/setup.ts'],
      testTimeout: 60_000,
      hookTimeout: 60_000,
      // By default one processor is left idle: of two, half.
      maxWorkers: '100%',
      sequence: { sequencer: LongestFirst },
      server: { deps: { external: [builtSim] } },
      coverage: { include: ['sim/**/*.ts', 'src/**/*.ts'] },
      projects: [
        {
          extends: true,
          test: { name: 'world', include: world.map(files), exclude: [...configDefaults.exclude, ...others] },
        },
        {
          extends: true,
          // What only computes shares a process, and with it what is loaded, compiled and known by now.
          test: {
            name: 'model',
            include: [files('**')],
            exclude: [...configDefaults.exclude, ...others, ...world.map(folder => `test/${folder}/**`)],
            isolate: false,
          },
        },
      ],
    },
  };
});
