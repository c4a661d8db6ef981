import { HttpProblem } from '../http/http-problem.ts';
import { findAmbiguity } from './find-ambiguity.ts';

/**
 * Turns a body into JSON that means one thing only.
 *
 * @throws HttpProblem `not-utf-8`, `not-json` or `unsafe-json`.
 */
export function parseJson(body: Uint8Array): unknown {
  const text = decode(body);
  const value = parse(text);
  const ambiguity = findAmbiguity(text);
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
