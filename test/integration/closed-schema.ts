import type * as z from 'zod';

type Schema = Readonly<Record<string, unknown>>;

/**
 * A schema of the document as one that stands by itself and lets no member through that it does not name. The document
 * leaves answers open, so that members can be added; a test wants to know of each.
 *
 * @param components - the schemas that it may refer to.
 */
export function closedSchema(
  schema: object,
  components: Readonly<Record<string, object>>,
): z.core.JSONSchema.JSONSchema {
  const $defs = Object.fromEntries(
    Object.entries(components).map(([name, component]) => [name, close(component, components)]),
  );
  return { ...(close(schema, components) as Schema), $defs } as z.core.JSONSchema.JSONSchema;
}

function close(value: unknown, components: Readonly<Record<string, object>>): unknown {
  if (Array.isArray(value)) return value.map((item) => close(item, components));
  if (value === null || typeof value !== 'object') return value;
  const schema = Array.isArray((value as Schema).allOf)
    ? merged(value as Schema, components)
    : (value as Schema);
  const entries = Object.entries(schema).map(([name, inner]) => [
    name,
    name === '$ref' ? String(inner).replace('#/components/schemas/', '#/$defs/') : close(inner, components),
  ]);
  const isOpen =
    'properties' in schema && typeof schema.type === 'string' && !('additionalProperties' in schema);
  return { ...Object.fromEntries(entries), ...(isOpen && { additionalProperties: false }) };
}

/** What all parts of an `allOf` say, in one: closed one by one, each would refuse the members of the others. */
function merged({ allOf, ...rest }: Schema, components: Readonly<Record<string, object>>): Schema {
  const parts = (allOf as Schema[]).map((part) =>
    typeof part.$ref === 'string' ? (components[part.$ref.split('/').at(-1) ?? ''] as Schema) : part,
  );
  const all = parts.flatMap((part) => Object.entries((part.properties ?? {}) as object));
  const required = parts.flatMap((part) => (part.required ?? []) as string[]);
  return { ...parts[0], ...rest, properties: Object.fromEntries(all), required };
}
