import type { HttpHandler, HttpRequest, HttpResponseInit } from '@azure/functions';
import { type Clock, systemClock } from '../clock.ts';
import { ConfigError } from '../config.ts';
import { type Log, logTo } from '../log.ts';
import type { CallLimits } from '../upstream/call-limits.ts';
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
  /** Milliseconds since the request arrived. */
  elapsed(): number;
}

/** Senders get their answer within 3 s of arrival: webhook senders give up soon. The rest is for the way back. */
const inlineMs = 2_500;
/** Leaves room for a second try, on another connection, where the first one hangs. */
const attemptMs = 1_500;

/**
 * Wraps what a door does; no door goes without it. It starts the clock, and whatever happens it returns an
 * object: with streaming on, the host leaves a sender waiting for minutes when a handler throws
 * (https://github.com/Azure/azure-functions-nodejs-library/issues/324).
 */
export function route(
  handle: (call: Call) => Promise<HttpResponseInit>,
  clock: Clock = systemClock,
): HttpHandler {
  return async (request, context) => {
    const arrived = clock.monotonic();
    const signal = AbortSignal.timeout(inlineMs);
    const log = logTo(context);
    try {
      return await handle({
        request,
        body: () => readBody(request, signal),
        limits: { signal, deadline: arrived + inlineMs, attemptMs },
        log,
        elapsed: () => Math.round(clock.monotonic() - arrived),
      });
    } catch (error) {
      return answerTo(error, log);
    }
  };
}

function answerTo(error: unknown, log: Log): HttpResponseInit {
  if (error instanceof HttpProblem) {
    log.info('turned-away', { problem: error.problem, detail: error.message });
    return problemAnswer(error.problem, error.details);
  }
  if (error instanceof ConfigError) {
    log.error('misconfigured', { detail: error.message });
    const hint = 'Ask whoever runs the app to open /api/health.';
    return problemAnswer('misconfigured', { detail: 'The app’s settings cannot be used.', hint });
  }
  log.error('internal-fault', frames(error));
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
