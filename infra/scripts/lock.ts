import { readFile } from 'node:fs/promises';

/** The one compiler whose output is committed. */
export type Lock = {
  readonly version: string;
  /** By platform. `null`: nobody has recorded it yet. */
  readonly programSha512: Readonly<Record<string, string | null>>;
};

/** Reads which compiler is pinned, and the checksums of its program. */
export async function readLock(): Promise<Lock> {
  return JSON.parse(await readFile(new URL('../compiler/lock.json', import.meta.url), 'utf8'));
}

const systems: Partial<Record<NodeJS.Platform, string>> = { linux: 'linux', darwin: 'osx', win32: 'win' };

/** This machine's platform as NuGet spells it, such as `linux-x64`. */
export function platform(): string {
  return `${systems[process.platform] ?? process.platform}-${process.arch}`;
}
