import * as z from 'zod';
import { canonicalId } from '../../chat/identifier/communication-identifier.ts';
import { identifierModel } from '../../chat/identifier/identifier-model.ts';
import { parseIdentifier } from '../../chat/identifier/parse-identifier.ts';
import { duration } from '../../duration.ts';
import { readNamedList } from '../../read-named-list.ts';
import type { CleanupRule } from './cleanup-rule.ts';

/** The rules, by name. */
export type CleanupRules = ReadonlyMap<string, CleanupRule>;

/** Six fields, the first of them seconds; whether they make a schedule is found out when one is needed. */
const schedule = z
  .string()
  .trim()
  .regex(
    /^[\dA-Z*,/-]{1,60}( +[\dA-Z*,/-]{1,60}){5}$/i,
    'must be {second} {minute} {hour} {day} {month} {day of week}, in UTC: 0 30 3 * * *',
  );

const age = duration('1m', '3650d');

const rawId = z.string().transform((text, context) => {
  const parsed = parseIdentifier(text);
  if ('identifier' in parsed) return canonicalId(parsed.identifier);
  context.issues.push({ code: 'custom', message: parsed.fault.detail, input: text });
  return z.NEVER;
});
const rawIds = z.array(rawId).max(10_000);
const kind = identifierModel.shape.kind.unwrap();

/** One entry of `CLEANUP_RULES`. */
const rule = z
  .strictObject({
    name: z.string().regex(/^[a-z0-9-]{1,40}$/, 'must be 1 to 40 of a-z, 0-9 and -'),
    schedule,
    threads: z
      .strictObject({
        idleFor: age.exactOptional(),
        olderThan: age.exactOptional(),
        topic: z.string().min(1).max(500).exactOptional(),
      })
      .default({}),
    participants: z
      .strictObject({
        kinds: z.array(kind).min(1).exactOptional(),
        ids: rawIds.min(1).exactOptional(),
        except: rawIds.default([]),
      })
      .default({ except: [] }),
    dryRun: z.boolean().default(true),
    cap: z.int().min(1).max(100_000).exactOptional(),
  })
  .transform(({ threads, ...rest }): CleanupRule => {
    const { idleFor, olderThan, topic } = threads;
    return {
      ...rest,
      threads: {
        ...(idleFor !== undefined && { idleForMs: idleFor }),
        ...(olderThan !== undefined && { olderThanMs: olderThan }),
        ...(topic !== undefined && { topic }),
      },
    };
  });

/**
 * Reads `CLEANUP_RULES`. No text means no rules. A rule that names neither threads nor participants would empty every
 * thread, which nobody can mean.
 */
export function readCleanupRules(text = '[]'): { entries: CleanupRules } | { faults: string[] } {
  const read = readNamedList(text, rule);
  if ('faults' in read) return read;
  const boundless = [...read.entries.values()].filter(isBoundless);
  if (boundless.length === 0) return read;
  return { faults: boundless.map(({ name }) => `(${name}) must say which threads, or which participants`) };
}

function isBoundless({ threads, participants: { kinds, ids } }: CleanupRule): boolean {
  return Object.keys(threads).length === 0 && kinds === undefined && ids === undefined;
}
