import { glob, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('../../functions', import.meta.url));

/** Every door of the app over HTTP, as `POST /api/events`; what may be absent from a route makes two of it. */
export async function httpRoutes(): Promise<string[]> {
  const doors: string[] = [];
  for await (const file of glob('*.ts', { cwd: folder })) {
    const code = await readFile(join(folder, file), 'utf8');
    for (const [, registered = ''] of code.matchAll(/app\.http\('[^']+', \{(.*?)handler:/gs)) {
      const [, route = ''] = /route: '([^']+)'/.exec(registered) ?? [];
      const [, methods = ''] = /methods: \[([^\]]+)\]/.exec(registered) ?? [];
      for (const [, method] of methods.matchAll(/'(\w+)'/g)) {
        for (const path of withAndWithout(route)) doors.push(`${method} /api/${path}`);
      }
    }
  }
  return doors.sort();
}

function withAndWithout(route: string): string[] {
  const optional = /\/\{(\w+)(?::\w+)?\?\}$/;
  return optional.test(route) ? [route.replace(optional, ''), route.replace(optional, '/{$1}')] : [route];
}
