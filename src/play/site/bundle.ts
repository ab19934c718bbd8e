import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { build, type Plugin } from 'esbuild';
import { packageFolder } from '../../version.ts';

/** The scripts of a page: what draws it, what simulates, and the editor, which is loaded when it is opened. */
export interface PlayScripts {
  readonly page: string;
  readonly worker: string;
  readonly editor: string;
}

/** Folder of the page's modules as they were built. */
const pageFolder = join(packageFolder(), 'dist', 'src', 'play', 'page');

/** Modules of Node that the page has a stand-in for; of the others it has an empty one, since it calls nothing of theirs. */
const standIns = ['fs', 'crypto', 'module'];

/**
 * Puts the scripts of a page together from the modules of the package as they were built: the simulator is the very one
 * that the command line runs.
 *
 * @throws Error if the package was not built
 */
export async function bundleScripts(): Promise<PlayScripts> {
  const [page, worker, editor] = await Promise.all(['page', 'worker', 'editor'].map(bundleScript));
  return { page: page!, worker: worker!, editor: editor! };
}

async function bundleScript(name: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [join(pageFolder, `${name}.js`)],
    bundle: true,
    minify: true,
    write: false,
    format: name === 'editor' ? 'esm' : 'iife',
    platform: 'browser',
    target: 'es2022',
    legalComments: 'none',
    charset: 'utf8',
    logLevel: 'error',
    inject: [join(pageFolder, 'node', 'process.js')],
    plugins: [withoutNode, oneLanguage],
  });
  return outputFiles[0]!.text;
}

/** Gives the page stand-ins for the modules of Node that the command line's own code reads files and hashes with. */
const withoutNode: Plugin = {
  name: 'without Node',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^node:path$/ }, () => ({
      path: createRequire(import.meta.url).resolve('path-browserify'),
    }));
    onResolve({ filter: /^node:/ }, ({ path }) => {
      return { path: path.slice('node:'.length), namespace: 'node', sideEffects: false };
    });
    // As CommonJS: what a stand-in lacks is then undefined, and nobody calls it.
    onLoad({ filter: /.*/, namespace: 'node' }, ({ path }) => ({
      contents: standIns.includes(path) ? `module.exports = require('./${path}.js')` : '',
      resolveDir: join(pageFolder, 'node'),
      loader: 'js',
    }));
  },
};

/** Leaves out the messages of the schema library in forty languages: its own are English. */
const oneLanguage: Plugin = {
  name: 'one language',
  setup({ onResolve }) {
    onResolve({ filter: /locales\/index\.js$/ }, ({ path, resolveDir }) => {
      const english = join(resolveDir, path, '..', 'en.js');
      return existsSync(english) ? { path: english } : undefined;
    });
  },
};
