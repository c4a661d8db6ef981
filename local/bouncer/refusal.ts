import * as z from 'zod';
import { retryAfter } from '../../src/upstream/retry-after.ts';
import { BouncerError, type Trouble } from './bouncer-error.ts';
import type { Answer } from './call-api.ts';
import { faults } from './decision.ts';
import { describeFaults } from './describe-faults.ts';

/** RFC 9457, as the app speaks it. */
const problem = z.looseObject({
  type: z.string(),
  title: z.string(),
  detail: z.string().optional(),
  hint: z.string().optional(),
  errors: faults.optional(),
});

type Problem = z.output<typeof problem>;

/** Where this command line has its own way of doing what the app says to do. */
const remedies: Readonly<Record<string, string>> = {
  'needs-force': 'Give --force if it still holds.',
  'bad-signature': 'Check the secret in the variable that --secret-env names, and --scheme.',
  unsigned: 'The source wants another --scheme.',
  'unknown-source': 'Check --source, and WEBHOOK_SOURCES of the app.',
  'stale-signature': 'Set the clock of this machine right.',
};

const prefix = 'urn:chat-bouncer:problem:';

/** What an answer that is no problem of the app's own means, by status. */
const others: Readonly<Record<number, Pick<Trouble, 'what' | 'remedy'>>> = {
  401: {
    what: 'The app does not take this key for this (401).',
    remedy:
      'Give the key of receive-events to send, a host key for all else: az functionapp keys list -g GROUP -n APP',
  },
  404: {
    what: 'There is no such address at the app (404).',
    remedy: 'Check --url or BOUNCER_URL, and that the app there is of this version.',
  },
};

/** When the app wants to be asked again, in milliseconds from now. */
export function comeBackAfter({ header }: Pick<Answer, 'header'>, now: number): number | undefined {
  return retryAfter(header, now);
}

/** Whether the same call may do later, without anybody changing it. */
export const isForNow = ({ status }: Pick<Answer, 'status'>): boolean => status === 429 || status >= 500;

/** The error that an answer is. */
export function refusal(answer: Answer, now: number): BouncerError {
  const { status, json } = answer;
  const exit = isForNow(answer) ? 'unavailable' : 'refused';
  const said = problem.safeParse(json);
  if (said.success) {
    const { what, remedy } = describe(said.data, answer, now);
    return new BouncerError({ exit, what, remedy, problem: json });
  }
  const { what, remedy } = others[status] ?? {
    what: `The app answered ${status}, which is not its own word.`,
    remedy: 'Check --url or BOUNCER_URL, and what stands between here and the app.',
  };
  return new BouncerError({ exit, what, remedy });
}

function describe(said: Problem, answer: Answer, now: number): Pick<Trouble, 'what' | 'remedy'> {
  const more = said.errors ? describeFaults(said.errors) : said.detail;
  const after = isForNow(answer) ? comeBackAfter(answer, now) : undefined;
  const later = after === undefined ? undefined : `Try again in ${Math.ceil(after / 1_000)} s.`;
  const name = said.type.startsWith(prefix) ? said.type.slice(prefix.length) : '';
  const look = name ? `See docs/problems.md#${name}` : 'See its documentation.';
  return {
    what: `${said.title} (${answer.status})${more ? `: ${more}` : '.'}`,
    remedy: remedies[name] ?? ([said.hint, later].filter(Boolean).join(' ') || look),
  };
}

/**
 * An answer read as what it should be.
 *
 * @throws BouncerError for any other status, and for a body that is something else.
 */
export function expectAnswer<T>(
  answer: Answer,
  statuses: readonly number[],
  shape: z.ZodType<T>,
  now: number,
): T {
  if (!statuses.includes(answer.status)) throw refusal(answer, now);
  const read = shape.safeParse(answer.json);
  if (read.success) return read.data;
  if (answer.status >= 400) throw refusal(answer, now);
  throw new BouncerError({
    exit: 'refused',
    what: `The app’s answer (${answer.status}) cannot be understood.`,
    remedy: 'Check that --url or BOUNCER_URL is a chat-bouncer, and of this version.',
  });
}
