import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Metafile } from 'esbuild';

/** The project's folder: where `package.json` and `node_modules` are, and what paths in a metafile start from. */
export const projectFolder = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** What to bundle, and how. */
export interface BundleOptions {
  /** The entry file, from the project's folder; it becomes `main.js`. */
  readonly entry: string;
  readonly out: string;
  /**
   * Whether to write source maps beside the files. Not in what is deployed: Node reads them only where it is told
   * to, they would be two fifths of the package, and names of functions are kept, so a stack can be read without.
   * The same commit gives the same files, so maps for a stack from the log can be made later.
   */
  readonly sourceMaps?: boolean;
}

/** Bundles an app with all it needs but `@azure/functions-core`, and says what went into which file. */
export async function bundle({ entry, out, sourceMaps = false }: BundleOptions): Promise<Metafile> {
  const { metafile } = await build({
    absWorkingDir: projectFolder,
    entryPoints: { main: entry },
    outdir: out,
    bundle: true,
    // What a request rarely or lately needs stays in files of its own, loaded when it is needed.
    splitting: true,
    chunkNames: 'chunks/[name]-[hash]',
    format: 'esm',
    platform: 'node',
    target: 'node24',
    minifySyntax: true,
    minifyWhitespace: true,
    sourcemap: sourceMaps && 'linked',
    sourcesContent: false,
    // They are in THIRD-PARTY-NOTICES.txt, whole.
    legalComments: 'none',
    mainFields: ['module', 'main'],
    // The worker answers for it: https://github.com/Azure/azure-functions-nodejs-library/issues/201
    external: ['@azure/functions-core'],
    // CommonJS packages inside an ES module call `require`, which is not there by itself.
    banner: { js: 'import{createRequire as r}from"node:module";const require=r(import.meta.url);' },
    logLevel: 'warning',
    metafile: true,
  });
  return metafile;
}
