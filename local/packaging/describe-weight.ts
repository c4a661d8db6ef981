import type { Metafile } from 'esbuild';
import type { BundledPackage } from './bundled-packages.ts';

/** What stands in a row of its own; the rest is summed up. */
const rows = 12;

/**
 * What a bundle holds, heaviest first, and how much of it is loaded at start.
 *
 * @param entry - the name of the entry's file in the metafile, such as `dist/main.js`.
 */
export function describeWeight(
  metafile: Metafile,
  packages: readonly BundledPackage[],
  entry: string,
): string[] {
  const all = sum(Object.values(metafile.outputs).map(({ bytes }) => bytes));
  const heaviest = packages.toSorted((a, b) => b.bytes - a.bytes || (a.name < b.name ? -1 : 1));
  const ours = all - sum(packages.map(({ bytes }) => bytes));
  const rest = heaviest.slice(rows);
  return [
    row('in all', all),
    row(
      'loaded at start',
      sum(loadedAtStart(metafile, entry).map((file) => metafile.outputs[file]?.bytes ?? 0)),
    ),
    '',
    ...heaviest.slice(0, rows).map(({ name, version, bytes }) => row(`${name} ${version}`, bytes)),
    ...(rest.length > 0 ? [row(`${rest.length} more packages`, sum(rest.map(({ bytes }) => bytes)))] : []),
    row('our own code', ours),
  ];
}

/** A file and all that it imports outright, not by `import()`. */
function loadedAtStart(metafile: Metafile, entry: string, seen: Set<string> = new Set()): string[] {
  if (seen.has(entry)) return [...seen];
  seen.add(entry);
  for (const { path, kind } of metafile.outputs[entry]?.imports ?? []) {
    if (kind === 'import-statement' && metafile.outputs[path]) loadedAtStart(metafile, path, seen);
  }
  return [...seen];
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);

const row = (what: string, bytes: number): string =>
  `  ${what.padEnd(36)}${(bytes / 1_000).toFixed(1).padStart(8)} kB`;
