import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { HostKeys } from './make-keys.ts';

/** What a key is, in the order of what it opens. */
export type KeyKind = 'none' | 'system' | 'function' | 'host' | 'master';

/** Which kinds open which `authLevel`; `admin` takes the master key only. */
const opens: Record<string, KeyKind[]> = {
  anonymous: ['none', 'system', 'function', 'host', 'master'],
  function: ['function', 'host', 'master'],
  admin: ['master'],
};

export const authLevels = Object.keys(opens);

/** Whether a request with a key of this kind may call a function of this level. */
export const keyOpens = (kind: KeyKind, authLevel: string) => opens[authLevel]?.includes(kind) ?? false;

/**
 * Finds out what the key in a request is. The header beats `?code=`, so a bad header is not saved by a good code.
 *
 * @param functionName the function whose own keys count
 */
export function keyKind(
  request: IncomingMessage,
  query: URLSearchParams,
  keys: HostKeys,
  functionName?: string,
): KeyKind {
  const header = request.headers['x-functions-key'];
  const presented = typeof header === 'string' ? header : query.get('code');
  if (!presented) return 'none';

  const own = functionName === undefined ? {} : (keys.functions[functionName] ?? {});
  const candidates: [KeyKind, string[]][] = [
    ['system', Object.values(keys.system)],
    ['function', Object.values(own)],
    ['host', Object.values(keys.host)],
    ['master', [keys.master]],
  ];
  let kind: KeyKind = 'none';
  for (const [candidate, values] of candidates) {
    for (const value of values) if (sameKey(presented, value)) kind = candidate;
  }
  return kind;
}

/**
 * Who may call an extension's webhook: whoever has the system key of its name, or the master key.
 *
 * @returns the status of a refusal: 401 for what is no key, 403 for one that opens other doors
 * @see https://github.com/Azure/azure-functions-host/blob/dev/src/WebJobs.Script.WebHost/Controllers/HostController.cs
 */
export function webhookRefusal(
  request: IncomingMessage,
  query: URLSearchParams,
  keys: HostKeys,
  keyName: string,
): 401 | 403 | undefined {
  const own = Object.entries(keys.system).filter(([name]) => name === keyName);
  const openers = { master: keys.master, host: {}, functions: {}, system: Object.fromEntries(own) };
  if (keyKind(request, query, openers) !== 'none') return undefined;
  return keyKind(request, query, keys) === 'none' ? 401 : 403;
}

/** In a time that does not depend on where they differ, nor on their lengths. */
function sameKey(a: string, b: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}
