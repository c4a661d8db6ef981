import type { Incoming } from '../door/incoming.ts';

export interface Page<T> {
  readonly value: T[];
  readonly nextLink?: string;
}

/**
 * One page of a list, with the absolute link to the next.
 *
 * @param offset the query parameter that says how many items came before
 * @returns undefined when the query asks for something that is no page
 */
export function page<T>(
  incoming: Incoming,
  items: readonly T[],
  offset: string,
  usualSize: number,
): Page<T> | undefined {
  const size = Number(incoming.query.get('maxPageSize') ?? usualSize);
  const skip = Number(incoming.query.get(offset) ?? 0);
  if (!Number.isInteger(size) || size < 1 || !Number.isInteger(skip) || skip < 0) return undefined;
  const value = items.slice(skip, skip + size);
  if (skip + size >= items.length) return { value };
  const next = new URLSearchParams(incoming.query);
  next.set(offset, String(skip + size));
  next.set('maxPageSize', String(size));
  return { value, nextLink: `https://${incoming.host}${incoming.path}?${next}` };
}
