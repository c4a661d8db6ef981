import { HttpProblem } from '../http/http-problem.ts';

const json = /^application\/json[ \t]*(?:;|$)/i;
const charset = /;[ \t]*charset[ \t]*=[ \t]*"?([^";\s]+)/i;

/**
 * Lets only JSON in UTF-8 through, the one encoding JSON has between systems
 * (https://www.rfc-editor.org/rfc/rfc8259#section-8.1).
 *
 * @throws HttpProblem `unsupported-media-type`
 */
export function requireJson(contentType: string | null): void {
  const given = contentType ?? '';
  const encoding = charset.exec(given)?.[1]?.toLowerCase() ?? 'utf-8';
  if (json.test(given) && /^utf-?8$/.test(encoding)) return;
  throw new HttpProblem('unsupported-media-type', {
    detail: 'Send Content-Type: application/json, in UTF-8.',
  });
}
