import { routeConstraint } from './route-constraints.ts';
import { type RoutePart, splitOutsideParentheses, splitRoute } from './split-route.ts';

export type RouteParameter = {
  name: string;
  optional: boolean;
  catchAll: boolean;
  fallback: string | undefined;
  passes(value: string): boolean;
};

/** One segment: the pattern it must match as a whole, and the parameters that its groups stand for. */
export type RouteSegment = { pattern: RegExp; parameters: RouteParameter[] };

/**
 * Parses a route template of ASP.NET: literals, `{id}`, `{id:int}`, `{kind?}`, `{kind=all}`, `{*rest}`, and
 * several of them in one segment (`{name}.{ext}`).
 *
 * @throws if it is not a template; in the real host that stops every function, not only this one
 * @see https://learn.microsoft.com/aspnet/core/fundamentals/routing#route-templates
 */
export function parseRoute(template: string): RouteSegment[] {
  return splitRoute(template).map((parts) => {
    const parameters = parts.flatMap(({ kind, text }) =>
      kind === 'parameter' ? [parseParameter(text)] : [],
    );
    return { pattern: new RegExp(`^${parts.map(toPattern).join('')}$`, 'is'), parameters };
  });
}

const toPattern = ({ kind, text }: RoutePart) =>
  kind === 'literal' ? text.replace(/[\\^$.*+?()[\]|-]/g, '\\$&') : '(.+)';

function parseParameter(text: string): RouteParameter {
  const optional = text.endsWith('?');
  const [declaration = '', ...fallback] = splitOutsideParentheses(optional ? text.slice(0, -1) : text, '=');
  const [starred = '', ...constraints] = splitOutsideParentheses(declaration, ':');
  const name = starred.replace(/^\*{1,2}/, '');
  if (!/^[^*/{}?]+$/.test(name)) throw new Error(`"{${text}}" is not a route parameter.`);
  const checks = constraints.map((constraint) => {
    const check = routeConstraint(constraint);
    if (!check) throw new Error(`"{${text}}" has a constraint that does not exist.`);
    return check;
  });
  return {
    name,
    optional,
    catchAll: starred !== name,
    fallback: fallback.length > 0 ? fallback.join('=') : undefined,
    passes: (value) => checks.every((check) => check(value)),
  };
}
