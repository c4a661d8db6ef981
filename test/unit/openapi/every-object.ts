/** A JSON object. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** Every object in a JSON value, itself included, outermost first. */
export function everyObject(json: unknown): JsonObject[] {
  if (Array.isArray(json)) return json.flatMap(everyObject);
  if (json === null || typeof json !== 'object') return [];
  return [json as JsonObject, ...Object.values(json).flatMap(everyObject)];
}
