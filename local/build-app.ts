import { join } from 'node:path';
import { assembleApp } from './packaging/assemble-app.ts';
import { projectFolder } from './packaging/bundle.ts';

/**
 * Makes a folder that is this Functions app as it stands, with no `node_modules`.
 *
 * @param out - made anew; `dist` by default, where the project's own package.json points.
 */
export async function buildApp(
  out: string = join(projectFolder, 'dist'),
  options: { readonly sourceMaps?: boolean } = {},
): Promise<string> {
  await assembleApp({ entry: 'functions/main.ts', out, ...options });
  return out;
}
