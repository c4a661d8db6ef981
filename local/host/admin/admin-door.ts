import type { Exchange } from '../http/exchange.ts';
import { readWholeBody } from '../http/read-body.ts';
import { sendAnswer } from '../http/send-answer.ts';
import { keyKind } from '../keys/check-key.ts';
import type { HostKeys } from '../keys/make-keys.ts';
import type { ListedFunction } from '../triggers/trigger.ts';

/** What the admin door shows of a host and does to it. */
export type AdminView = {
  keys: HostKeys;
  state: string;
  errors: string[];
  functions: ListedFunction[];
  /** Runs a function that is not called over HTTP. @returns false if there is no such function */
  runOnDemand(functionName: string, input: string): boolean;
};

type Door = {
  methods: string[];
  path: RegExp;
  open?: boolean;
  answer(exchange: Exchange, view: AdminView, name: string): void | Promise<void>;
};

const ok = ({ response }: Exchange) => sendAnswer(response, 200);

const doors: Door[] = [
  { methods: ['GET', 'POST'], path: /^\/admin\/host\/ping$/i, open: true, answer: ok },
  { methods: ['GET', 'POST'], path: /^\/admin\/warmup$/i, open: true, answer: ok },
  {
    methods: ['GET'],
    path: /^\/admin\/host\/status$/i,
    answer: ({ response }, { state, errors }) =>
      sendAnswer(response, 200, {
        id: 'local',
        state,
        version: '4.1037.0.0',
        processUptime: Math.round(process.uptime() * 1_000),
        errors,
      }),
  },
  {
    methods: ['GET'],
    path: /^\/admin\/functions$/i,
    answer({ request, response }, { functions }) {
      const url = `http://${request.headers.host ?? ''}`;
      sendAnswer(
        response,
        200,
        functions.map((each) => listed(each, url)),
      );
    },
  },
  { methods: ['POST'], path: /^\/admin\/functions\/([^/]+)$/i, answer: runFunction },
];

/**
 * Answers what is under `/admin`, which needs the master key but for two doors.
 *
 * @returns whether the request was for here
 */
export async function adminDoor(exchange: Exchange, view: AdminView): Promise<boolean> {
  const { request, response, method, query } = exchange;
  const path = exchange.path.replace(/\/$/, '');
  for (const { methods, path: pattern, open, answer } of doors) {
    const match = methods.includes(method) ? pattern.exec(path) : null;
    if (!match) continue;
    const kind = keyKind(request, query, view.keys);
    if (!open && kind !== 'master') sendAnswer(response, kind === 'none' ? 401 : 403);
    else await answer(exchange, view, match[1] ?? '');
    return true;
  }
  return false;
}

async function runFunction({ request, response }: Exchange, view: AdminView, name: string): Promise<void> {
  if (!/^application\/json\b/i.test(request.headers['content-type'] ?? '')) return sendAnswer(response, 415);
  const text = (
    await readWholeBody(request, { maxBytes: 1_048_576, minBytesPerSecond: 240, graceMs: 5_000 })
  ).toString();
  const input = inputOf(text);
  if (input === undefined) return sendAnswer(response, 400);
  return sendAnswer(response, view.runOnDemand(name, input) ? 202 : 404);
}

/** The `input` of the body, empty if it has none; undefined if the body is not a JSON object. */
function inputOf(text: string): string | undefined {
  try {
    const { input } = text.trim() === '' ? {} : JSON.parse(text);
    return typeof input === 'string' ? input : JSON.stringify(input ?? '');
  } catch {
    return undefined;
  }
}

const listed = ({ name, trigger, methods, route, disabled }: ListedFunction, url: string) => ({
  name,
  language: 'node',
  isDisabled: disabled,
  ...(trigger === 'httpTrigger' && route && { invoke_url_template: `${url}/${route}`, methods }),
  config: { bindings: [{ type: trigger }] },
});
