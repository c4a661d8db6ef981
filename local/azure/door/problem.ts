import type { Answer } from './answer.ts';

/** Codes and messages of the specification's own examples, where it has one (Azure/azure-rest-api-specs, Chat 2025-03-15). */
const PROBLEMS: Readonly<Record<number, readonly [code: string, message: string]>> = {
  400: ['BadRequest', 'The request is not understood.'],
  401: ['Unauthorized', 'Request is not authorized.'],
  403: ['Forbidden', 'User is not allowed to perform specified action.'],
  404: ['NotFound', 'Not found.'],
  405: ['MethodNotAllowed', 'The method is not allowed here.'],
  413: ['PayloadTooLarge', 'The body is too large.'],
  415: ['UnsupportedMediaType', 'The media type is not supported.'],
  421: ['MisdirectedRequest', 'No emulated service has this host name.'],
  429: ['TooManyRequests', 'Rate limit exceeded.'],
  500: ['InternalServerError', 'The server failed.'],
  503: ['ServiceUnavailable', 'The server is currently unable to handle the request.'],
};

/** An error in the shape that Key Vault and ACS share: `{ error: { code, message } }`. */
export function problem(status: number, message?: string, code?: string): Answer {
  const [usualCode, usualMessage] = PROBLEMS[status] ?? [`Http${status}`, 'An error was asked for.'];
  return { status, body: { error: { code: code ?? usualCode, message: message ?? usualMessage } } };
}
