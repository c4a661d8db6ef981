import type http from 'node:http';
import { playFault } from '../azure/door/play-fault.ts';
import type { Fault, Faults } from '../faults/create-faults.ts';
import type { ServiceName } from './azurite-messages.ts';
import { forwardCall, type StorageAnswer } from './forward-call.ts';
import { nameOperation } from './name-operation.ts';
import type { StorageCall, StorageCalls, StorageMatch } from './storage-calls.ts';
import { storageProblem } from './storage-problem.ts';

export type CallListener = (
  call: Readonly<StorageCall>,
  when: 'before' | 'after',
  /** What was sent along, as text. */
  body: string,
) => unknown;

export type Passage = {
  service: ServiceName;
  target: string;
  faults: Faults<StorageMatch, StorageCall & { body: string }>;
  calls: StorageCalls;
  listeners: ReadonlySet<CallListener>;
  clock: { offsetMs: number };
  agent: http.Agent;
  stopping: AbortSignal;
};

/** Lets one call pass, or what a fault and the listeners leave of it. */
export async function passCall(
  request: http.IncomingMessage,
  response: http.ServerResponse,
  passage: Passage,
): Promise<void> {
  const { calls, faults, target, agent, stopping, service } = passage;
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part);
  const bytes = Buffer.concat(parts);
  const body = bytes.toString('utf8');
  const call = calls.add(describe(request, service));
  const fault = faults.take({ ...call, body });
  const heard = (when: 'before' | 'after') => askListeners(passage.listeners, call, when, body);
  const play = (answer?: StorageAnswer) =>
    fault
      ? playFault(said(fault, service), call as never, response, answer && asText(answer), stopping)
      : false;

  if (await heard('before')) return drop(call, response);
  if (fault?.when !== 'after' && (await play())) return;
  const answer = await forwardCall(request, bytes, target, agent);
  call.status = answer.status;
  shiftDate(answer, passage.clock.offsetMs);
  if (await heard('after')) return drop(call, response);
  delete call.status;
  if (fault?.when === 'after' && (await play(answer))) return;
  call.status = answer.status;
  if (response.destroyed) return;
  response.writeHead(answer.status, { ...answer.headers, ...lengthOf(answer) });
  response.end(answer.body);
}

function describe(request: http.IncomingMessage, service: ServiceName): StorageCall {
  const { method = 'GET', url: path = '/', headers } = request;
  const { pathname, searchParams } = new URL(path, 'http://storage');
  const line = { method, path: pathname, query: searchParams, ifMatch: headers['if-match'] !== undefined };
  return { at: Date.now(), service, ...nameOperation(service, line), method, path };
}

async function askListeners(
  listeners: ReadonlySet<CallListener>,
  call: StorageCall,
  when: 'before' | 'after',
  body: string,
): Promise<boolean> {
  let dropped = false;
  for (const listener of [...listeners]) if ((await listener(call, when, body)) === 'drop') dropped = true;
  return dropped;
}

function drop(call: StorageCall, response: http.ServerResponse): void {
  if (call.status !== undefined) call.hiddenStatus = call.status;
  delete call.status;
  call.fault = 'drop';
  response.socket?.destroy();
}

/** The fault with the service's own error, unless it brings words of its own. */
function said({ match: _, ...fault }: Fault<StorageMatch>, service: ServiceName) {
  if (fault.status === undefined || fault.status < 400 || fault.body !== undefined) return fault;
  const { headers, body } = storageProblem(service, fault.status);
  return { ...fault, body, headers: { ...headers, ...fault.headers } };
}

const asText = ({ status, headers, body }: StorageAnswer) => ({
  status,
  headers,
  body: body.toString('utf8'),
});

/** Clients take the time from here: the storage account's, as they see it. */
function shiftDate(answer: StorageAnswer, offsetMs: number): void {
  if (offsetMs !== 0) answer.headers.date = new Date(Date.now() + offsetMs).toUTCString();
}

/** A 204 has no length, and the answer to a HEAD has the length of what is not sent. */
const lengthOf = ({ status, body }: StorageAnswer) =>
  status === 204 || body.length === 0 ? {} : { 'content-length': String(body.length) };
