import * as z from 'zod';
import { callApi } from '../call-api.ts';
import { defineCommand } from '../command.ts';
import { labelled } from '../describe-decision.ts';
import type { Desk } from '../desk.ts';
import { deploymentOptions, findDeployment } from '../find-deployment.ts';
import { pageOptions, readPages } from '../read-pages.ts';
import { expectAnswer } from '../refusal.ts';
import { when } from '../when.ts';

const ban = z.looseObject({
  participant: z.string(),
  threadId: z.string(),
  decision: z.string(),
  source: z.string(),
  since: z.string(),
  until: z.string().optional(),
  reason: z.string().optional(),
  moderator: z.string().optional(),
});

const answer = z.object({ bans: z.array(ban), continuation: z.string().optional() });

export const bans = defineCommand({
  about: 'lists the bans that are in force, and why',
  usage: '[--participant RAWID] [--thread ID]',
  examples: ['bans --local --participant 8:acs:…', "bans --local --thread '*'"],
  options: {
    participant: { value: 'RAWID', about: 'of this person only' },
    thread: { value: 'ID', about: 'of this thread only; * for those of every thread' },
    ...pageOptions,
    ...deploymentOptions,
  },
  async run(given, _words, desk) {
    const deployment = await findDeployment(given, desk);
    const { participant, thread } = given;
    const page = await readPages(given, async (limit, continuation) => {
      const query = { participant, thread, limit, continuation };
      const got = await callApi(deployment, { method: 'GET', path: 'bans', query });
      const { bans: items, ...rest } = expectAnswer(got, [200], answer, desk.clock.now());
      return { items, ...rest };
    });
    const { items, continuation } = page;
    const more = continuation ? [`There are more: give --all, or --continuation ${continuation}`] : [];
    return {
      exit: 'done',
      text:
        items.length > 0
          ? [...items.map((one) => describe(one, desk)), ...more].join('\n\n')
          : 'No ban is in force.',
      json: { bans: items, ...(continuation && { continuation }) },
    };
  },
});

function describe(one: z.output<typeof ban>, { paint, clock }: Pick<Desk, 'paint' | 'clock'>): string {
  const now = clock.now();
  const rows = [
    ['thread', one.threadId === '*' ? 'every thread' : one.threadId],
    ['since', when(one.since, now)],
    ['until', when(one.until, now) ?? 'lifted by an unban'],
    ['reason', one.reason],
    ['by', [one.moderator, one.source].filter(Boolean).join(', by way of ')],
    ['decision', one.decision],
  ] as const;
  return [paint('strong', one.participant), ...labelled(rows, paint)].join('\n');
}
