import * as z from 'zod';
import type { CallLimits } from '../../upstream/call-limits.ts';
import { type AcsChatPorts, callAcs } from './acs-call.ts';
import { acsChatError } from './acs-chat-error.ts';
import { readAnswer } from './read-answer.ts';

/**
 * Follows a listing of ACS Chat page by page. Every page is a call that counts against the limits.
 *
 * @param url - the path of the first page.
 * @param item - what each entry must look like.
 * @throws UpstreamError also when a page is not what it should be, or leads to another host: the token goes
 *   along with the next call.
 */
export async function* listPages<T>(
  ports: AcsChatPorts,
  url: string,
  item: z.ZodType<T>,
  limits: CallLimits,
): AsyncGenerator<T> {
  const page = z.object({ value: z.array(item), nextLink: z.string().nullish() });
  for (let next: string | undefined = url; next; ) {
    const answer = await callAcs(ports, { method: 'GET', url: next }, limits);
    if ('fault' in answer || answer.status !== 200) throw acsChatError(answer, ports.clock.now());
    const { value, nextLink } = readAnswer(page, answer.body);
    yield* value;
    next = nextLink ?? undefined;
  }
}
