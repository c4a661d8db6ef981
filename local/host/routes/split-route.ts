export type RoutePart = { kind: 'literal' | 'parameter'; text: string };

/**
 * Splits a route template into segments, and each into literals and parameters. A slash inside braces belongs to
 * a regex constraint, whose own braces are written double.
 *
 * @throws if braces do not match or a segment is empty
 */
export function splitRoute(template: string): RoutePart[][] {
  const segments: RoutePart[][] = [[]];
  const add = (part: RoutePart) => segments.at(-1)?.push(part);
  let at = 0;
  while (at < template.length) {
    const literal = /^[^/{}]+/.exec(template.slice(at))?.[0];
    if (literal !== undefined) {
      add({ kind: 'literal', text: literal });
      at += literal.length;
    } else if (template[at] === '/') {
      segments.push([]);
      at += 1;
    } else {
      const [whole, text] = /^\{((?:\{\{|\}\}|[^{}])+)\}/.exec(template.slice(at)) ?? [];
      if (whole === undefined || text === undefined) throw invalid(template);
      add({ kind: 'parameter', text: text.replaceAll('{{', '{').replaceAll('}}', '}') });
      at += whole.length;
    }
  }
  if (segments.at(-1)?.length === 0) segments.pop();
  if (segments.some((segment) => segment.length === 0)) throw invalid(template);
  return segments;
}

/** Splits at a character, except inside parentheses (of a regex constraint, mostly). */
export function splitOutsideParentheses(text: string, separator: string): string[] {
  const pieces = [''];
  let depth = 0;
  for (const [token] of text.matchAll(/\\.|./gs)) {
    if (token === '(') depth += 1;
    if (token === ')') depth -= 1;
    if (token === separator && depth === 0) pieces.push('');
    else pieces.push(`${pieces.pop()}${token}`);
  }
  return pieces;
}

const invalid = (template: string) => new Error(`The route "${template}" is not a valid template.`);
