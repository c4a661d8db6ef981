import type { TypedData } from '../worker-link/messages.ts';
import type { Exchange } from './exchange.ts';
import { joinedHeaders } from './request-to-rpc.ts';

/**
 * What the real host sends beside a forwarded request, and what `request.params` and `request.headers` are then
 * made of: members of a JSON body, query values (the last of each name, without `code`), route parameters, in
 * this order and under names without regard to case, so that a later one replaces an earlier one's value but not
 * its spelling. `Query` and `Headers` are added only where nothing has taken their name.
 * @see https://github.com/Azure/azure-webjobs-sdk-extensions/blob/dev/src/WebJobs.Extensions.Http/HttpTriggerAttributeBindingProvider.cs
 */
export function triggerMetadata(
  { request, query }: Exchange,
  params: Record<string, string>,
  body: Buffer | undefined,
): Record<string, TypedData> {
  const data = new Map<string, [string, TypedData]>();
  const set = (name: string, value: TypedData) => {
    const [spelling] = data.get(name.toLowerCase()) ?? [name];
    data.set(name.toLowerCase(), [spelling, value]);
  };
  const setAll = (entries: Iterable<[string, string]>) => {
    for (const [name, value] of entries) if (name.toLowerCase() !== 'code') set(name, { string: value });
  };

  for (const [name, value] of plainMembers(body)) set(name, { string: value });
  setAll(query);
  for (const [name, value] of Object.entries(params)) set(name, { string: value });
  if (!data.has('query')) set('Query', { json: JSON.stringify(Object.fromEntries(query)) });
  if (!data.has('headers')) set('Headers', { json: JSON.stringify(joinedHeaders(request)) });
  return Object.fromEntries(data.values());
}

/** The members of a JSON object that are neither objects nor arrays nor null, as .NET writes them. */
function plainMembers(body: Buffer | undefined): [string, string][] {
  const text = body?.toString('utf8').trim() ?? '';
  if (!text.startsWith('{')) return [];
  try {
    return Object.entries(JSON.parse(text)).flatMap(([name, value]): [string, string][] => {
      if (typeof value === 'boolean') return [[name, value ? 'True' : 'False']];
      return typeof value === 'string' || typeof value === 'number' ? [[name, String(value)]] : [];
    });
  } catch {
    return [];
  }
}
