import { BouncerError } from './bouncer-error.ts';
import type { Deployment } from './find-deployment.ts';

/** One call to the app. */
export interface ApiCall {
  readonly method: 'GET' | 'POST';
  /** After `/api/`. */
  readonly path: string;
  /** Members that are undefined stay out. */
  readonly query?: Readonly<Record<string, string | undefined>>;
  readonly body?: Uint8Array;
  readonly headers?: Readonly<Record<string, string>>;
  /** With a sender's key; with an operator's, if absent. */
  readonly as?: 'send' | 'operate';
}

/** What the app answered. */
export interface Answer {
  readonly status: number;
  header(name: string): string | undefined;
  /** The body, where it is JSON. */
  readonly json: unknown;
}

/** Longer than any route of the app takes. */
const timeoutMs = 90_000;

/**
 * Calls the app once. Redirects are never followed: the key would go along.
 *
 * @throws BouncerError when no answer came.
 */
export async function callApi({ url, keys, local }: Deployment, call: ApiCall): Promise<Answer> {
  const { method, path, query = {}, body, headers, as = 'operate' } = call;
  const given = Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== undefined);
  const search = given.length > 0 ? `?${new URLSearchParams(given)}` : '';
  try {
    const answer = await fetch(`${url}/api/${path}${search}`, {
      method,
      headers: { ...headers, 'x-functions-key': keys[as], 'user-agent': 'chat-bouncer-cli' },
      ...(body && { body: Buffer.from(body) }),
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
    });
    const text = await answer.text();
    return {
      status: answer.status,
      header: (name) => answer.headers.get(name) ?? undefined,
      json: parse(text),
    };
  } catch (error) {
    throw new BouncerError({
      exit: 'unavailable',
      what: `${new URL(url).host} does not answer (${reasonOf(error)}).`,
      remedy: local
        ? 'The local stack has stopped: start it again with npm start.'
        : 'Check --url or BOUNCER_URL, and that this machine has a way there.',
    });
  }
}

/** The one word that tells it: what fetch says itself is "fetch failed". */
function reasonOf(error: unknown): string {
  const { name, cause } = error as { name?: string; cause?: { code?: string; message?: string } };
  return name === 'TimeoutError'
    ? `within ${timeoutMs / 1_000} s`
    : (cause?.code ?? cause?.message ?? name ?? 'unknown');
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
