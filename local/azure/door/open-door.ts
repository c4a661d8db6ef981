import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Certificates } from '../certificates.ts';
import { type Answer, sendAnswer } from './answer.ts';
import type { Call, CallLog } from './call-log.ts';
import type { Faults } from './faults.ts';
import { type Incoming, readIncoming } from './incoming.ts';
import { playFault } from './play-fault.ts';
import { problem } from './problem.ts';
import { findRoute, type Match, type Service } from './route.ts';

export interface DoorOptions {
  readonly port: number;
  readonly certificates: Certificates;
  readonly calls: CallLog;
  readonly faults: Faults;
  readonly now: () => number;
  readonly log: (line: string) => void;
  /** Asked at each call, because services are made once the port is known. */
  readonly services: () => readonly Service[];
}

/** The one HTTPS server, on loopback only; the Host header says which service is meant. */
export async function openDoor(options: DoorOptions): Promise<{ port: number; close(): Promise<void> }> {
  const { certificates, log } = options;
  const stopping = new AbortController();
  const server = createServer({ key: certificates.key, cert: certificates.cert }, (request, response) => {
    receive(options, request, response, stopping.signal).catch((error: unknown) => {
      if (request.destroyed && !request.complete) return; // the caller hung up
      log(`azure: failed: ${error instanceof Error ? error.stack : 'unknown'}`);
      sendAnswer(response, problem(500));
    });
  });
  // As patient as Azure's front door: a connection closed under a client's next request is a fault nobody asked for.
  server.keepAliveTimeout = 120_000;
  server.requestTimeout = 0;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, '127.0.0.1', resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        stopping.abort();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function receive(
  options: DoorOptions,
  request: IncomingMessage,
  response: ServerResponse,
  stopping: AbortSignal,
): Promise<void> {
  const read = await readIncoming(request);
  if (!read) return sendAnswer(response, problem(413));
  const name = read.host.toLowerCase().replace(/:\d+$/, '');
  const services = options.services().filter((service) => service.hosts.includes(name));
  if (services.length === 0) return sendAnswer(response, problem(421));
  const match = findRoute(services, read.method, read.path);
  const incoming = { ...read, params: match?.params ?? {} };
  if (match?.service.unseen) return sendAnswer(response, match.route.handle(incoming));

  const call = options.calls.add(describe(options, incoming, match, services[0]?.name ?? name));
  await converse(options, incoming, match, call, response, stopping);
  const known = [call.secret, call.identity, call.threadId, call.participant].filter(Boolean).join(' ');
  options.log(`azure: ${call.operation} ${call.status ?? call.fault ?? 'unanswered'} ${known}`.trimEnd());
}

async function converse(
  options: DoorOptions,
  incoming: Incoming,
  match: Match | undefined,
  call: Call,
  response: ServerResponse,
  stopping: AbortSignal,
): Promise<void> {
  const fault = options.faults.take(call);
  const first = fault?.when === 'after' ? undefined : fault;
  if (first && (await playFault(first, call, response, undefined, stopping))) return;
  const said: Answer = match ? match.route.handle(incoming) : problem(404);
  const answer = { ...said, headers: { ...match?.service.headers?.(incoming), ...said.headers } };
  if (fault?.when === 'after' && (await playFault(fault, call, response, answer, stopping))) return;
  call.status = answer.status;
  sendAnswer(response, answer);
}

function describe(options: DoorOptions, incoming: Incoming, match: Match | undefined, service: string): Call {
  return {
    at: options.now(),
    service: match?.service.name ?? service,
    operation: match?.route.operation ?? 'unknown',
    method: incoming.method,
    path: incoming.path,
    ...match?.params,
    ...match?.route.describe?.(incoming),
  };
}
