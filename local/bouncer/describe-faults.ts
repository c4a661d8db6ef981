import type * as z from 'zod';
import type { faults } from './decision.ts';

/** Longer ones are for programs. */
const longest = 200;

/** What is wrong with an event, in one line: each member, and what it should be. */
export function describeFaults(found: z.output<typeof faults>): string {
  const told = found.map(({ pointer, detail }) => `${pointer.slice(1) || 'it'} ${inShort(detail)}`);
  return told.join('; ');
}

function inShort(text: string): string {
  return text.length > longest ? `${text.slice(0, longest - 1)}…` : text;
}
