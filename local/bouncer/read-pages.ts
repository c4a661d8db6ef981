import type { Given, Options } from './command.ts';
import { count } from './option-values.ts';

/** How a command that lists is told how much. */
export const pageOptions = {
  limit: { value: 'N', as: count, about: 'how many at most (50)' },
  all: { about: 'all there are' },
  continuation: { value: 'TEXT', about: 'goes on where a list before has ended' },
} as const satisfies Options;

/** A part of a list, and how to get the next. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly continuation?: string | undefined;
}

/** As many as the app gives at a time. */
const mostAtOnce = 100;

/** Reads a list page by page, up to what was asked for. */
export async function readPages<T>(
  given: Given<typeof pageOptions>,
  read: (limit: string, continuation: string | undefined) => Promise<Page<T>>,
): Promise<Page<T>> {
  const most = given.all ? Number.POSITIVE_INFINITY : (given.limit ?? 50);
  const items: T[] = [];
  let { continuation } = given;
  do {
    const page = await read(`${Math.min(most - items.length, mostAtOnce)}`, continuation);
    items.push(...page.items);
    ({ continuation } = page);
  } while (continuation && items.length < most);
  return { items, ...(continuation && { continuation }) };
}
