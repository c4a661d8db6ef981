/**
 * Every problem that is a whole answer, with its status. Each is explained under its name in `docs/problems.md`.
 * https://www.rfc-editor.org/rfc/rfc9457
 */
export const problems = {
  'empty-body': { status: 400, title: 'The request has no body' },
  'body-cut-off': { status: 400, title: 'The body ended too early' },
  'not-utf-8': { status: 400, title: 'The body is not UTF-8' },
  'not-json': { status: 400, title: 'The body is not JSON' },
  'unsafe-json': { status: 400, title: 'The JSON can be read in more than one way' },
  'broken-gzip': { status: 400, title: 'The body is not gzip' },
  'invalid-event': { status: 400, title: 'The event cannot be understood' },
  'invalid-query': { status: 400, title: 'The query cannot be understood' },
  unsigned: { status: 401, title: 'The request is not signed' },
  'bad-signature': { status: 401, title: 'The signature is not right' },
  'stale-signature': { status: 401, title: 'The request was signed too long ago' },
  'not-permitted': { status: 403, title: 'The source may not do that' },
  'unknown-source': { status: 404, title: 'There is no such source' },
  'unknown-decision': { status: 404, title: 'There is no such decision' },
  'unknown-rule': { status: 404, title: 'There is no such clean-up rule' },
  'body-too-slow': { status: 408, title: 'The body took too long to arrive' },
  'not-failed': { status: 409, title: 'The decision has not failed' },
  'needs-force': { status: 409, title: 'The decision is old' },
  'not-held': { status: 409, title: 'The decision is not held' },
  'batch-too-large': { status: 413, title: 'The batch holds too many events' },
  'body-too-large': { status: 413, title: 'The body is too large' },
  'unsupported-media-type': { status: 415, title: 'The media type is not supported' },
  'unsupported-encoding': { status: 415, title: 'The content coding is not supported' },
  'id-taken': { status: 422, title: 'The id belongs to another decision' },
  'upstream-unavailable': { status: 503, title: 'A service this app needs is not available now' },
  misconfigured: { status: 503, title: 'The app is not configured properly' },
  'internal-fault': { status: 503, title: 'Something went wrong here' },
} as const satisfies Record<string, { status: number; title: string }>;

/** The problems of a decision that was understood and still ended without effect; told inside a 200. */
export const endings = {
  'protected-participant': { title: 'The participant is protected' },
  'refused-by-chat': { title: 'The chat platform refuses' },
  'gave-up': { title: 'It was tried for as long as it may be' },
  'damaged-record': { title: 'The record cannot be read' },
  'unusable-event': { title: 'The event cannot be carried out' },
  'not-permitted': { title: 'The source may not do that' },
  'not-confirmed': { title: 'Nobody confirmed it' },
  'too-old': { title: 'It comes too late to be held against newer decisions' },
} as const satisfies Record<string, { title: string }>;

/** Why a decision is held until somebody confirms it; told inside a 202 and in its record. */
export const holds = {
  'over-rate': { title: 'The source sends more than it may' },
  'over-cap': { title: 'It would touch more than one decision may' },
} as const satisfies Record<string, { title: string }>;

/** Why a decision waits, although nothing is wrong; told in its record. */
export const waits = {
  paused: { title: 'Enforcement is paused' },
  'waits-for-slot': { title: 'The thread is at its limit' },
  'call-under-way': { title: 'A call may still take effect' },
} as const satisfies Record<string, { title: string }>;

export type ProblemName = keyof typeof problems;
export type EndingName = keyof typeof endings;

/** The `type` of a problem: stable, for programs to compare. */
export function problemType(name: string): string {
  return `urn:chat-bouncer:problem:${name}`;
}

/** Where a problem is explained, from the project's folder: the heading of its name. */
export function problemAnchor(name: string): string {
  return `docs/problems.md#${name}`;
}
