import { HttpProblem } from '../http/http-problem.ts';
import { readMediaType } from './media-type.ts';

/** JSON itself, and whatever is written in it: https://www.rfc-editor.org/rfc/rfc6839#section-3.1 */
export const anyJson = /^(?:application|text)\/json$|^[!#$&^\w.+-]+\/[!#$&^\w.+-]+\+json$/;

const plainJson = /^application\/json$/;

/**
 * Lets only JSON in UTF-8 through, the one encoding JSON has between systems
 * (https://www.rfc-editor.org/rfc/rfc8259#section-8.1).
 *
 * @param accepted - which media types count as JSON, in lower case.
 * @throws HttpProblem `unsupported-media-type`
 */
export function requireJson(contentType: string | null, accepted: RegExp = plainJson): void {
  const { essence, isUtf8 } = readMediaType(contentType ?? '');
  if (isUtf8 && accepted.test(essence)) return;
  throw new HttpProblem('unsupported-media-type', {
    detail: 'Send Content-Type: application/json, in UTF-8.',
  });
}
