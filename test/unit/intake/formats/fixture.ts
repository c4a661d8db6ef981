import { readFileSync } from 'node:fs';

/** A vendor's event as its documentation writes it, to be changed at will. */
// biome-ignore lint/suspicious/noExplicitAny: tests reach into it as they need.
export function fixture(name: string): any {
  return JSON.parse(readFileSync(new URL(`../../../fixtures/vendors/${name}.json`, import.meta.url), 'utf8'));
}
