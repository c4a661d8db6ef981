/**
 * A body with known members only: a misspelt one would be a fault or a switch that silently does nothing.
 *
 * @throws TypeError with the unknown names
 */
export function checked<T extends object>(body: Record<string, unknown>, known: Record<keyof T, unknown>): T {
  const unknown = Object.keys(body).filter((name) => !Object.hasOwn(known, name));
  if (unknown.length > 0) throw new TypeError(`Unknown: ${unknown.join(', ')}`);
  return body as T;
}
