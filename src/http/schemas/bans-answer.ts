import * as z from 'zod';
import { decisionName } from './decision-answer.ts';

const time = z.iso.datetime();

/** A ban that is in force. */
export const ban = z.object({
  participant: z.string().describe('Who is banned: a raw id.'),
  threadId: z.string().describe('From where: an ACS thread, or `*` for every thread.'),
  decision: decisionName,
  source: z.string(),
  since: time.describe('When it was decided.'),
  received: time.describe('When it was accepted.'),
  until: time.describe('When it ends; never if absent.').exactOptional(),
  reason: z.string().exactOptional(),
  moderator: z.string().exactOptional(),
});

/** A page of bans. */
export const bansPage = z.object({
  bans: z.array(ban),
  continuation: z.string().describe('Where the next page begins; absent on the last one.').exactOptional(),
});
