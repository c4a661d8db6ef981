import type * as z from 'zod';
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
