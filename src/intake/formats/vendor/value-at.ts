/**
 * What stands at a place of a JSON document: names with dots between them, or a JSON Pointer for names that hold dots.
 * Undefined where nothing does; null and the empty text count as nothing, as vendors write it.
 */
export function valueAt(json: unknown, path: string): unknown {
  let value = json;
  for (const step of stepsOf(path)) {
    if (value === null || typeof value !== 'object' || !isWritten(value, step)) return undefined;
    value = (value as Record<string, unknown>)[step];
  }
  return value === null || value === '' ? undefined : value;
}

/** A path as a JSON Pointer, for faults. */
export function pointerOf(path: string): string {
  return path.startsWith('/') ? path : `/${path.replaceAll('.', '/')}`;
}

/** Own and enumerable is what JSON wrote there; the length of a list, for one, is not. */
function isWritten(value: object, step: string): boolean {
  return Object.prototype.propertyIsEnumerable.call(value, step);
}

/** The names that a path is made of. */
export function stepsOf(path: string): string[] {
  if (!path.startsWith('/')) return path.split('.');
  return path
    .slice(1)
    .split('/')
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** A place and what stands there. */
export interface Found {
  readonly path: string;
  readonly value: unknown;
}

/** The first of some places where anything stands. */
export function firstOf(json: unknown, paths: readonly string[]): Found | undefined {
  return paths.map((path) => ({ path, value: valueAt(json, path) })).find(({ value }) => value !== undefined);
}

/** The first of some places, if a text that is not empty stands there. */
export function textAt(json: unknown, paths: readonly string[] = []): string | undefined {
  const value = firstOf(json, paths)?.value;
  return typeof value === 'string' && value.trim() !== '' ? value : undefined;
}
