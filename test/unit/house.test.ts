import { globSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const files = (pattern: string) => globSync(pattern, { cwd: root }).map((file) => file.replaceAll('\\', '/'));
const read = (file: string) => readFileSync(join(root, file), 'utf8');

/** What a file imports: paths from the root for our own, names for packages. */
function importsOf(file: string): string[] {
  const specifiers = [...read(file).matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map(
    ([, name = '']) => name,
  );
  return specifiers.map((name) =>
    name.startsWith('.') ? relative(root, join(root, dirname(file), name)).replaceAll('\\', '/') : name,
  );
}

/** Which room may not import what. */
const forbidden: readonly (readonly [room: string, what: RegExp])[] = [
  ['src/**/*.ts', /^(local|test|bench|infra|functions)\//],
  ['functions/**/*.ts', /^(local|test|bench|infra)\//],
  ['src/moderation/**/*.ts', /^@azure\/|^src\/(intake|http|credentials|services|chat\/acs)/],
  ['src/{chat,credentials,upstream}/**/*.ts', /^src\/(moderation|intake|http|services)|^@azure\/functions/],
  ['src/intake/**/*.ts', /^src\/(chat\/acs|credentials|services)/],
  ['local/azure/**/*.ts', /^(src|local\/(host|stack))\//],
  ['local/storage/**/*.ts', /^(src|local\/(host|stack))\//],
  ['local/host/**/*.ts', /^(src|local\/(azure|stack))\//],
  ['local/bouncer/**/*.ts', /^(test|bench|functions|local\/host)\/|^src\/(intake|http|services|store)/],
  ['infra/hooks/**/*.ts', /^(test|bench|functions|local\/(azure|host|stack))\//],
];

describe('the house', () => {
  it.each(forbidden)('%s imports nothing like %s', (room, what) => {
    const found = files(room);
    expect(found).not.toEqual([]);
    const wrong = found.flatMap((file) =>
      importsOf(file)
        .filter((name) => what.test(name))
        .map((name) => `${file}: ${name}`),
    );
    expect(wrong).toEqual([]);
  });

  it('has no file of more than 200 lines', () => {
    const all = files('{src,functions,local,infra,bench}/**/*.{ts,mjs,bicep}');
    expect(all.filter((file) => read(file).split('\n').length > 201)).toEqual([]);
  });

  it('loads nothing but @azure/functions at start: the rest waits until it is needed', () => {
    const reached = loadedAtStart('functions/main.ts');
    expect(reached.filter((name) => name.startsWith('src/')).length).toBeGreaterThan(5);
    expect(reached.filter((name) => !/^(src|functions)\/|^node:/.test(name))).toEqual(['@azure/functions']);
  });

  it('says in warm-up.ts all that an event loads later', () => {
    const warmed = importsOf('src/warm-up.ts');
    for (const sdk of ['upstream/rest-pipeline', 'credentials/secret-client', 'services']) {
      expect(warmed).toContain(`src/${sdk}.ts`);
    }
    expect(warmed.filter((file) => !files('src/**/*.ts').includes(file))).toEqual([]);
  });
});

/** Our files and packages that a file loads outright, and those that they load: not types, not what is `import()`ed. */
function loadedAtStart(file: string, seen: Set<string> = new Set()): string[] {
  const statement = /^(?:import|export) (?!type\b)(?:[^;']*? from )?'([^']+)'/gms;
  for (const [, name = ''] of read(file).matchAll(statement)) {
    const target = name.startsWith('.') ? join(dirname(file), name).replaceAll('\\', '/') : name;
    if (seen.has(target)) continue;
    seen.add(target);
    if (name.startsWith('.')) loadedAtStart(target, seen);
  }
  return [...seen];
}
