import type { ObjectSchema } from './json-schema.ts';

/** Adds to each member of a JSON Schema what is said of it elsewhere. */
export function describeMembers(
  schema: ObjectSchema,
  words: Readonly<Record<string, object>>,
  description?: string,
): ObjectSchema {
  const members = Object.entries(schema.properties ?? {});
  return {
    ...(description && { description }),
    ...schema,
    properties: Object.fromEntries(members.map(([name, member]) => [name, { ...member, ...words[name] }])),
  };
}
