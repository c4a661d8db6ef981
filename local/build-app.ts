import { copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/**
 * Makes a folder that is a Functions app as it stands: `host.json`, `package.json` and the bundle, with no
 * `node_modules`.
 *
 * @param out - made anew; `dist` by default, where the project's own package.json points.
 */
export async function buildApp(out: string = join(root, 'dist')): Promise<string> {
  await rm(out, { recursive: true, force: true });
  await mkdir(out, { recursive: true });
  await build({
    absWorkingDir: root,
    entryPoints: { main: 'functions/main.ts' },
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
    sourcemap: 'linked',
    sourcesContent: false,
    legalComments: 'none',
    mainFields: ['module', 'main'],
    // The worker answers for it: https://github.com/Azure/azure-functions-nodejs-library/issues/201
    external: ['@azure/functions-core'],
    // CommonJS packages inside an ES module call `require`, which is not there by itself.
    banner: { js: 'import{createRequire as r}from"node:module";const require=r(import.meta.url);' },
    logLevel: 'warning',
  });
  await copyFile(join(root, 'host.json'), join(out, 'host.json'));
  await writeFile(join(out, 'package.json'), `${JSON.stringify(await appPackage(), null, 2)}\n`);
  return out;
}

async function appPackage(): Promise<object> {
  const { name, version, license } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
  return { name, version, license, private: true, type: 'module', main: 'main.js', engines: { node: '24' } };
}
