import type { HttpResponseInit } from '@azure/functions';
import * as z from 'zod';
import type { Log } from '../log.ts';
import type { EnforcePorts } from '../moderation/enforce.ts';
import { redrive } from '../moderation/redrive.ts';
import { sideBySide } from '../side-by-side.ts';
import { continuation, readQuery } from './read-query.ts';
import { whyNot } from './redrive-answer.ts';

/** What the query of this route takes. */
export const redriveQuery = z.object({
  since: z.iso.datetime({ offset: true }).transform((text) => Date.parse(text)),
  limit: z.coerce.number().int().min(1).max(200).default(100),
  force: z.literal(['true', 'false']).default('false'),
  continuation: continuation.optional(),
});

/** How many are tried again at once: an operator waits, and so do those whose decisions they are. */
const atOnce = 16;

/**
 * Tries again what has failed since a time, oldest first, and says which and why not the others. What is over the
 * limit comes with the continuation.
 *
 * @throws HttpProblem `invalid-query`
 */
export async function redriveFailed(
  search: URLSearchParams,
  ports: Pick<EnforcePorts, 'ledger' | 'queue'>,
  log: Log,
  signal: AbortSignal,
): Promise<HttpResponseInit> {
  const hint =
    'Give since (2026-11-23T09:00:00Z), and if you like limit (1 to 200), force=true and continuation.';
  const { since, limit, force, continuation: from } = readQuery(search, redriveQuery, hint);
  const page = await ports.ledger.list('failed', limit, signal, from, since);
  const results = await sideBySide(page.items, atOnce, async ({ decision }) => {
    return { decision, result: await redrive(decision, ports, force === 'true', signal) };
  });
  const redriven = results.flatMap(({ decision, result }) => (result === 'redriven' ? [decision] : []));
  const left = results.flatMap(({ decision, result }) =>
    result === 'redriven' ? [] : [{ decision, why: whyNot[result] }],
  );
  log.info('redrive', { redriven: redriven.length, left: left.length, force });
  return {
    status: 200,
    jsonBody: { redriven, left, ...(page.continuation && { continuation: page.continuation }) },
  };
}
