import type * as z from 'zod';
import { toJsonSchema } from './json-schema.ts';

/** The parameters that a query's schema takes; of a union, those of all its shapes, none of which is then required. */
export function queryParameters(
  query: z.ZodObject | z.ZodUnion<readonly z.ZodObject[]>,
  words: Readonly<Record<string, object>>,
): object[] {
  const shapes = 'options' in query ? query.options : [query];
  const schemas = shapes.map(toJsonSchema);
  return Object.entries(words).map(([name, said]) => {
    const schema = schemas.map(({ properties }) => properties?.[name]).find((found) => found);
    if (!schema) throw new Error(`The query has no member ${name}.`);
    const required = schemas.length === 1 && schemas[0]?.required?.includes(name);
    return { name, in: 'query', ...(required && { required }), schema, ...said };
  });
}
