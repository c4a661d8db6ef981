import type { HttpResponseInit } from '@azure/functions';
import { type ProblemName, problems, problemType } from './problems.ts';

/** One thing wrong with a request's body, and where. */
export interface Fault {
  /** RFC 6901 JSON Pointer; empty for the whole document. */
  readonly pointer: string;
  readonly detail: string;
}

/** What a problem says beyond its name. */
export interface ProblemDetails {
  readonly detail: string;
  readonly hint?: string;
  readonly errors?: readonly Fault[];
  /** The decision it is about, where one is known. */
  readonly decision?: string;
  /** When to come back, in milliseconds. */
  readonly retryAfterMs?: number;
}

/** Thrown to answer a request with a problem instead. */
export class HttpProblem extends Error {
  override readonly name = 'HttpProblem';
  readonly problem: ProblemName;
  readonly details: ProblemDetails;

  constructor(problem: ProblemName, details: ProblemDetails) {
    super(details.detail);
    this.problem = problem;
    this.details = details;
  }
}

/** Every fault of ours asks the sender to come back; how soon, if nothing better is known. */
const comeBackMs = 5_000;

/** The answer that a problem is: `application/problem+json`, and Retry-After with every 503. */
export function problemAnswer(name: ProblemName, details: ProblemDetails): HttpResponseInit {
  const { status } = problems[name];
  const { retryAfterMs } = details;
  const retryAfter = status === 503 ? (retryAfterMs ?? comeBackMs) : undefined;
  return {
    status,
    headers: {
      'Content-Type': 'application/problem+json',
      ...(retryAfter !== undefined && { 'Retry-After': `${Math.max(1, Math.ceil(retryAfter / 1_000))}` }),
    },
    body: JSON.stringify(problemMembers(name, details)),
  };
}

/** The members of a problem, for an answer that holds more than it. */
export function problemMembers(name: ProblemName, details: ProblemDetails): object {
  const { retryAfterMs: _, ...members } = details;
  return { type: problemType(name), ...problems[name], ...members };
}
