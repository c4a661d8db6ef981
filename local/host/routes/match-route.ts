import type { RouteParameter, RouteSegment } from './parse-route.ts';

/**
 * Matches a path, split at its slashes, against a route.
 *
 * @returns the parameters that have a value, or undefined if the path is not of this route
 */
export function matchRoute(route: RouteSegment[], path: string[]): Record<string, string> | undefined {
  const values: Record<string, string> = {};
  let matched = 0;
  for (const segment of route) {
    const catchAll = segment.parameters.some((parameter) => parameter.catchAll);
    const text = catchAll ? path.slice(matched).join('/') : (path[matched] ?? '');
    const found = text === '' ? withoutText(segment.parameters) : withText(segment, text);
    if (!found) return undefined;
    Object.assign(values, found);
    matched = catchAll ? path.length : matched + 1;
  }
  return path.length > matched ? undefined : values;
}

function withoutText(parameters: RouteParameter[]): Record<string, string> | undefined {
  if (parameters.length === 0) return undefined;
  const values: Record<string, string> = {};
  for (const { name, optional, catchAll, fallback } of parameters) {
    if (fallback !== undefined) values[name] = fallback;
    else if (!optional && !catchAll) return undefined;
  }
  return values;
}

function withText({ pattern, parameters }: RouteSegment, text: string): Record<string, string> | undefined {
  const groups = pattern.exec(text)?.slice(1);
  if (!groups) return undefined;
  const values = parameters.map((parameter, place) => [parameter, groups[place] ?? ''] as const);
  if (!values.every(([parameter, value]) => parameter.passes(value))) return undefined;
  return Object.fromEntries(values.map(([parameter, value]) => [parameter.name, value]));
}
