import type * as z from 'zod';
import { readNamedList } from '../../read-named-list.ts';
import { type Source, source } from './source.ts';

/** What there is when nothing is said. */
const byDefault = '[{"name":"default","format":"native","signature":"standard-webhooks"}]';

/** Who may call, by name. */
export type Sources = ReadonlyMap<string, Source>;

/** Reads `WEBHOOK_SOURCES`, or says all that is wrong with it: each fault begins with the entry and the member. */
export function readSources(text: string = byDefault): { entries: Sources } | { faults: string[] } {
  const read = readNamedList(text, source, inOurWords);
  if ('entries' in read && read.entries.size === 0) return { faults: ['must name a source'] };
  return read;
}

function inOurWords(issue: z.core.$ZodRawIssue): string | undefined {
  const isScheme = issue.code === 'invalid_union';
  return isScheme ? 'must be standard-webhooks, hmac-sha256, header or none' : undefined;
}
