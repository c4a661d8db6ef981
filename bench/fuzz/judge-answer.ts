import { problems, problemType } from '../../src/http/problems.ts';
import type { Draft } from './draft.ts';
import type { Answer, Came } from './send-raw.ts';

const known = new Map(
  Object.entries(problems).map(([name, problem]) => [problemType(name), { name, ...problem }]),
);

/** What the host, or the server that it runs in, answers by itself, without a body. */
const ofHost: ReadonlySet<number> = new Set([400, 401, 404, 405, 408, 413, 414, 417, 431]);

/** Where a stack trace would be: a place in a file. */
export const stackPlace = /\bat (?:[\w.<>$ []*\()?(?:file:|node:|\/|[A-Z]:\\)[^\s"]*:\d+:\d+/;

/** Headers that an answer may have; anything else would be of a caller's making. */
const headerNames: ReadonlySet<string> = new Set([
  ...[
    'content-type',
    'content-length',
    'date',
    'connection',
    'keep-alive',
    'transfer-encoding',
    'vary',
    'server',
  ],
  ...[
    'retry-after',
    'location',
    'preference-applied',
    'allow',
    'cache-control',
    'etag',
    'x-content-type-options',
  ],
  ...['webhook-allowed-origin', 'webhook-allowed-rate', 'request-context', 'x-ms-invocation-id'],
]);

/**
 * What is wrong with what came of a request; nothing, if all is well. Nothing is ever away while the fuzzer runs, so that a
 * 503 which stays one however often it is sent (`send-patiently.ts`) is as much of a mistake as any other.
 */
export function judgeAnswer(came: Came, draft: Pick<Draft, 'method' | 'path' | 'welcome'>): string[] {
  if (came.kind === 'left') return [];
  if (came.kind === 'no answer') return [`no answer: ${came.why}`];
  const { answer } = came;
  const { status, headers } = answer;
  const text = answer.body.toString();
  const findings: string[] = [];
  const strange = [...headers.keys()].filter((name) => !headerNames.has(name));
  if (strange.length > 0) findings.push(`answered with unknown headers: ${strange.join(', ')}`);
  if (stackPlace.test(text)) findings.push('the answer holds a stack');
  if (status >= 300 && status < 400) findings.push(`answered ${status}, a redirection`);
  if (draft.welcome && status >= 400)
    findings.push(`answered ${status}, though all was right: ${text.slice(0, 300)}`);
  if (draft.method === 'HEAD') return findings;
  return [...findings, ...(status >= 400 ? judgeError(answer, text, draft) : judgeSuccess(answer, text))];
}

function judgeSuccess({ status, headers }: Answer, text: string): string[] {
  const type = headers.get('content-type') ?? '';
  if (text === '' || !/^application\/json\b/.test(type)) return [];
  return isJson(text) ? [] : [`answered ${status} with JSON that is none`];
}

function judgeError({ status, headers }: Answer, text: string, { path }: Pick<Draft, 'path'>): string[] {
  if (text === '' && ofHost.has(status)) return [];
  // It says in its own words what is wrong with the app.
  if (status === 503 && /^\/api\/health\b/.test(path))
    return isJson(text) ? [] : ['an unhealthy answer is no JSON'];
  if (!/^application\/problem\+json\b/.test(headers.get('content-type') ?? ''))
    return [`answered ${status} without a problem: ${text.slice(0, 300)}`];
  const problem = isJson(text) ? JSON.parse(text) : {};
  const found = known.get(problem.type);
  if (!found) return [`answered ${status} with a problem that is not known: ${text.slice(0, 300)}`];
  const findings: string[] = [];
  if (found.status !== status || problem.status !== status || problem.title !== found.title) {
    findings.push(`answered ${status} with a problem of another status or title: ${text.slice(0, 300)}`);
  }
  if (typeof problem.detail !== 'string' || problem.detail === '')
    findings.push(`a problem without detail: ${found.name}`);
  if (status === 503 && !/^[1-9]\d*$/.test(headers.get('retry-after') ?? ''))
    findings.push('answered 503 without Retry-After');
  if (status >= 500) findings.push(`answered ${status}: ${found.name}`);
  return findings;
}

function isJson(text: string): boolean {
  try {
    const json = JSON.parse(text);
    return json !== null && typeof json === 'object';
  } catch {
    return false;
  }
}
