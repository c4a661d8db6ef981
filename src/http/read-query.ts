import * as z from 'zod';
import { HttpProblem } from './http-problem.ts';

/**
 * Reads a query by a schema. Members it does not know (such as `code`, a function key) are ignored.
 *
 * @param detail - what to give, in words.
 * @throws HttpProblem `invalid-query`
 */
export function readQuery<T>(search: URLSearchParams, shape: z.ZodType<T>, detail: string): T {
  const parsed = shape.safeParse(Object.fromEntries(search));
  if (parsed.success) return parsed.data;
  throw new HttpProblem('invalid-query', { detail });
}

/** The keys of the row that comes next, as the SDK of Azure Tables keeps them. */
const placeInStorage = z.record(z.string(), z.string());

/** Where the page before has ended: what storage gave, which is JSON in base64, and nothing of a caller's making. */
export const continuation = z.string().refine((text) => {
  try {
    const place = JSON.parse(Buffer.from(text, 'base64').toString());
    return placeInStorage.safeParse(place).success;
  } catch {
    return false;
  }
});
