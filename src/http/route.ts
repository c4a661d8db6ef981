import type { HttpHandler, HttpRequest, HttpResponseInit } from '@azure/functions';
import { type Clock, systemClock } from '../clock.ts';
import { ConfigError } from '../config-error.ts';
import { type Log, type LogFields, logTo } from '../log.ts';
import type { CallLimits } from '../upstream/call-limits.ts';
import { UpstreamError } from '../upstream/upstream-error.ts';
import { HttpProblem, problemAnswer } from './http-problem.ts';
import { readBody } from './read-body.ts';

/** One request on its way through a door. */
export interface Call {
  readonly request: HttpRequest;
  /** The body's bytes, read when asked for. */
  body(): Promise<Uint8Array>;
  /** How long all that is done for this answer may take. */
  readonly limits: CallLimits;
  readonly log: Log;
  /** Notes what is to stand in the log should the request be turned away; no caller is told. */
  note(fields: LogFields): void;
  /** Milliseconds since the request arrived. */
  elapsed(): number;
}

/** Senders get their answer within 3 s of arrival: webhook senders give up soon. The rest is for the way back. */
const inlineMs = 2_500;
/** As many as Azure's SDKs make: every request counts against the thread's limits. */
const retries = 3;
/** Leaves room for a second try, on another connection, where the first one hangs. */
const attemptMs = 1_500;

/** How a door may differ from one that a sender waits at. */
export interface RouteOptions {
  readonly clock?: Clock;
  /** How long an operator's request may take, in milliseconds. */
  readonly budgetMs?: number;
}

/**
 * Wraps what a door does; no door goes without it. It starts the clock, and whatever happens it returns an
 * object: with streaming on, the host leaves a sender waiting for minutes when a handler throws
 * (https://github.com/Azure/azure-functions-nodejs-library/issues/324).
 */
export function route(
  handle: (call: Call) => Promise<HttpResponseInit>,
  { clock = systemClock, budgetMs = inlineMs }: RouteOptions = {},
): HttpHandler {
  return async (request, context) => {
    const arrived = clock.monotonic();
    const signal = AbortSignal.timeout(budgetMs);
    const log = logTo(context);
    let noted: LogFields = {};
    try {
      return await handle({
        request,
        body: () => readBody(request, signal),
        limits: { signal, deadline: arrived + budgetMs, attemptMs, retries },
        log,
        note: (fields) => {
          noted = { ...noted, ...fields };
        },
        elapsed: () => Math.round(clock.monotonic() - arrived),
      });
    } catch (error) {
      return answerTo(error, log, noted);
    }
  };
}

function answerTo(error: unknown, log: Log, noted: LogFields): HttpResponseInit {
  if (error instanceof HttpProblem) {
    log.info('turned-away', { ...noted, problem: error.problem, detail: error.message });
    return problemAnswer(error.problem, error.details);
  }
  if (error instanceof ConfigError) {
    log.error('misconfigured', { detail: error.message });
    const hint = 'Ask whoever runs the app to open /api/health.';
    return problemAnswer('misconfigured', { detail: 'The app’s settings cannot be used.', hint });
  }
  if (error instanceof UpstreamError) {
    const { message: detail, hint, upstream, code, retryAfterMs } = error;
    log.error('unavailable', { ...noted, upstream, code, detail, hint });
    const after = retryAfterMs === undefined ? {} : { retryAfterMs };
    return problemAnswer('upstream-unavailable', { detail, hint, ...after });
  }
  log.error('internal-fault', { ...noted, ...frames(error) });
  const hint = 'Send it again. If it stays, the log of this invocation says where it went wrong.';
  return problemAnswer('internal-fault', { detail: 'The event was not carried out.', hint });
}

/** The kind of error and the places it went through; not its message, which may quote a secret or a body. */
function frames(error: unknown): { kind: string; at: string } {
  const { name, stack = '' } = error instanceof Error ? error : new Error();
  const places = stack.split('\n').filter((line) => /^\s+at /.test(line));
  return {
    kind: name,
    at: places
      .slice(0, 8)
      .map((line) => line.trim())
      .join(' < '),
  };
}
