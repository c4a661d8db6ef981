import type { HttpResponseInit } from '@azure/functions';
import * as z from 'zod';
import type { Log } from '../log.ts';
import { unfinishedRuns } from '../moderation/cleanup/runs-of-rule.ts';
import { startRun } from '../moderation/cleanup/start-run.ts';
import type { EnforcePorts } from '../moderation/enforce.ts';
import { HttpProblem } from './http-problem.ts';
import { readQuery } from './read-query.ts';

/** What the query of this route takes. */
export const cleanupQuery = z.object({
  rule: z.string().min(1).max(40).exactOptional(),
  dryRun: z.literal(['true', 'false']).default('false'),
});

/**
 * Runs a clean-up rule now, or all of them. A rule that is set to a dry run stays one. Each run is a decision: its record
 * says how it went, and its children whom it was about.
 *
 * @throws HttpProblem `invalid-query`, `unknown-rule`.
 */
export async function runCleanups(
  search: URLSearchParams,
  ports: Pick<EnforcePorts, 'rules' | 'ledger' | 'queue' | 'progress'>,
  log: Log,
  signal: AbortSignal,
): Promise<HttpResponseInit> {
  const { rule, dryRun } = readQuery(
    search,
    cleanupQuery,
    'Give, if you like, rule (a name) and dryRun=true.',
  );
  const chosen = [...ports.rules.values()].filter(({ name }) => rule === undefined || name === rule);
  if (rule !== undefined && chosen.length === 0) {
    throw new HttpProblem('unknown-rule', { detail: 'No rule in CLEANUP_RULES has that name.' });
  }
  await ports.ledger.setClock(signal);
  const when = `${new Date(ports.ledger.now()).toISOString()} by hand`;
  const runs: object[] = [];
  for (const each of chosen) {
    // Else what is on record of the rule would grow with each run by hand until it is due.
    await unfinishedRuns(each.name, ports, signal);
    const onlySays = dryRun === 'true' || each.dryRun;
    const { decision } = await startRun(each, when, { dryRun: onlySays }, ports, signal, log);
    runs.push({ rule: each.name, decision, dryRun: onlySays, status: 'accepted' });
  }
  return { status: runs.length > 0 ? 202 : 200, jsonBody: { runs } };
}
