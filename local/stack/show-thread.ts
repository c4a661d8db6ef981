import type { SeatedThread } from './seat-people.ts';

/** Shows who is in a thread now. */
export function showThread(thread: SeatedThread, print: (line: string) => void): void {
  for (const { name, rawId } of thread.present()) print(`  ${name.padEnd(14)}${rawId}`);
}

/** A value as JSON, indented. */
export function indent(value: unknown): string {
  return JSON.stringify(value, null, 2).replaceAll(/^/gm, '  ');
}
