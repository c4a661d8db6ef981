import { authLevels } from '../keys/check-key.ts';
import type { FunctionMetadata } from '../worker-link/messages.ts';
import { parseRoute, type RouteSegment } from './parse-route.ts';

export type HttpFunction = {
  name: string;
  /** The name of its trigger binding. */
  binding: string;
  methods: string[];
  authLevel: string;
  /** Without the prefix. */
  route: string;
  /** With the prefix, parsed. */
  segments: RouteSegment[];
};

/** A function that is left out, and why; the others go on. */
export type DisabledFunction = { name: string; why: string };

/**
 * The HTTP functions of an app in the order in which their routes are tried: by name, whatever its case.
 *
 * @throws if a route cannot be parsed; in the real host that stops every function
 */
export function httpFunctions(found: FunctionMetadata[], routePrefix: string) {
  const functions: HttpFunction[] = [];
  const disabled: DisabledFunction[] = [];
  for (const metadata of found.toSorted(byName)) {
    const candidate = describe(metadata, routePrefix);
    const why = whyDisabled(candidate, functions);
    if (why) disabled.push({ name: candidate.name, why });
    else functions.push(candidate);
  }
  return { functions, disabled };
}

const byName = (a: FunctionMetadata, b: FunctionMetadata) =>
  a.name.toLowerCase() < b.name.toLowerCase() ? -1 : 1;

function describe({ name, bindings }: FunctionMetadata, routePrefix: string): HttpFunction {
  const [binding = '', trigger] =
    Object.entries(bindings).find(([, { type }]) => /^httpTrigger$/i.test(type)) ?? [];
  const methods = Array.isArray(trigger?.methods)
    ? trigger.methods.map((method) => String(method).toUpperCase())
    : [];
  const route = typeof trigger?.route === 'string' && trigger.route.trim() !== '' ? trigger.route : name;
  if (route.startsWith('/'))
    throw new Error(`Function ${name}: the route "${route}" must not begin with "/".`);
  return {
    name,
    binding,
    methods,
    authLevel: String(trigger?.authLevel ?? 'function').toLowerCase(),
    route,
    segments: parse(name, routePrefix === '' ? route : `${routePrefix}/${route}`),
  };
}

function parse(name: string, route: string): RouteSegment[] {
  try {
    return parseRoute(route);
  } catch (error) {
    throw new Error(`Function ${name}: the route "${route}" cannot be used. ${(error as Error).message}`);
  }
}

function whyDisabled(candidate: HttpFunction, others: HttpFunction[]): string | undefined {
  if (!authLevels.includes(candidate.authLevel))
    return `the authLevel "${candidate.authLevel}" does not exist`;
  if (/^(admin|runtime)/i.test(candidate.route)) return 'its route conflicts with a built-in one';
  const twin = others.find(
    ({ route, methods }) =>
      route.toLowerCase() === candidate.route.toLowerCase() &&
      (methods.length === 0 ||
        candidate.methods.length === 0 ||
        methods.some((method) => candidate.methods.includes(method))),
  );
  return twin && `its route is that of "${twin.name}"`;
}
