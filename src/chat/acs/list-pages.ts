import * as z from 'zod';
import type { Answer } from '../../upstream/answer.ts';
import type { CallLimits } from '../../upstream/call-limits.ts';
import { type AcsChatPorts, callAcs } from './acs-call.ts';
import { acsChatError } from './acs-chat-error.ts';
import { readAnswer } from './read-answer.ts';

/** A page of a listing. */
export interface ListedPage<T> {
  readonly items: readonly T[];
  /** The link to the page after it; absent on the last one. */
  readonly next?: string;
}

/**
 * How long a page is put off that ACS refuses without saying for how long: it counts listings over 10 s.
 * https://learn.microsoft.com/azure/communication-services/concepts/service-limits#chat
 */
const windowMs = 10_000;
/** However soon ACS would have it: whoever is refused again at once only adds to the count. */
const leastMs = 1_000;

/**
 * Follows a listing of ACS Chat page by page. Every page is a call that counts against the limits; one that is over them
 * (429) is waited for, as long as the deadline leaves room for that, since whoever began anew would get no further.
 *
 * @param url - the path of the first page, or the link to the one to go on with.
 * @param item - what each entry must look like.
 * @throws UpstreamError also when a page is not what it should be, or leads to another host: the token goes
 *   along with the next call.
 */
export async function* listPages<T>(
  ports: AcsChatPorts,
  url: string,
  item: z.ZodType<T>,
  limits: CallLimits,
): AsyncGenerator<ListedPage<T>> {
  const page = z.object({ value: z.array(item), nextLink: z.string().nullish() });
  for (let next: string | undefined = url; next; ) {
    const answer: Answer = await callInTurn(ports, next, limits);
    const { value, nextLink } = readAnswer(page, answer.body);
    next = nextLink || undefined;
    yield { items: value, ...(next && { next }) };
  }
}

/** Asks for a page until it is not over the limit. */
async function callInTurn(ports: AcsChatPorts, url: string, limits: CallLimits): Promise<Answer> {
  const { clock } = ports;
  for (;;) {
    const answer = await callAcs(ports, { method: 'GET', url }, limits);
    if ('status' in answer && answer.status === 200) return answer;
    const error = acsChatError(answer, clock.now());
    const wait = Math.max(error.retryAfterMs ?? windowMs, leastMs);
    if (error.status !== 429 || clock.monotonic() + wait >= limits.deadline) throw error;
    await clock.sleep(wait, limits.signal).catch(() => {
      throw error;
    });
  }
}
