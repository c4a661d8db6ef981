import * as z from 'zod';
import { callApi } from './call-api.ts';
import type { Given } from './command.ts';
import { type Decision, decision } from './decision.ts';
import type { Desk } from './desk.ts';
import type { Deployment } from './find-deployment.ts';
import { type Page, type pageOptions, readPages } from './read-pages.ts';
import { expectAnswer } from './refusal.ts';

/** What decisions can be listed by. */
export type Listed = 'failed' | 'held' | 'scheduled';

const answer = z.object({ decisions: z.array(decision), continuation: z.string().optional() });

/** Decisions that have failed, are held or are scheduled: longest ago, or due soonest, first. */
export async function listDecisions(
  status: Listed,
  deployment: Deployment,
  given: Given<typeof pageOptions>,
  { clock }: Pick<Desk, 'clock'>,
): Promise<Page<Decision>> {
  return await readPages(given, async (limit, continuation) => {
    const page = await callApi(deployment, {
      method: 'GET',
      path: 'decisions',
      query: { status, limit, continuation },
    });
    const { decisions: items, ...rest } = expectAnswer(page, [200], answer, clock.now());
    return { items, ...rest };
  });
}

/** All of them. */
export const everything: Given<typeof pageOptions> = { all: true, limit: undefined, continuation: undefined };
