import * as z from 'zod';

/** A JSON Schema of an object, as far as it is worked on here. */
export interface ObjectSchema {
  description?: string;
  properties?: Record<string, Record<string, unknown>>;
  required?: string[];
}

const options = {
  // What is sent to us is described as it may be sent, before anything is made of it. Of answers that is the same, and
  // it leaves them open: members may be added to them, so nobody should refuse what they do not know.
  io: 'input',
  // What has no words in JSON Schema (such as a check in code) is said in the description.
  unrepresentable: 'any',
  override({ jsonSchema }) {
    // Four hundred characters that say the same.
    if (jsonSchema.format === 'date-time') delete jsonSchema.pattern;
    // As far as JavaScript can count.
    if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
    if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
  },
} as const satisfies Parameters<typeof z.toJSONSchema>[1];

/** Makes JSON Schemas that refer to each other by name, as the components of an OpenAPI document do. */
export function toJsonSchemas<Name extends string>(
  named: Readonly<Record<Name, z.ZodType>>,
): Record<Name, ObjectSchema> {
  const registry = z.registry<{ id: string }>();
  for (const [id, schema] of Object.entries<z.ZodType>(named)) registry.add(schema, { id });
  const made = z.toJSONSchema(registry, { ...options, uri: (id) => `#/components/schemas/${id}` });
  return Object.fromEntries(
    Object.entries(made.schemas).map(([name, schema]) => [name, withoutEnvelope(schema)]),
  ) as Record<Name, ObjectSchema>;
}

/** Makes one JSON Schema that refers to nothing. */
export function toJsonSchema(schema: z.ZodType): ObjectSchema {
  return withoutEnvelope(z.toJSONSchema(schema, options));
}

/** OpenAPI 3.1 says the dialect itself, and names its schemas by where they stand. */
function withoutEnvelope({ $schema, $id, ...schema }: z.core.JSONSchema.BaseSchema): ObjectSchema {
  return schema as ObjectSchema;
}
