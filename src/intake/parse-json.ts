import { type Fault, HttpProblem } from '../http/http-problem.ts';
import { type Ambiguity, ambiguitiesOf, faultOf, findAmbiguity } from './find-ambiguity.ts';

/**
 * Turns a body into JSON that means one thing only.
 *
 * @throws HttpProblem `not-utf-8`, `not-json` or `unsafe-json`.
 */
export function parseJson(body: Uint8Array): unknown {
  const text = decode(body);
  return requireClear(parse(text), findAmbiguity(text));
}

/** One entry of a list, or what is wrong with it; the pointer begins with its place in the list. */
export type Entry = { readonly json: unknown } | { readonly fault: Fault };

/**
 * Turns a body into JSON that may be a list. What can be read in two ways in one entry of it is that entry's own
 * affair, and does not hold up the others.
 *
 * @throws HttpProblem `not-utf-8`, `not-json`, and `unsafe-json` if it is no list.
 */
export function parseJsonOrList(
  body: Uint8Array,
): { readonly value: unknown } | { readonly entries: readonly Entry[] } {
  const text = decode(body);
  const value = parse(text);
  if (!Array.isArray(value)) return { value: requireClear(value, findAmbiguity(text)) };
  const first = new Map<unknown, Ambiguity>();
  for (const found of ambiguitiesOf(text)) {
    const [index] = found.steps;
    if (!first.has(index)) first.set(index, found);
  }
  const entries = value.map((json, index) => {
    const found = first.get(index);
    return found ? { fault: faultOf(found) } : { json };
  });
  return { entries };
}

/**
 * Turns a body into JSON, and tells apart what of it can be read in two ways, for a reader who wants a few places of it
 * only: the rest may be of users' making, and must not keep a decision about them out.
 *
 * @throws HttpProblem `not-utf-8`, `not-json`.
 */
export function parseForeignJson(body: Uint8Array): { json: unknown; ambiguities: Generator<Ambiguity> } {
  const text = decode(body);
  return { json: parse(text), ambiguities: ambiguitiesOf(text) };
}

function requireClear(value: unknown, ambiguity: Fault | undefined): unknown {
  if (!ambiguity) return value;
  const detail = 'The place under errors could be taken for something else.';
  throw new HttpProblem('unsafe-json', { detail, errors: [ambiguity] });
}

function decode(body: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body);
  } catch {
    throw new HttpProblem('not-utf-8', { detail: 'The body holds bytes that are not UTF-8.' });
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // V8's message quotes the body.
    throw new HttpProblem('not-json', { detail: 'The body could not be parsed as JSON.' });
  }
}
