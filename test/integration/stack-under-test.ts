import { afterAll, afterEach, beforeAll, expect, inject } from 'vitest';
import { signEvent } from '../../local/send/sign-event.ts';
import { seatPeople } from '../../local/stack/seat-people.ts';
import { type Stack, type StackOptions, startStack } from '../../local/stack/start-stack.ts';
import { faultsByOpenApi } from './hold-to-openapi.ts';

/** What came back from the app. */
export interface Received {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The body as JSON; undefined where it is none. */
  readonly json: Answered | undefined;
}

/** What the app's answers may hold. */
export interface Answered {
  readonly decision?: string;
  readonly status?: string | number;
  readonly outcome?: string;
  readonly type?: string;
  readonly title?: string;
  readonly detail?: string;
  readonly hint?: string;
  readonly problem?: {
    readonly type: string;
    readonly title: string;
    readonly detail: string;
    readonly hint?: string;
  };
  readonly errors?: readonly { readonly pointer: string; readonly detail: string }[];
}

/** What an operator is told of a decision. */
export interface Recorded extends Answered {
  readonly attempts?: number;
  readonly lastError?: { readonly type: string; readonly detail: string; readonly hint?: string };
  readonly notBefore?: string;
}

/** How an event is sent, if not as everybody sends it. */
export interface SendOptions extends Omit<RequestInit, 'body'> {
  /** The delivery's own id. */
  readonly id?: string;
  readonly path?: string;
  /** Sent instead of the body that is signed, in chunks. */
  readonly stream?: ReadableStream<Uint8Array>;
}

/** The local stack for the tests of one file, with what tests do again and again. */
export interface StackUnderTest {
  readonly stack: Stack;
  readonly logs: string[];
  /** A thread with the moderator and somebody to remove, and an event that asks for it. */
  seat(): {
    readonly threadId: string;
    readonly somebody: string;
    readonly event: Record<string, unknown>;
    members(): string[];
  };
  /** Posts to `/api/events`, signed. A body that is neither text nor bytes is sent as JSON. */
  send(body: unknown, init?: SendOptions): Promise<Received>;
  /** What is on record of a decision. */
  record(decision: string): Promise<Recorded>;
  /** The same, once it has ended. */
  settled(decision: string): Promise<Recorded>;
  /** A request with an operator's key. */
  operate(path: string, init?: RequestInit): Promise<Received>;
  /** Any request; `path` starts with a slash. */
  request(path: string, init?: RequestInit): Promise<Received>;
}

/**
 * Starts a stack before the tests of this file and stops it after them. Then it searches everything that was
 * logged and answered for every secret, key and token that was in use, and holds every answer against the OpenAPI
 * document: no test can pass while a secret leaks, or an answer is another than promised.
 */
export function stackUnderTest(options: Omit<StackOptions, 'appRoot' | 'log'> = {}): StackUnderTest {
  const logs: string[] = [];
  const answers: string[] = [];
  const faults: string[] = [];
  let stack: Stack | undefined;
  let ids = 0;
  const running = () => {
    if (!stack) throw new Error('The stack is not running yet.');
    return stack;
  };

  beforeAll(async () => {
    stack = await startStack({ ...options, appRoot: inject('appRoot'), log: (line) => logs.push(line) });
  });
  afterEach(() => stack?.azure.faults.clear());
  afterAll(async () => {
    const secrets = [
      stack?.storage.account.key ?? '',
      ...(stack?.azure.issuedSecrets() ?? []),
      stack?.events.key ?? '',
      stack?.host.keys.master ?? '',
    ];
    await stack?.stop();
    expect(secrets.length).toBeGreaterThan(5);
    const said = [...logs, ...answers].join('\n');
    expect(secrets.filter((secret) => secret === '' || said.includes(secret))).toEqual([]);
    expect(faults).toEqual([]);
  });

  const request = async (path: string, init: RequestInit = {}): Promise<Received> => {
    const { host, events } = running();
    const headers = new Headers({ 'x-functions-key': events.key });
    for (const [name, value] of new Headers(init.headers)) headers.set(name, value);
    const answer = await fetch(host.url + path, { ...init, headers });
    const text = await answer.text();
    answers.push(JSON.stringify([...answer.headers]), text);
    faults.push(...faultsByOpenApi(`${init.method ?? 'GET'} ${path}`, answer, text));
    const isJson = /json/.test(answer.headers.get('content-type') ?? '');
    return {
      status: answer.status,
      headers: answer.headers,
      text,
      json: isJson ? JSON.parse(text) : undefined,
    };
  };

  const operate = (path: string, init: RequestInit = {}) => {
    const key = running().host.keys.host.default ?? '';
    return request(path, { ...init, headers: { ...init.headers, 'x-functions-key': key } });
  };
  const record = async (decision: string): Promise<Recorded> => {
    const { json } = await operate(`/api/decisions/${decision}`);
    return json ?? {};
  };

  return {
    logs,
    operate,
    record,
    async settled(decision) {
      for (;;) {
        const found = await record(decision);
        if (found.status !== 'accepted' && found.status !== 'scheduled') return found;
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    },
    get stack() {
      return running();
    },
    seat() {
      const { azure } = running();
      const thread = seatPeople(azure, ['somebody', 'somebody else']);
      const [, { rawId: somebody } = { rawId: '' }] = thread.people;
      ids += 1;
      const event = { id: `case-${ids}`, action: 'remove', threadId: thread.threadId, participant: somebody };
      return {
        threadId: thread.threadId,
        somebody,
        event,
        members: () => azure.communication.threads.members(thread.threadId),
      };
    },
    request,
    send(body, init = {}) {
      const isBytes = typeof body === 'string' || body instanceof Uint8Array || body === undefined;
      const payload = (isBytes ? body : JSON.stringify(body)) as string | Uint8Array<ArrayBuffer> | undefined;
      const { signingKey: key } = running().events;
      const { id, path = '/api/events', stream, ...rest } = init;
      const signature = signEvent(payload ?? '', { key, ...(id && { id }) });
      const headers = new Headers({ 'content-type': 'application/json', ...signature });
      for (const [name, value] of new Headers(init.headers)) headers.set(name, value);
      return request(path, {
        method: 'POST',
        ...rest,
        headers,
        ...(payload !== undefined && { body: payload }),
        ...(stream && { body: stream, duplex: 'half' }),
      });
    },
  };
}
